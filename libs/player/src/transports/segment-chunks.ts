import { type ListedTrack, readMediaSegment } from '@lockstep/formats';
import { FragmentSplitter } from '../demux/fragment-splitter.js';
import type { TimedChunk } from './timed-chunk.js';

/** A chunk, and the time at which the segment behind its own begins if this chunk is the last one, ticks. */
export type SegmentChunk = TimedChunk & { readonly nextStart: number };

/**
 * The chunks of a segment of one track, as its bytes come.
 * @throws ParseError, and what reading the body throws
 */
export async function* segmentChunks(
  body: AsyncIterable<Uint8Array>,
  { timescale }: ListedTrack,
): AsyncGenerator<SegmentChunk, void> {
  const splitter = new FragmentSplitter();
  let presentedLater: number | undefined;
  for await (const bytes of body) {
    for (const piece of splitter.push(bytes)) {
      const [track] = piece.kind === 'fragment' ? readMediaSegment(piece.bytes).tracks : [];
      if (track === undefined) continue;
      const { baseMediaDecodeTime: start, samples } = track;
      const end = samples.reduce((ticks, { durationTicks }) => ticks + durationTicks, start);
      // Segments are named by when their first frame is presented; it is a random access frame, and these are alike.
      presentedLater ??= samples[0]?.compositionOffset ?? 0;
      const ms = (ticks: number): number => (1000 * ticks) / timescale;
      yield { bytes: piece.bytes, startMs: ms(start), endMs: ms(end), nextStart: end + presentedLater };
    }
  }
}
