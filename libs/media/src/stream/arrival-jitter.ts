import type { Milliseconds } from '@lockstep/sei';

/** RFC 3550, 6.4.1: of each difference a sixteenth counts. */
const GAIN = 1 / 16;

/** How irregularly frames arrive, as RFC 3550 measures it: two numbers a frame. */
export class ArrivalJitter {
  /** Arrival minus decoding time of the frame before. */
  #transitMs: number | undefined;
  #ms: number | undefined;

  /** undefined: fewer than two frames came. */
  get ms(): number | undefined {
    return this.#ms;
  }

  restart(): void {
    this.#transitMs = this.#ms = undefined;
  }

  note(dtsMs: Milliseconds, arrivedMs: number): void {
    const transitMs = arrivedMs - dtsMs;
    if (this.#transitMs !== undefined) {
      const before = this.#ms ?? 0;
      this.#ms = before + (Math.abs(transitMs - this.#transitMs) - before) * GAIN;
    }
    this.#transitMs = transitMs;
  }
}
