import { ParseError } from '@lockstep/sei';
import { childrenOf, payloadReader, type ReadBox, readBoxes, requireBox } from '../mp4/box-reader.js';
import { readSampleEntries } from '../mp4/sample-entry.js';

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
  const tkhd = payloadReader(requireBox(boxes, 'tkhd', trak.offset));
  skipTimes(tkhd);
  const trackId = tkhd.u32();
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

/** Version, flags and the two times before the field that `tkhd` and `mdhd` are read for. */
function skipTimes(reader: ReturnType<typeof payloadReader>): void {
  reader.skip(reader.u8() === 1 ? 19 : 11);
}

function readTimescale(header: ReadBox): number {
  const reader = payloadReader(header);
  skipTimes(reader);
  const timescale = reader.u32();
  if (timescale === 0) throw reader.error('bad-value', `${header.type} with a timescale of 0`);
  return timescale;
}
