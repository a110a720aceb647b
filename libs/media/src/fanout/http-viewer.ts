import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ViewerConnection, ViewerListener } from './viewer.js';
import { CHUNKED, LAST_CHUNK, RAW, type EndReason, type Wire } from './wire.js';

/** What every answer about a stream says: any page may show it, nobody may keep it. */
export const STREAM_HEADERS: Readonly<OutgoingHttpHeaders> = {
  'Content-Type': 'video/x-flv',
  'Cache-Control': 'no-store',
  'X-Accel-Buffering': 'no', // nginx: pass it on as it comes
  'X-Content-Type-Options': 'nosniff',
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Accept-Ranges': 'none',
};

/** Header that says when to ask again, in seconds: not the same for everybody, so that a class does not come back at once. */
export const retryAfter = (): OutgoingHttpHeaders => ({
  'Retry-After': String(2 + Math.floor(Math.random() * 4)),
});

/** What a viewer may send after its request before it is taken for an attack: pipelined requests are read over. */
const MAX_STRAY_BYTES = 1024 * 1024;

/**
 * Chunks for HTTP/1.1, because by them alone can a player or a proxy tell a stream that is over from a connection that
 * broke (ffmpeg reports an error at the end of a body without them); never for HTTP/1.0, which does not know them.
 */
export function wireFor(request: IncomingMessage, chunked = true): Wire {
  const { httpVersionMajor: major, httpVersionMinor: minor } = request;
  return chunked && (major > 1 || (major === 1 && minor >= 1)) ? CHUNKED : RAW;
}

/** Answers without a body that streams; the connection stays node:http's. */
export function answer(
  response: ServerResponse,
  status: number,
  text: string,
  headers: OutgoingHttpHeaders = {},
): void {
  response.writeHead(status, {
    ...STREAM_HEADERS,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

/**
 * A viewer over HTTP. Once the response head is out, node:http is left behind: a parser, a request and a response per
 * viewer cost memory, and its write path costs more than the write itself.
 */
export class HttpViewer implements ViewerConnection {
  readonly socket: Socket;
  #listener: ViewerListener | undefined;
  #strayBytes = 0;

  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    readonly wire: Wire,
  ) {
    this.socket = request.socket;
    this.socket.setKeepAlive(true, KEEP_ALIVE_PROBE_MS);
    request.resume(); // to its end, so that node:http does not take the handover for a broken request
  }

  get isOpen(): boolean {
    return this.socket.writable;
  }

  watch(listener: ViewerListener): void {
    this.#listener = listener;
    this.socket.on('close', this.#onClose);
  }

  begin(): void {
    const { response } = this;
    if (this.wire === RAW) response.removeHeader('Transfer-Encoding');
    response.writeHead(200, {
      ...STREAM_HEADERS,
      Connection: 'close',
      ...(this.wire === CHUNKED ? { 'Transfer-Encoding': 'chunked' } : {}),
    });
    response.flushHeaders();
    setImmediate(this.#leaveHttp); // not within the parser's own call
  }

  refuse(reason: EndReason): void {
    const text =
      reason === 'ended'
        ? 'The stream is over.\n'
        : reason === 'shutdown'
          ? 'The server is going away.\n'
          : 'The stream is not live.\n';
    const retry = reason === 'ended' ? {} : retryAfter();
    answer(this.response, reason === 'ended' ? 404 : 503, text, { Connection: 'close', ...retry });
  }

  finish(): void {
    if (this.wire === CHUNKED) this.socket.write(LAST_CHUNK);
    this.socket.end();
  }

  readonly #leaveHttp = (): void => {
    const { socket, request } = this;
    if (socket.destroyed) return;
    if (!request.complete || !request.readableEnded) {
      socket.destroy(); // a GET with a body that does not end
      return;
    }
    const closing = socket.listeners('close').filter((listener) => listener !== this.#onClose);
    for (const event of ['data', 'end', 'drain', 'timeout', 'error', 'close'])
      socket.removeAllListeners(event);
    socket.on('close', this.#onClose).on('error', ignore);
    // To node:http the connection is over: it frees its parser, and whatever was pipelined behind the request.
    for (const listener of closing) Reflect.apply(listener, socket, [false]);
    socket.setTimeout(0);
    socket.on('data', this.#onStrayData).on('end', this.#onEnd);
    socket.resume();
  };

  readonly #onClose = (): void => this.#listener?.gone();

  readonly #onEnd = (): void => {
    this.socket.end();
  };

  readonly #onStrayData = (bytes: Buffer): void => {
    this.#strayBytes += bytes.length;
    if (this.#strayBytes > MAX_STRAY_BYTES) this.socket.destroy();
  };
}

/** A peer that vanished without a word while the stream pauses is found by the kernel, milliseconds. */
export const KEEP_ALIVE_PROBE_MS = 30_000;

/** 'close' follows every error, and says all there is to do. */
export const ignore = (): void => undefined;
