import type { Socket } from 'node:net';
import type { ViewerConnection } from './viewer.js';
import { KEEP_ALIVE_PROBE_MS, ignore } from './http-viewer.js';
import { ClientFrameReader, WebSocketProtocolError, type ClientFrame } from './websocket/client-frames.js';
import { closeFrame, webSocketFrame } from './websocket/frame.js';
import { WEB_SOCKET, type EndReason } from './wire.js';

/** Pongs on their way at once; a client that sends more pings without reading is answered for the last ones only. */
const MAX_PONGS_WAITING = 4;
/** Control frames a second; RFC 6455, 7.4.1: 1008 is for who breaks a policy. */
const MAX_CONTROL_FRAMES_PER_SECOND = 50;
const POLICY_VIOLATION = 1008;
const SECOND_MS = 1000;

/** A viewer over a WebSocket whose handshake is done: answers pings, closes as RFC 6455, 5.5.1 and 7.1 say. */
export class WebSocketViewer implements ViewerConnection {
  readonly wire = WEB_SOCKET;
  #listener: { leave(): void; gone(): void } | undefined;
  #reader: ClientFrameReader | undefined;
  #closeSent = false;
  #pongsWaiting = 0;
  #controlFrames = 0;
  #secondEndsAt = 0;

  /** @param head what came behind the handshake in the same read */
  constructor(
    readonly socket: Socket,
    private readonly head: Buffer,
  ) {
    socket.setKeepAlive(true, KEEP_ALIVE_PROBE_MS);
    socket.setTimeout(0);
  }

  watch(listener: { leave(): void; gone(): void }): void {
    this.#listener = listener;
    this.socket
      .on('error', ignore)
      .on('close', () => listener.gone())
      .on('data', (bytes: Buffer) => this.#read(bytes))
      .on('end', () => {
        listener.leave();
        this.socket.end();
      });
    if (this.head.length > 0) this.#read(this.head);
  }

  begin(): void {
    // the handshake was the head
  }

  refuse(reason: EndReason): void {
    const end = this.wire.end(reason);
    if (end) this.socket.write(end);
    this.finish();
  }

  /** A Close frame was sent: the client answers with its own, then the connection may go. */
  finish(): void {
    this.#closeSent = true;
  }

  #read(bytes: Buffer): void {
    if (!this.socket.writable) return;
    this.#reader ??= new ClientFrameReader();
    try {
      for (const frame of this.#reader.push(bytes)) this.#answer(frame);
    } catch (error) {
      if (!(error instanceof WebSocketProtocolError)) throw error;
      this.#close(closeFrame(error.closeCode, error.message));
    }
  }

  #answer(frame: ClientFrame): void {
    if (!this.socket.writable) return;
    if (frame.type === 'close') {
      this.#close(
        frame.code === undefined ? webSocketFrame('close', Buffer.alloc(0)) : closeFrame(frame.code),
      );
    } else if (this.#isFlood()) {
      this.#close(closeFrame(POLICY_VIOLATION, 'too many control frames'));
    } else if (frame.type === 'ping' && !this.#closeSent && this.#pongsWaiting < MAX_PONGS_WAITING) {
      this.#pongsWaiting++;
      this.socket.write(webSocketFrame('pong', frame.payload), () => this.#pongsWaiting--);
    }
  }

  #isFlood(): boolean {
    const now = performance.now();
    if (now >= this.#secondEndsAt) {
      this.#secondEndsAt = now + SECOND_MS;
      this.#controlFrames = 0;
    }
    return ++this.#controlFrames > MAX_CONTROL_FRAMES_PER_SECOND;
  }

  /** The server's last frame, unless it has said goodbye already, then FIN. */
  #close(frame: Buffer): void {
    this.#listener?.leave();
    if (this.#closeSent) this.socket.end();
    else this.socket.end(frame);
    this.#closeSent = true;
  }
}
