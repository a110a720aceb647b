import type { Socket } from 'node:net';
import { fitsFlv } from '../flv/flv-frame.js';
import type { DataItem, MediaFrame, StreamHeaders } from '../stream/media-frame.js';
import type { Sink } from '../stream/sink.js';
import { rtmpFrame, rtmpHeaders } from './rtmp-frame.js';
import type { RtmpLimits } from './rtmp-limits.js';

/**
 * One RTMP player: writes what the stream brings to its socket. When the socket does not keep up, frames are left out up
 * to a key frame that fits again; a socket that takes nothing for long is given up.
 */
export class RtmpPlayer implements Sink, Disposable {
  /** Frames left out because the player was slow. */
  droppedFrames = 0;
  readonly #watch: NodeJS.Timeout;
  #awaitsKeyFrame = false;
  #paused = false;
  #lastDtsMs = 0;
  #taken = -1;
  #takenAt = performance.now();

  /** @param onGone the player stalled (its connection is to be destroyed) or the stream ended */
  constructor(
    private readonly socket: Socket,
    private readonly limits: RtmpLimits,
    private readonly onGone: (why: 'stalled' | 'ended', reason: string) => void,
  ) {
    this.#watch = setInterval(() => this.#checkProgress(), Math.max(1, limits.playerStallMs / 4));
    this.#watch.unref();
  }

  onHeaders(headers: StreamHeaders): void {
    if (headers.video === undefined) return;
    for (const message of rtmpHeaders(headers, this.#lastDtsMs)) this.#write(message);
  }

  onFrame(frame: MediaFrame): void {
    this.#lastDtsMs = frame.dtsMs;
    if (this.#paused) return;
    const message = rtmpFrame(frame);
    const isKeyFrame = frame.kind === 'video' && frame.isRandomAccess;
    if (this.#awaitsKeyFrame && !isKeyFrame) return this.#drop();
    if (this.socket.writableLength + message.length > this.limits.playerQueueBytes) return this.#drop();
    this.#awaitsKeyFrame = false;
    this.#write(message);
  }

  onData(item: DataItem): void {
    if (this.#paused || this.#awaitsKeyFrame || !fitsFlv(item)) return;
    const message = rtmpFrame(item);
    if (this.socket.writableLength + message.length <= this.limits.playerQueueBytes) this.#write(message);
  }

  onEnd(reason: string): void {
    this.onGone('ended', reason);
  }

  /** A paused player gets nothing, and goes on at the next key frame. */
  setPaused(paused: boolean): void {
    if (this.#paused && !paused) this.#awaitsKeyFrame = true;
    this.#paused = paused;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#watch);
  }

  #drop(): void {
    this.droppedFrames++;
    this.#awaitsKeyFrame = true;
  }

  /** All messages of one turn leave in one system call. */
  #write(message: Buffer): void {
    if (this.socket.writableCorked === 0) {
      this.socket.cork();
      process.nextTick(() => this.socket.uncork());
    }
    this.socket.write(message);
  }

  #checkProgress(): void {
    const { bytesWritten, writableLength } = this.socket;
    const taken = bytesWritten - writableLength;
    const now = performance.now();
    if (writableLength === 0 || taken !== this.#taken) {
      this.#taken = taken;
      this.#takenAt = now;
    } else if (now - this.#takenAt >= this.limits.playerStallMs) {
      this.onGone('stalled', `nothing was read for ${this.limits.playerStallMs} ms`);
    }
  }
}
