import type { Milliseconds } from '@lockstep/sei';

/** Samples of an Opus packet of 20 ms; always at 48 kHz. RFC 7845, 4. */
export const OPUS_SAMPLES = 960;
const TICKS_A_MS = 48;
/** What may lie between the time by counting and the time by the stream before packets go on at the latter, samples: 60 ms. */
const MOST_DRIFT = 60 * TICKS_A_MS;
/** AAC frames that are remembered: more than an encoder holds back. */
const REMEMBERED = 256;

/** Says when a packet of an encoder is on the stream's timeline, which the encoder knows nothing of: it counts samples. */
export class OpusClock {
  readonly #frameTicks: number;
  /** Samples at 48 kHz that an encoder puts before the first of its input: it tells how many before its first packet. */
  preSkip = 0;
  #times: Milliseconds[] = [];
  #forgotten = 0;
  #packets = 0;
  #next: number | undefined;

  /** @param frameMs how long an AAC frame lasts */
  constructor(frameMs: number) {
    this.#frameTicks = frameMs * TICKS_A_MS;
  }

  /** The next AAC frame goes to the encoder. */
  fed(ptsMs: Milliseconds): void {
    this.#times.push(ptsMs);
    if (this.#times.length <= REMEMBERED) return;
    this.#times.shift();
    this.#forgotten++;
  }

  /** @returns the time of the next packet of the encoder, samples at 48 kHz on the stream's timeline */
  packet(): number {
    const begin = this.#packets++ * OPUS_SAMPLES - this.preSkip;
    const frame = Math.floor(begin / this.#frameTicks) - this.#forgotten;
    const nearest = Math.max(0, Math.min(frame, this.#times.length - 1));
    const known = this.#times[nearest] ?? 0;
    const wanted = known * TICKS_A_MS + begin - (nearest + this.#forgotten) * this.#frameTicks;
    // milliseconds are rounded: receivers would take packets that do not follow each other by the sample for gaps
    const time =
      this.#next === undefined || Math.abs(wanted - this.#next) > MOST_DRIFT
        ? Math.max(0, Math.round(wanted))
        : this.#next;
    this.#next = time + OPUS_SAMPLES;
    return time;
  }
}
