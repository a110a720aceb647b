import { ParseError } from '@lockstep/sei';
import { childrenOf, type ReadBox, readBoxes, requireBox } from '../mp4/box-reader.js';
import { readSampleEntries } from '../mp4/sample-entry.js';
import { readTimescale, readTrackId } from '../mp4/track-box-reader.js';

/** What an init segment says of one track. */
export type InitSegmentTrack = {
  readonly trackId: number;
  /** Ticks a second. */
  readonly timescale: number;
  /** The sample entry: avc1, hvc1, mp4a. */
  readonly sampleEntry: string;
  /** What the decoder needs: the payload of `avcC` or `hvcC`, or the AudioSpecificConfig. */
  readonly config: Uint8Array;
  /** Pixels; absent for audio. */
  readonly size?: { readonly width: number; readonly height: number };
};

/**
 * Reads the tracks of an init segment: the inverse of `initSegment`. Specification: ISO/IEC 14496-12, 8.2 to 8.5.
 *
 * @throws ParseError with offsets in `bytes`; `unsupported` for other sample entries than H.264, H.265 and AAC
 */
export function readInitSegment(bytes: Uint8Array): InitSegmentTrack[] {
  const moov = requireBox(readBoxes(bytes), 'moov', 0);
  return childrenOf(moov)
    .filter(({ type }) => type === 'trak')
    .map(readTrack);
}

function readTrack(trak: ReadBox): InitSegmentTrack {
  const boxes = childrenOf(trak);
  const trackId = readTrackId(requireBox(boxes, 'tkhd', trak.offset));
  const mdia = requireBox(boxes, 'mdia', trak.offset);
  const media = childrenOf(mdia);
  const timescale = readTimescale(requireBox(media, 'mdhd', mdia.offset));
  const minf = requireBox(media, 'minf', mdia.offset);
  const stbl = requireBox(childrenOf(minf), 'stbl', minf.offset);
  const [entry] = readSampleEntries(requireBox(childrenOf(stbl), 'stsd', stbl.offset));
  if (!entry?.config) {
    throw new ParseError('unsupported', stbl.offset, `sample entry ${entry?.type ?? 'missing'}`);
  }
  const { type: sampleEntry, config, size } = entry;
  return { trackId, timescale, sampleEntry, config, ...(size && { size }) };
}
