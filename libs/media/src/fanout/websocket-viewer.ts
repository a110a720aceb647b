import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { KEEP_ALIVE_PROBE_MS } from './http-viewer.js';
import type { ViewerConnection, ViewerListener } from './viewer.js';
import { WEB_SOCKET, type EndReason } from './wire.js';

/** Longest message that is read over, bytes; a player's own keep-alive has a few. */
const MAX_MESSAGE_BYTES = 4096;
/** Pongs on their way at once; a client that sends more pings without reading is answered for the last ones only. */
const MAX_PONGS_WAITING = 4;
/** Control frames a second; RFC 6455, 7.4.1: 1008 is for a client that breaks a policy. */
const MAX_CONTROL_FRAMES_PER_SECOND = 50;
const POLICY_VIOLATION = 1008;
const SECOND_MS = 1000;

/** RFC 6455, 7.4.1, and 1013 "Try Again Later" of the IANA registry. */
const CLOSE_CODES: Readonly<Record<EndReason, readonly [code: number, reason: string]>> = {
  ended: [1000, 'the stream is over'],
  shutdown: [1001, 'the server is going away'],
  'not-live': [1013, 'the stream is not live, try again later'],
};

const server = new WebSocketServer({
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false, // media is compressed, and a frame is shared by all viewers
  maxPayload: MAX_MESSAGE_BYTES,
  autoPong: false,
});

/**
 * A viewer over a WebSocket. `ws` does the handshake and reads what the client sends; batches are written past it, because
 * all viewers share their bytes and headers.
 */
export class WebSocketViewer implements ViewerConnection {
  readonly wire = WEB_SOCKET;
  #pongsWaiting = 0;
  #controlFrames = 0;
  #secondEndsAt = 0;

  private constructor(
    readonly socket: Socket,
    private readonly webSocket: WebSocket,
  ) {
    socket.setKeepAlive(true, KEEP_ALIVE_PROBE_MS);
    webSocket
      .on('ping', (payload: Buffer) => this.#answer(payload))
      .on('pong', () => this.#isFlood())
      .on('error', () => undefined); // ws has closed it with the code that the RFC names
  }

  /**
   * Answers the handshake, and hands the viewer over if it is one; else the client is told why not.
   * @param head what came behind the request in the same read
   */
  static accept(
    request: IncomingMessage,
    socket: Socket,
    head: Buffer,
    onAccepted: (viewer: WebSocketViewer) => void,
  ): void {
    server.handleUpgrade(request, socket, head, (webSocket) =>
      onAccepted(new WebSocketViewer(socket, webSocket)),
    );
  }

  get isOpen(): boolean {
    return this.webSocket.readyState === this.webSocket.OPEN;
  }

  watch(listener: ViewerListener): void {
    this.webSocket.on('close', () => listener.gone());
  }

  begin(): void {
    // the handshake was the head
  }

  refuse(reason: EndReason): void {
    this.finish(reason);
  }

  /** The client answers with a Close frame of its own, then the connection may go. */
  finish(reason: EndReason): void {
    this.webSocket.close(...CLOSE_CODES[reason]);
  }

  #answer(payload: Buffer): void {
    if (this.#isFlood() || !this.isOpen || this.#pongsWaiting >= MAX_PONGS_WAITING) return;
    this.#pongsWaiting++;
    this.webSocket.pong(payload, false, () => this.#pongsWaiting--);
  }

  #isFlood(): boolean {
    const now = performance.now();
    if (now >= this.#secondEndsAt) {
      this.#secondEndsAt = now + SECOND_MS;
      this.#controlFrames = 0;
    }
    if (++this.#controlFrames <= MAX_CONTROL_FRAMES_PER_SECOND) return false;
    this.webSocket.close(POLICY_VIOLATION, 'too many control frames');
    this.socket.end(); // it is not waited for: RFC 6455, 7.1.7
    return true;
  }
}
