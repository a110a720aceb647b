import type { Fmp4TrackFragment } from '@lockstep/formats';
import type { Stretch } from './stretch.js';

/** A few frames, and the least that is sent. The bytes of its samples are the stream's own. */
export type Part = {
  /** Counts the parts of a packaging, over all segments. */
  readonly number: number;
  /** Milliseconds on the stream's timeline. */
  readonly startMs: number;
  readonly durationMs: number;
  /** Number of its first video frame on the stream's timeline; undefined where it has none. */
  readonly firstFrame: number | undefined;
  /** It begins with a frame that can be decoded alone. */
  readonly isIndependent: boolean;
  /** Decode times in ticks of the track's timescale. */
  readonly tracks: readonly Fmp4TrackFragment[];
  readonly byteLength: number;
};

/** Parts from one random access frame to another, where the frames allow it. */
export type Segment = {
  /** Media sequence number: grows by one with each segment of a packaging. */
  readonly msn: number;
  readonly stretch: Stretch;
  /** Milliseconds on the stream's timeline. */
  readonly startMs: number;
  /** Milliseconds since 1970 in which its first frame arrived. */
  readonly wallClockMs: number;
  /** It does not go on where the segment before it ended. */
  readonly isDiscontinuous: boolean;
  readonly parts: readonly Part[];
  /** Undefined while parts are still added. */
  readonly durationMs: number | undefined;
};

/** Where a segmenter puts what it makes. */
export interface SegmentTarget {
  begin(segment: Pick<Segment, 'stretch' | 'startMs' | 'isDiscontinuous'>): void;
  /** Into the segment that was begun last. */
  add(part: Omit<Part, 'number'>): void;
  /** Ends the segment that was begun last. */
  complete(durationMs: number): void;
}
