import { ParseError } from '@lockstep/sei';
import { readBoxes, requireBox } from '../mp4/box-reader.js';
import { type MediaSegmentOptions } from './media-segment.js';
import { type FragmentSample, readMovieFragment } from './movie-fragment-reader.js';

/**
 * Reads a segment of one `moof` with the samples it describes: the inverse of `mediaSegment`, and what other writers make
 * of the same boxes as long as the fragment tells its own sample defaults.
 *
 * @throws ParseError with offsets in `bytes`; `truncated` for a sample that is not in them.
 */
export function readMediaSegment(bytes: Uint8Array): MediaSegmentOptions {
  const moof = requireBox(readBoxes(bytes), 'moof', 0);
  const { sequenceNumber, tracks } = readMovieFragment(moof);
  return {
    sequenceNumber,
    tracks: tracks.map(({ trackId, samples }) => ({
      trackId,
      baseMediaDecodeTime: samples[0]?.decodeTime ?? 0,
      samples: samples.map((sample) => ({
        data: dataOf(bytes, sample),
        durationTicks: sample.durationTicks,
        compositionOffset: sample.compositionOffset,
        isSync: sample.isSync,
      })),
    })),
  };
}

function dataOf(bytes: Uint8Array, { offset, size }: FragmentSample): Uint8Array {
  if (offset + size > bytes.length) throw new ParseError('truncated', offset, `a sample of ${size} bytes`);
  return bytes.subarray(offset, offset + size);
}
