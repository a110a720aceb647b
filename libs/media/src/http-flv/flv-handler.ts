import { STATUS_CODES, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { LiveStream } from '../stream/live-stream.js';
import type { RingLimits } from '../fanout/batch-ring.js';
import { Fanout, type FlvStreamStats } from '../fanout/fanout.js';
import { FLV } from '../flv/flv-container.js';
import { BadFlvRequest, readFlvRequest, type FlvRequest } from './flv-request.js';
import { HttpViewer, STREAM_HEADERS, answer, ignore, retryAfter, wireFor } from '../fanout/http-viewer.js';
import { WebSocketViewer } from '../fanout/websocket-viewer.js';

export type FlvHandlerOptions = {
  /** The stream of this name; undefined if there is none. */
  readonly find: (name: string) => LiveStream | undefined;
  /** Least time between two batches where the request does not say, milliseconds. Default 0: every video frame. */
  readonly intervalMs?: number;
  /** The same for `class=economy`. Default 350. */
  readonly economyMs?: number;
  /** How long the socket of a viewer may take nothing before the viewer is closed, milliseconds. Default 30,000. */
  readonly stallMs?: number;
  /**
   * How long a viewer is kept without an answer before the first publisher of a stream has sent its headers, milliseconds;
   * then it is answered 503. Default 15,000: proxies wait for 60 s.
   */
  readonly holdMs?: number;
  /**
   * How often a viewer is sent a few bytes while the stream pauses, milliseconds. Default 4,000: players take 10 s of
   * silence for a broken connection, proxies 60.
   */
  readonly keepAliveMs?: number;
  /** How long a clean end may take before the connection is cut, milliseconds. Default 5,000. */
  readonly closeMs?: number;
  /** Viewers at once; more are answered 503. Default 20,000. */
  readonly maxViewers?: number;
  readonly ring?: Partial<RingLimits>;
};

export type FlvStats = {
  readonly viewers: number;
  readonly bytes: number;
  readonly drops: number;
  readonly streams: readonly FlvStreamStats[];
};

export type FlvHandler = AsyncDisposable & {
  /** Serves GET, HEAD and OPTIONS of `/live/<name>.flv`. @returns false when the path is not ours, and nothing was done */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean;
  /** Serves the WebSocket of the same path. @returns false when the path is not ours, and nothing was done */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  stats(): FlvStats;
};

const METHODS = 'GET, HEAD, OPTIONS';
const DEFAULTS = {
  intervalMs: 0,
  economyMs: 350,
  stallMs: 30_000,
  holdMs: 15_000,
  keepAliveMs: 4000,
  closeMs: 5000,
};

/** HTTP-FLV and WS-FLV for a server that exists already: hand it its requests and upgrades. */
export function createFlvHandler(options: FlvHandlerOptions): FlvHandler {
  return new Handler(options);
}

class Handler implements FlvHandler {
  readonly #options: FlvHandlerOptions & typeof DEFAULTS & { readonly maxViewers: number };
  readonly #fanout: Fanout;
  /** Connections that are a viewer's: what is pipelined behind the first request is no second viewer. */
  readonly #taken = new WeakSet<Socket>();
  #isDisposed = false;

  constructor(options: FlvHandlerOptions) {
    this.#options = { maxViewers: 20_000, ...DEFAULTS, ...options };
    this.#fanout = new Fanout(FLV, this.#options, options.ring);
  }

  handleRequest(request: IncomingMessage, response: ServerResponse): boolean {
    if (this.#taken.has(request.socket)) {
      request.resume();
      return true;
    }
    let asked: FlvRequest | undefined;
    try {
      asked = readFlvRequest(request.url ?? '', this.#options.economyMs);
    } catch (error) {
      if (!(error instanceof BadFlvRequest)) throw error;
      answer(response, 400, `${error.message}\n`);
      return true;
    }
    if (!asked) return false;
    this.#serve(asked, request, response);
    return true;
  }

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    let asked: FlvRequest | undefined;
    try {
      asked = readFlvRequest(request.url ?? '', this.#options.economyMs);
    } catch (error) {
      if (!(error instanceof BadFlvRequest)) throw error;
      refuseUpgrade(socket, 400, error.message);
      return true;
    }
    if (!asked) return false;
    const stream = this.#find(asked.name);
    if (!stream) refuseUpgrade(socket, 404, NO_STREAM);
    else if (this.#isFull) refuseUpgrade(socket, 503, FULL, retryAfter());
    else if (!(socket instanceof Socket)) socket.destroy();
    else {
      const intervalMs = asked.intervalMs ?? this.#options.intervalMs;
      WebSocketViewer.accept(request, socket, head, (viewer) =>
        this.#fanout.join(stream, intervalMs, viewer),
      );
    }
    return true;
  }

  stats(): FlvStats {
    const streams = this.#fanout.stats();
    return {
      viewers: this.#fanout.viewers,
      bytes: streams.reduce((sum, { bytes }) => sum + bytes, 0),
      drops: streams.reduce((sum, { drops }) => sum + drops, 0),
      streams,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    await this.#fanout[Symbol.asyncDispose]();
  }

  get #isFull(): boolean {
    return this.#isDisposed || this.#fanout.viewers >= this.#options.maxViewers;
  }

  #find(name: string): LiveStream | undefined {
    const stream = this.#options.find(name);
    return stream?.isEnded ? undefined : stream;
  }

  #serve(asked: FlvRequest, request: IncomingMessage, response: ServerResponse): void {
    const { method } = request;
    if (method === 'OPTIONS') return answerOptions(response);
    if (method !== 'GET' && method !== 'HEAD') {
      return answer(response, 405, `Only ${METHODS} here.\n`, { Allow: METHODS });
    }
    const stream = this.#find(asked.name);
    if (!stream) return answer(response, 404, `${NO_STREAM}\n`);
    if (method === 'HEAD') return answerHead(response, stream);
    if (this.#isFull) return answer(response, 503, `${FULL}\n`, retryAfter());
    this.#taken.add(request.socket);
    const wire = wireFor(request, asked.chunked);
    this.#fanout.join(
      stream,
      asked.intervalMs ?? this.#options.intervalMs,
      new HttpViewer(request, response, wire),
    );
  }
}

const NO_STREAM = 'There is no such stream.';
const FULL = 'No more viewers can be served now.';

/** 200 if a viewer would be answered at once, whether or not the publisher is away; 503 if it would be held. */
function answerHead(response: ServerResponse, stream: LiveStream): void {
  if (stream.headers.video) response.writeHead(200, STREAM_HEADERS);
  else response.writeHead(503, { ...STREAM_HEADERS, ...retryAfter() });
  response.end();
}

function answerOptions(response: ServerResponse): void {
  response.writeHead(204, {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': METHODS,
    'Access-Control-Allow-Headers': '*',
    'Access-Control-Max-Age': 86_400,
    Allow: METHODS,
  });
  response.end();
}

/** An answer in place of the handshake, on a socket that node:http has already let go. */
function refuseUpgrade(
  socket: Duplex,
  status: number,
  text: string,
  headers: OutgoingHttpHeaders = {},
): void {
  const body = `${text}\n`;
  const lines = Object.entries({
    Connection: 'close',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': '*',
    ...headers,
  }).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  socket.on('error', ignore);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`, () =>
    socket.destroy(),
  );
}
