import { ParseError } from '@lockstep/sei';
import { readBoxes, requireBox } from '../mp4/box-reader.js';
import type { Fmp4Sample, MediaSegmentOptions } from './media-segment.js';
import { readMovieFragment, type TrackFragment } from './movie-fragment-reader.js';

/** A sample has a few bytes; more samples than this are announced without being there. */
const BYTES_PER_SAMPLE = 4;

/**
 * Reads a segment of one `moof` with the samples it describes: the inverse of `mediaSegment`, and what other writers make
 * of the same boxes as long as the fragment tells its own sample defaults.
 *
 * @throws ParseError with offsets in `bytes`; `truncated` for a sample that is not in them.
 */
export function readMediaSegment(bytes: Uint8Array): MediaSegmentOptions {
  const moof = requireBox(readBoxes(bytes), 'moof', 0);
  const { sequenceNumber, tracks } = readMovieFragment(moof);
  const budget = { samples: bytes.length / BYTES_PER_SAMPLE };
  return {
    sequenceNumber,
    tracks: tracks.map((track) => ({
      trackId: track.trackId,
      baseMediaDecodeTime: track.baseMediaDecodeTime,
      samples: readSamples(bytes, track, budget),
    })),
  };
}

function readSamples(bytes: Uint8Array, track: TrackFragment, budget: { samples: number }): Fmp4Sample[] {
  const samples: Fmp4Sample[] = [];
  for (const { offset, size, durationTicks, compositionOffset, isRandomAccess } of track.samples) {
    if (offset + size > bytes.length) throw new ParseError('truncated', offset, `a sample of ${size} bytes`);
    if (--budget.samples < 0) throw new ParseError('too-large', offset, 'more samples than bytes for them');
    samples.push({
      data: bytes.subarray(offset, offset + size),
      durationTicks,
      compositionOffset,
      isRandomAccess,
    });
  }
  return samples;
}
