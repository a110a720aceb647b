import type { MovieTrack } from '@lockstep/formats';

/** A frame of the file, in the order in which frames are shown. */
export type ListedFrame = {
  readonly ptsMs: number;
  readonly offset: number;
  readonly size: number;
  readonly isRandomAccess: boolean;
};

/** The frames of a recording in the order in which they are shown, with whole milliseconds of stream time. */
export class FrameList {
  /** Rising. */
  readonly #times: Float64Array;
  /** Sample of each. */
  readonly #samples: Uint32Array;
  readonly #track: MovieTrack;

  /** @param startPtsMs stream time of the movie's beginning */
  constructor(track: MovieTrack, startPtsMs: number) {
    const { samples, timescale, startMs } = track;
    const timeOf = (sample: number): number => {
      const ticks = (samples.decodeTimes[sample] ?? 0) + (samples.compositionOffsets[sample] ?? 0);
      return startPtsMs + Math.round((ticks * 1000) / timescale + startMs);
    };
    const unsorted = Float64Array.from({ length: samples.count }, (_, sample) => timeOf(sample));
    this.#samples = Uint32Array.from(unsorted.keys()).sort((a, b) => (unsorted[a] ?? 0) - (unsorted[b] ?? 0));
    this.#times = Float64Array.from(this.#samples, (sample) => unsorted[sample] ?? 0);
    this.#track = track;
  }

  get count(): number {
    return this.#times.length;
  }

  /** The frame that is on screen at a time: the last one that has begun, or the first. */
  indexAt(ptsMs: number): number {
    let low = 0;
    let high = this.#times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#times[middle] ?? Infinity) <= ptsMs) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /** Stream time of a frame, ms; of the nearest one for an index that is out of range. */
  ptsMsOf(index: number): number {
    return this.#times[Math.min(Math.max(index, 0), this.count - 1)] ?? 0;
  }

  /** Frames in decoding order. */
  *inDecodingOrder(): Generator<ListedFrame> {
    const { samples } = this.#track;
    const times = new Float64Array(samples.count);
    this.#samples.forEach((sample, index) => (times[sample] = this.#times[index] ?? 0));
    for (let sample = 0; sample < samples.count; sample++) {
      yield {
        ptsMs: times[sample] ?? 0,
        offset: samples.offsets[sample] ?? 0,
        size: samples.sizes[sample] ?? 0,
        isRandomAccess: samples.isRandomAccess(sample),
      };
    }
  }
}
