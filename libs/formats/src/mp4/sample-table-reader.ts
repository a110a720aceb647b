import { ParseError } from '@lockstep/sei';
import { childrenOf, payloadReader, type ReadBox, requireBox } from './box-reader.js';

/** Samples of a track: a day of video at 60 frames a second is a sixth more. */
export const MAX_SAMPLES = 6_000_000;
/** Version and flags of a full box. */
const FULL_BOX_BYTES = 4;
const MAX_32_BIT = 0xffffffff;

/** The samples of a track, in decoding order: the inverse of `SampleTable`. Times are ticks of the track. */
export type SampleIndex = {
  readonly count: number;
  /** Of the bytes, in the whole file. */
  readonly offsets: Float64Array;
  readonly sizes: Uint32Array;
  readonly decodeTimes: Float64Array;
  /** Presentation minus decode time. */
  readonly compositionOffsets: Int32Array;
  isRandomAccess(sample: number): boolean;
};

/**
 * Reads the tables of an `stbl`. Specification: ISO/IEC 14496-12, 8.6 and 8.7.
 *
 * @throws ParseError, `too-large` for more than {@link MAX_SAMPLES} samples, `bad-length` where the tables contradict each other
 */
export function readSampleTable(stbl: ReadBox): SampleIndex {
  const boxes = childrenOf(stbl);
  const sizes = readSizes(requireBox(boxes, 'stsz', stbl.offset));
  const count = sizes.length;
  const sync = boxes.find(({ type }) => type === 'stss');
  const random = sync && readSync(sync, count);
  const offsets = boxes.find(({ type }) => type === 'ctts');
  return {
    count,
    sizes,
    offsets: placeSamples(
      sizes,
      readChunkOffsets(boxes, stbl),
      readRuns(requireBox(boxes, 'stsc', stbl.offset)),
      stbl,
    ),
    decodeTimes: readDecodeTimes(requireBox(boxes, 'stts', stbl.offset), count),
    compositionOffsets: offsets ? readCompositionOffsets(offsets, count) : new Int32Array(count),
    isRandomAccess: (sample) => random === undefined || random[sample] === 1,
  };
}

/** The number of entries that follow, which the box has room for. */
function entryCount(
  box: ReadBox,
  entryBytes: number,
): { reader: ReturnType<typeof payloadReader>; count: number } {
  const reader = payloadReader(box);
  reader.skip(FULL_BOX_BYTES);
  const count = reader.u32();
  if (count * entryBytes > reader.remaining)
    throw reader.error('bad-length', `${box.type} of ${count} entries in ${reader.remaining} bytes`);
  return { reader, count };
}

function readSizes(stsz: ReadBox): Uint32Array {
  const reader = payloadReader(stsz);
  reader.skip(FULL_BOX_BYTES);
  const all = reader.u32();
  const count = reader.u32();
  if (count > MAX_SAMPLES) throw reader.error('too-large', `${count} samples`);
  if (all !== 0) return new Uint32Array(count).fill(all);
  if (count * 4 > reader.remaining) throw reader.error('bad-length', `stsz of ${count} sizes`);
  return Uint32Array.from({ length: count }, () => reader.u32());
}

function readSync(stss: ReadBox, samples: number): Uint8Array {
  const { reader, count } = entryCount(stss, 4);
  const flags = new Uint8Array(samples);
  for (let i = 0; i < count; i++) {
    const number = reader.u32();
    if (number >= 1 && number <= samples) flags[number - 1] = 1;
  }
  return flags;
}

function readDecodeTimes(stts: ReadBox, samples: number): Float64Array {
  const { reader, count } = entryCount(stts, 8);
  const times = new Float64Array(samples);
  let at = 0;
  let time = 0;
  for (let i = 0; i < count; i++) {
    const end = Math.min(samples, at + reader.u32());
    const delta = reader.u32();
    for (; at < end; at++, time += delta) times[at] = time;
  }
  if (at < samples) throw reader.error('bad-length', `times of ${at} of ${samples} samples`);
  return times;
}

function readCompositionOffsets(ctts: ReadBox, samples: number): Int32Array {
  const { reader, count } = entryCount(ctts, 8);
  const offsets = new Int32Array(samples);
  let at = 0;
  for (let i = 0; i < count; i++) {
    const end = Math.min(samples, at + reader.u32());
    // version 0 says that they are unsigned; writers put negative ones there too, and no sample waits for months
    offsets.fill(reader.i32(), at, end);
    at = end;
  }
  return offsets;
}

function readChunkOffsets(boxes: readonly ReadBox[], stbl: ReadBox): Float64Array {
  const large = boxes.find(({ type }) => type === 'co64');
  const { reader, count } = entryCount(large ?? requireBox(boxes, 'stco', stbl.offset), large ? 8 : 4);
  return Float64Array.from({ length: count }, () => (large ? reader.u64() : reader.u32()));
}

type Run = { readonly firstChunk: number; readonly samples: number };

function readRuns(stsc: ReadBox): Run[] {
  const { reader, count } = entryCount(stsc, 12);
  return Array.from({ length: count }, () => {
    const run = { firstChunk: reader.u32(), samples: reader.u32() };
    reader.skip(4); // sample_description_index
    return run;
  });
}

/** The offset of each sample: those of a chunk lie behind each other. */
function placeSamples(
  sizes: Uint32Array,
  chunks: Float64Array,
  runs: readonly Run[],
  { offset: at }: ReadBox,
): Float64Array {
  const offsets = new Float64Array(sizes.length);
  let sample = 0;
  runs.forEach(({ firstChunk, samples }, index) => {
    const end = Math.min(chunks.length, (runs[index + 1]?.firstChunk ?? MAX_32_BIT) - 1);
    for (let chunk = firstChunk - 1; chunk < end && sample < sizes.length; chunk++) {
      let place = chunks[chunk] ?? 0;
      for (let i = 0; i < samples && sample < sizes.length; i++, sample++) {
        offsets[sample] = place;
        place += sizes[sample] ?? 0;
      }
    }
  });
  if (sample < sizes.length)
    throw new ParseError('bad-length', at, `places of ${sample} of ${sizes.length} samples`);
  return offsets;
}
