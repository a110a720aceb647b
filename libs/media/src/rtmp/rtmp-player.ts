import type { Socket } from 'node:net';
import type { ViewerConnection, ViewerControl } from '../fanout/viewer.js';
import { RAW, type EndReason } from '../fanout/wire.js';

const REASONS: Readonly<Record<EndReason, string>> = {
  ended: 'The stream is over.',
  shutdown: 'The server is going away.',
  'not-live': 'The stream is not live.',
};

/** One RTMP player, as a broadcast sees it: the bytes of the broadcast are whole messages, and need nothing around them. */
export class RtmpPlayer implements ViewerConnection {
  readonly wire = RAW;
  #control: ViewerControl | undefined;

  /** @param onEnd the last frame is written: tell the player why, and close */
  constructor(
    readonly socket: Socket,
    private readonly onEnd: (reason: string) => void,
  ) {}

  watch(control: ViewerControl): void {
    this.#control = control;
    this.socket.once('close', () => control.gone());
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
    if (isPaused) this.#control?.pause();
    else this.#control?.resume();
  }

  leave(): void {
    this.#control?.leave();
  }
}
