/** How a stream is cut. Milliseconds. */
export type SegmentLengths = {
  /** A segment ends at the first random access frame after this. */
  readonly segmentMs: number;
  /** No segment is longer. */
  readonly targetMs: number;
  /** No part is longer; parts are as long as whole frames allow. */
  readonly partTargetMs: number;
  /** Between two video frames, until they tell. */
  readonly frameMs: number;
};

/** What is known of a stream when it begins to be cut. */
export type StreamRhythm = {
  /** Between two video frames. */
  readonly frameMs: number;
  /** Between two random access frames; absent: not known yet. */
  readonly keyFrameIntervalMs?: number;
};

const SEGMENT_MS = 1000;
const PART_MS = 200;
/** Players wait for three target durations at the start; a group of frames that is longer is cut into such pieces. */
const TARGET_MS = { least: 2000, most: 10_000 };
/** Times are rounded to whole milliseconds, so that a part of so many frames may be longer by one. */
const ROUNDING_MS = 2;

/**
 * The lengths for a stream: they are promised in every playlist, so they stay as they are. A part is the whole number of frames
 * nearest to 200 ms, because shorter ones than 85 % of the part target are refused (RFC 8216bis, 4.4.4.9).
 */
export function segmentLengths({ frameMs, keyFrameIntervalMs = 0 }: StreamRhythm): SegmentLengths {
  const frames = Math.max(1, Math.round(PART_MS / frameMs));
  const targetMs = Math.min(
    Math.max(Math.ceil(keyFrameIntervalMs / 1000) * 1000, TARGET_MS.least),
    TARGET_MS.most,
  );
  return {
    segmentMs: SEGMENT_MS,
    targetMs,
    partTargetMs: Math.min(Math.ceil(frames * frameMs) + ROUNDING_MS, targetMs),
    frameMs,
  };
}
