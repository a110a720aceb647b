import { ParseError } from '@lockstep/sei';
import { readBoxes, requireBox } from '../mp4/box-reader.js';
import { readMovie } from '../mp4/movie.js';

/** What an init segment says of one track. */
export type InitSegmentTrack = {
  readonly trackId: number;
  /** Ticks a second. */
  readonly timescale: number;
  /** The sample entry: avc1, hvc1, mp4a. */
  readonly sampleEntry: string;
  /** What the decoder needs: the payload of `avcC` or `hvcC`, or the AudioSpecificConfig. */
  readonly config: Uint8Array;
  /** Pixels; absent for sound. */
  readonly size?: { readonly width: number; readonly height: number };
};

/**
 * Reads the tracks of an init segment: the inverse of `initSegment`.
 *
 * @throws ParseError with offsets in `bytes`; `unsupported` for other sample entries than H.264, H.265 and AAC.
 */
export function readInitSegment(bytes: Uint8Array): InitSegmentTrack[] {
  const moov = requireBox(readBoxes(bytes), 'moov', 0);
  return readMovie(moov).map(({ trackId, timescale, entries: [entry] }) => {
    if (!entry?.config) {
      throw new ParseError('unsupported', moov.offset, `sample entry ${entry?.type ?? 'missing'}`);
    }
    const { type: sampleEntry, config, size } = entry;
    return { trackId, timescale, sampleEntry, config, ...(size && { size }) };
  });
}
