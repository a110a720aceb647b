import { BLACK_SIZE, blackConfiguration, blackFrame, milliseconds } from '@lockstep/sei';
import { wrapped } from './kind-clock.js';
import type { PublishedFrame, VideoHeaders } from './media-frame.js';

/** Few bytes, and no event waits for longer. Ms. */
const INTERVAL_MS = 200;
/** Frames from one random access frame to the next: 2 s. */
const GROUP = 10;
/** Audio that steps by more than this begins anew, ms. */
const LONGEST_STEP_MS = 2_000;
/** Publishers' clocks count in 32 bits. */
const WRAP_MS = 2 ** 32;

export const BLACK_HEADERS: VideoHeaders = {
  codec: 'h264',
  config: blackConfiguration(),
  lengthSize: 4,
  ...BLACK_SIZE,
  frameRate: 1000 / INTERVAL_MS,
  isPlaceholder: true,
};

/** Black frames for a publisher that sends audio alone: every viewer sees them as any video, and they carry the lesson's events. */
export class BlackVideo {
  #nextMs: number | undefined;
  #number = 0;

  /** @returns the frames up to this moment of the publisher's audio clock */
  *until(audioMs: number): Generator<PublishedFrame> {
    const isFar = Math.abs(wrapped(audioMs - (this.#nextMs ?? audioMs))) > LONGEST_STEP_MS;
    if (this.#nextMs === undefined || isFar) this.#nextMs = audioMs;
    while (wrapped(audioMs - this.#nextMs) >= 0) {
      const dtsMs = milliseconds(this.#nextMs);
      const isRandomAccess = this.#number === 0;
      yield { kind: 'video', isRandomAccess, dtsMs, ptsMs: dtsMs, bytes: blackFrame(this.#number) };
      this.#number = (this.#number + 1) % GROUP;
      this.#nextMs = (this.#nextMs + INTERVAL_MS) % WRAP_MS;
    }
  }
}
