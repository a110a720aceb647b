/**
 * From `fromMediaMs` on, stream time is media time plus `baseMs`. All three are whole milliseconds, as FLV's
 * are: so a frame's time and an event's time are compared without any rounding between them.
 */
export type Epoch = { readonly fromMediaMs: number; readonly baseMs: number };

/**
 * Stream time (may start anywhere, and may start anew) beside media time (the clock of the media element: starts
 * near 0, only goes forward). A new epoch is added whenever the stream's own time jumps.
 */
export class Timeline {
  #epochs: Epoch[] = [];

  get isEmpty(): boolean {
    return this.#epochs.length === 0;
  }

  /** Epochs come in the order of their media time; one at or before an earlier one takes its place. */
  add(epoch: Epoch): void {
    this.#epochs = [...this.#epochs.filter(({ fromMediaMs }) => fromMediaMs < epoch.fromMediaMs), epoch];
  }

  /** Stream milliseconds of a media time; of the first epoch for what lies before it. NaN before any epoch is known. */
  streamMs(mediaMs: number): number {
    const epoch = this.#epochs.findLast(({ fromMediaMs }) => fromMediaMs <= mediaMs) ?? this.#epochs[0];
    return epoch === undefined ? Number.NaN : mediaMs + epoch.baseMs;
  }

  /** Media time of a stream time, in the newest epoch that contains it; undefined when none does. */
  mediaMs(streamMs: number): number | undefined {
    const epoch = this.#epochs.findLast(({ fromMediaMs, baseMs }) => streamMs - baseMs >= fromMediaMs);
    return epoch === undefined ? undefined : streamMs - epoch.baseMs;
  }

  /** Forgets epochs that ended before `mediaMs`. */
  prune(mediaMs: number): void {
    const current = this.#epochs.findLastIndex(({ fromMediaMs }) => fromMediaMs <= mediaMs);
    if (current > 0) this.#epochs = this.#epochs.slice(current);
  }
}

/**
 * The whole millisecond that a frame's timestamp (`VideoFrame.timestamp`, microseconds) stands for. Every time
 * we append is a whole millisecond; some browsers hand it back through floating point seconds, up to a few
 * microseconds off, so it is rounded and never cut. A microsecond before 0 is 0, not -0.
 */
export const mediaMsOfTimestamp = (timestampUs: number): number => Math.round(timestampUs / 1000) + 0;

/** The same for `mediaTime` of requestVideoFrameCallback, in seconds. */
export const mediaMsOfSeconds = (seconds: number): number => Math.round(seconds * 1000) + 0;
