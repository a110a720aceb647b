import { DEFAULT_FRAME_STORE_LIMITS } from '../stream/frame-store.js';
import type { RtpFrame } from './rtp-frame.js';

/** The packets since the last random access frame, once for all viewers; a place in it stays the same when older frames leave. */
export class FrameLog {
  #frames: RtpFrame[] = [];
  #begin = 0;
  #bytes = 0;

  /** Of the random access frame with which a viewer can begin; `end` where there is none. */
  get begin(): number {
    return this.#begin;
  }

  /** Behind the newest frame. */
  get end(): number {
    return this.#begin + this.#frames.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  at(place: number): RtpFrame | undefined {
    return this.#frames[place - this.#begin];
  }

  /** A group that outgrows what streams keep for new viewers is given up until the next random access frame, as theirs is. */
  push(frame: RtpFrame): void {
    if (frame.isRandomAccess) this.clear();
    else if (this.#frames.length === 0) return void this.#begin++;
    this.#frames.push(frame);
    this.#bytes += frame.packets.reduce((sum, { length }) => sum + length, 0);
    const beganAt = this.#frames[0]?.ptsMs ?? frame.ptsMs;
    const { maxBytes, maxMs } = DEFAULT_FRAME_STORE_LIMITS;
    if (this.#bytes > maxBytes || frame.ptsMs - beganAt > maxMs) this.clear();
  }

  clear(): void {
    this.#begin = this.end;
    this.#frames = [];
    this.#bytes = 0;
  }
}
