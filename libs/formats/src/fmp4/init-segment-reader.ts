import { type ByteReader, ParseError } from '@lockstep/sei';
import { type ReadBox, childrenOf, payloadReader, readBoxes, requireBox } from './box-reader.js';

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

const VIDEO_CONFIGS: Readonly<Record<string, string>> = {
  avc1: 'avcC',
  avc3: 'avcC',
  hvc1: 'hvcC',
  hev1: 'hvcC',
};
/** Fixed fields before the boxes of a sample entry. ISO/IEC 14496-12, 12.1.3 and 12.2.3. */
const VISUAL_ENTRY_BYTES = 78;
const AUDIO_ENTRY_BYTES = 28;
const MAX_DESCRIPTOR_SIZE_BYTES = 4;

/**
 * Reads the tracks of a `moov` with one sample entry each: the inverse of `initSegment`.
 *
 * @throws ParseError with offsets in `bytes`; `unsupported` for another sample entry.
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
  tkhd.skip(tkhd.u8() === 1 ? 19 : 11);
  const trackId = tkhd.u32();
  const mdia = requireBox(boxes, 'mdia', trak.offset);
  const media = childrenOf(mdia);
  const mdhd = payloadReader(requireBox(media, 'mdhd', mdia.offset));
  mdhd.skip(mdhd.u8() === 1 ? 19 : 11);
  const timescale = mdhd.u32();
  const minf = requireBox(media, 'minf', mdia.offset);
  const stbl = requireBox(childrenOf(minf), 'stbl', minf.offset);
  const stsd = requireBox(childrenOf(stbl), 'stsd', stbl.offset);
  const entries = payloadReader(stsd);
  entries.skip(8);
  const [entry] = readBoxes(entries.take(entries.remaining), stsd.payloadOffset + 8);
  if (!entry) throw new ParseError('bad-value', stsd.offset, 'no sample entry');
  return { trackId, timescale, sampleEntry: entry.type, ...readSampleEntry(entry) };
}

function readSampleEntry(entry: ReadBox): Pick<InitSegmentTrack, 'config' | 'size'> {
  const reader = payloadReader(entry);
  const configType = VIDEO_CONFIGS[entry.type];
  if (configType !== undefined) {
    reader.skip(24);
    const size = { width: reader.u16(), height: reader.u16() };
    const config = requireBox(innerBoxes(entry, VISUAL_ENTRY_BYTES), configType, entry.offset).payload;
    return { config, size };
  }
  if (entry.type !== 'mp4a') throw new ParseError('unsupported', entry.offset, `sample entry ${entry.type}`);
  const esds = requireBox(innerBoxes(entry, AUDIO_ENTRY_BYTES), 'esds', entry.offset);
  return { config: readElementaryStreamDescriptor(payloadReader(esds)) };
}

function innerBoxes(entry: ReadBox, fixedBytes: number): ReadBox[] {
  const reader = payloadReader(entry);
  reader.skip(fixedBytes);
  return readBoxes(reader.take(reader.remaining), entry.payloadOffset + fixedBytes);
}

/** The DecoderSpecificInfo in an `esds`. ISO/IEC 14496-1, 7.2.6.5. */
function readElementaryStreamDescriptor(reader: ByteReader): Uint8Array {
  reader.skip(4);
  readDescriptorHeader(reader, 0x03);
  reader.skip(2);
  const flags = reader.u8();
  if (flags & 0x80) reader.skip(2); // dependsOn_ES_ID
  if (flags & 0x40) reader.skip(reader.u8()); // URL
  if (flags & 0x20) reader.skip(2); // OCR_ES_Id
  readDescriptorHeader(reader, 0x04);
  reader.skip(13);
  return reader.take(readDescriptorHeader(reader, 0x05));
}

function readDescriptorHeader(reader: ByteReader, expectedTag: number): number {
  const tag = reader.u8();
  if (tag !== expectedTag) throw reader.error('bad-value', `descriptor ${tag}, expected ${expectedTag}`);
  let size = 0;
  for (let count = 0; count < MAX_DESCRIPTOR_SIZE_BYTES; count++) {
    const byte = reader.u8();
    size = size * 128 + (byte & 0x7f);
    if (!(byte & 0x80)) return size;
  }
  throw reader.error('bad-value', 'a descriptor size of more than four bytes');
}
