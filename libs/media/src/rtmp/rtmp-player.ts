import type { Socket } from 'node:net';
import type { ViewerConnection, ViewerListener } from '../fanout/viewer.js';
import { RAW, type EndReason } from '../fanout/wire.js';

const REASONS: Readonly<Record<EndReason, string>> = {
  ended: 'The stream is over.',
  shutdown: 'The server is going away.',
  'not-live': 'The stream is not live.',
};

/** One RTMP player, as a broadcast sees it: the bytes of the broadcast are whole messages, and need nothing around them. */
export class RtmpPlayer implements ViewerConnection {
  readonly wire = RAW;
  #listener: ViewerListener | undefined;

  #hasLeft = false;

  /** @param onEnd the last frame is written: tell the player why, and close */
  constructor(
    readonly socket: Socket,
    private readonly onEnd: (reason: string) => void,
  ) {}

  get isOpen(): boolean {
    return this.socket.writable && !this.#hasLeft;
  }

  watch(listener: ViewerListener): void {
    this.#listener = listener;
    this.socket.once('close', () => listener.gone());
  }

  /** `play` was answered before the player joined. */
  begin(): void {}

  finish(reason: EndReason): void {
    this.onEnd(REASONS[reason]);
  }

  refuse(reason: EndReason): void {
    this.onEnd(REASONS[reason]);
  }

  /** A paused player is sent nothing, and goes on at the next key frame. */
  setPaused(isPaused: boolean): void {
    if (isPaused) this.#listener?.pause();
    else this.#listener?.resume();
  }

  leave(): void {
    this.#hasLeft = true;
  }
}
