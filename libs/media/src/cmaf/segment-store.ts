import type { Part, Segment, SegmentTarget } from './segment.js';

export type SegmentStoreLimits = {
  /** How far back segments are kept, milliseconds. */
  readonly windowMs: number;
  /** Most bytes of frames that are kept, whatever the window. */
  readonly windowBytes: number;
};

type KeptSegment = { -readonly [K in keyof Segment]: Segment[K] } & { readonly parts: Part[] };

/** Segments that players in front of the live edge may still be reading, whatever the limits. */
const FEWEST_SEGMENTS = 4;

/** The newest segments of a stream, bounded in time and bytes. Frames are kept by reference, never copied. */
export class SegmentStore implements SegmentTarget {
  readonly #segments: KeptSegment[] = [];
  #parts = 0;
  #version = 0;
  #bytes = 0;
  #discontinuities: number;
  /** Segments that begin with a frame that cannot be decoded alone. */
  #dependent = 0;
  #nextMsn: number | undefined;

  /**
   * @param firstMsn media sequence number of a first segment that starts at this stream time
   * @param wallClockOf milliseconds since 1970 of a stream time
   * @param onChange called after each part and each end of a segment
   */
  constructor(
    private readonly limits: SegmentStoreLimits,
    private readonly firstMsn: (startMs: number) => number,
    private readonly wallClockOf: (startMs: number) => number,
    private readonly onChange: () => void,
    /** Discontinuities before the first segment: those that other renditions of the stream have told of. */
    discontinuities = 0,
  ) {
    this.#discontinuities = discontinuities;
  }

  /** Oldest first; the last one may still grow. */
  get segments(): readonly Segment[] {
    return this.#segments;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Parts so far, those that are gone included: the number of the next one. */
  get partCount(): number {
    return this.#parts;
  }

  /** Grows with every part and every end of a segment. */
  get version(): number {
    return this.#version;
  }

  /** Discontinuities before the oldest segment. */
  get discontinuitySequence(): number {
    return this.#discontinuities;
  }

  /** Discontinuities up to the newest segment. */
  get discontinuities(): number {
    return this.#discontinuities + this.#segments.filter(({ isDiscontinuous }) => isDiscontinuous).length;
  }

  /** Every segment begins with a frame that can be decoded alone. */
  get hasIndependentSegments(): boolean {
    return this.#dependent === 0;
  }

  get last(): Segment | undefined {
    return this.#segments.at(-1);
  }

  find(msn: number): Segment | undefined {
    const [oldest] = this.#segments;
    return oldest && this.#segments[msn - oldest.msn];
  }

  findPart(number: number): Part | undefined {
    let [low, high] = [0, this.#segments.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#segments[middle]?.parts[0]?.number ?? Infinity) <= number) low = middle;
      else high = middle - 1;
    }
    const parts = this.#segments[low]?.parts;
    const first = parts?.[0];
    return first && parts[number - first.number];
  }

  begin(begun: Pick<Segment, 'stretch' | 'startMs' | 'isDiscontinuous'>): void {
    const isFirst = this.#nextMsn === undefined;
    const msn = this.#nextMsn ?? this.firstMsn(begun.startMs);
    this.#nextMsn = msn + 1;
    this.#segments.push({
      ...begun,
      isDiscontinuous: begun.isDiscontinuous && !isFirst,
      msn,
      wallClockMs: this.wallClockOf(begun.startMs),
      parts: [],
      durationMs: undefined,
    });
    this.#forget(begun.startMs);
  }

  add(part: Omit<Part, 'number'>): void {
    const parts = this.#segments.at(-1)?.parts;
    if (parts?.length === 0 && !part.isIndependent) this.#dependent++;
    parts?.push({ ...part, number: this.#parts++ });
    this.#bytes += part.byteLength;
    this.#changed();
  }

  complete(durationMs: number): void {
    const segment = this.#segments.at(-1);
    if (segment) segment.durationMs = durationMs;
    this.#changed();
  }

  clear(): void {
    this.#segments.length = 0;
    this.#bytes = 0;
    this.#dependent = 0;
  }

  #changed(): void {
    this.#version++;
    this.onChange();
  }

  #forget(nowMs: number): void {
    const { windowMs, windowBytes } = this.limits;
    let count = 0;
    for (const { startMs, durationMs = 0, isDiscontinuous, parts } of this.#segments) {
      const isOld = startMs + durationMs < nowMs - windowMs || this.#bytes > windowBytes;
      if (!isOld || this.#segments.length - count <= FEWEST_SEGMENTS) break;
      count++;
      this.#bytes -= parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
      if (isDiscontinuous) this.#discontinuities++;
      if (parts[0]?.isIndependent === false) this.#dependent--;
    }
    this.#segments.splice(0, count);
  }
}
