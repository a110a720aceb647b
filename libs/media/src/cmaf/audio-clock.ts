/** How far the samples may be from the stream's time before their durations are trimmed, ms: more than its stamps jitter. */
const TRIM_FROM_MS = 30;
/** Trimming ends here, ms. */
const TRIM_UNTIL_MS = 2;
/** A frame is lengthened or shortened by this share at most: nobody hears it. */
const TRIM_SHARE = 1 / 128;
/** Audio that is missing for longer is a gap; audio that is ahead by more was sent twice. Ms. */
const GAP_MS = 500;

/** Where an audio frame lies, in ticks of the sampling frequency. */
export type AudioPlace = { readonly startTicks: number; readonly durationTicks: number };

/**
 * The clock of an AAC track: its frames follow each other by their samples, because a decoder plays them so and the stream's
 * milliseconds are rounded. Where a publisher's samples are faster or slower than its time stamps, they are kept together by
 * trimming durations, a little at a time.
 */
export class AudioClock {
  #nextTicks: number | undefined;
  #isTrimming = false;

  /**
   * @param sampleRate ticks a second
   * @param frameLength samples of a frame
   */
  constructor(
    private readonly sampleRate: number,
    private readonly frameLength: number,
  ) {}

  /** @returns undefined for a frame that has no room: audio up to far behind it was placed already */
  place(dtsMs: number): AudioPlace | undefined {
    const dueTicks = Math.round((dtsMs * this.sampleRate) / 1000);
    const errorMs = (((this.#nextTicks ?? dueTicks) - dueTicks) * 1000) / this.sampleRate;
    if (errorMs > GAP_MS) return undefined;
    if (errorMs < -GAP_MS) this.#nextTicks = dueTicks;
    const startTicks = this.#nextTicks ?? dueTicks;
    const durationTicks = this.frameLength + this.#trim(errorMs);
    this.#nextTicks = startTicks + durationTicks;
    return { startTicks, durationTicks };
  }

  #trim(errorMs: number): number {
    const distanceMs = Math.abs(errorMs);
    if (distanceMs > TRIM_FROM_MS) this.#isTrimming = true;
    else if (distanceMs <= TRIM_UNTIL_MS) this.#isTrimming = false;
    if (!this.#isTrimming || distanceMs > GAP_MS) return 0;
    return -Math.sign(errorMs) * Math.round(this.frameLength * TRIM_SHARE);
  }
}
