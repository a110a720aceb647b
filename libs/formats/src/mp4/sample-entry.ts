import type { ByteReader } from '@lockstep/sei';
import { type ReadBox, payloadReader, readBoxes, requireBox } from './box-reader.js';

/** How the samples of a track are coded. */
export type SampleEntry = {
  /** avc1, hvc1, mp4a, … */
  readonly type: string;
  /** What the decoder needs: the payload of `avcC` or `hvcC`, or the AudioSpecificConfig; missing for other types. */
  readonly config?: Uint8Array;
  /** Pixels; missing for what is not H.264 or H.265. */
  readonly size?: { readonly width: number; readonly height: number };
};

const VIDEO_CONFIGS: ReadonlyMap<string, string> = new Map([
  ['avc1', 'avcC'],
  ['avc3', 'avcC'],
  ['hvc1', 'hvcC'],
  ['hev1', 'hvcC'],
]);
/** Fixed fields before the boxes of a sample entry. ISO/IEC 14496-12, 12.1.3 and 12.2.3. */
const VISUAL_ENTRY_BYTES = 78;
const AUDIO_ENTRY_BYTES = 28;
/** Version and flags, entry_count. */
const STSD_HEADER_BYTES = 8;
/** Sizes longer than this are no sizes. ISO/IEC 14496-1, 8.3.3. */
const MAX_DESCRIPTOR_SIZE_BYTES = 4;

/**
 * Reads the entries of an `stsd` box. Specification: ISO/IEC 14496-12, 8.5.2.
 *
 * @throws ParseError, also when H.264, H.265 or AAC lacks its configuration.
 */
export function readSampleEntries(stsd: ReadBox): SampleEntry[] {
  const reader = payloadReader(stsd);
  reader.skip(STSD_HEADER_BYTES);
  return readBoxes(reader.take(reader.remaining), stsd.payloadOffset + STSD_HEADER_BYTES).map(
    readSampleEntry,
  );
}

function readSampleEntry(entry: ReadBox): SampleEntry {
  const { type } = entry;
  const configType = VIDEO_CONFIGS.get(type);
  if (configType !== undefined) {
    const reader = payloadReader(entry);
    reader.skip(24);
    const size = { width: reader.u16(), height: reader.u16() };
    return {
      type,
      config: requireBox(boxesBehind(entry, VISUAL_ENTRY_BYTES), configType, entry.offset).payload,
      size,
    };
  }
  if (type !== 'mp4a') return { type };
  const esds = boxesBehind(entry, AUDIO_ENTRY_BYTES).find((inner) => inner.type === 'esds');
  return esds ? { type, config: readDecoderSpecificInfo(payloadReader(esds)) } : { type };
}

function boxesBehind(entry: ReadBox, fixedBytes: number): ReadBox[] {
  const reader = payloadReader(entry);
  reader.skip(fixedBytes);
  return readBoxes(reader.take(reader.remaining), entry.payloadOffset + fixedBytes);
}

/** ES_Descriptor, DecoderConfigDescriptor, DecoderSpecificInfo. ISO/IEC 14496-1, 7.2.6.5 */
function readDecoderSpecificInfo(reader: ByteReader): Uint8Array {
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
