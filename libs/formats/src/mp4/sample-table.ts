import type { ByteReader } from '@lockstep/sei';
import { type ReadBox, payloadReader, requireBox } from './box-reader.js';

/** One sample: where it is in the file, and when it is decoded and shown. */
export type SampleLocation = {
  /** Byte offset in the file. */
  readonly offset: number;
  readonly size: number;
  /** Ticks of the track's timescale, before the edit list. */
  readonly decodeTime: number;
  /** Presentation minus decode time, in ticks; may be negative. */
  readonly compositionOffset: number;
  readonly isSync: boolean;
  /** Which sample entry; 0 is the first. */
  readonly entryIndex: number;
};

/**
 * The sample tables of a track, unfolded one sample at a time: a few bytes may describe 2^32 samples.
 * Specification: ISO/IEC 14496-12, 8.6 and 8.7.
 */
export class SampleTable {
  readonly #stbl: ReadBox;
  readonly #tables: ReadonlyMap<string, ReadBox>;

  constructor(stbl: ReadBox, tables: readonly ReadBox[]) {
    this.#stbl = stbl;
    this.#tables = new Map(tables.map((table) => [table.type, table]));
  }

  /**
   * The samples in decode order.
   *
   * @throws ParseError while iterating, where the tables contradict each other.
   */
  *[Symbol.iterator](): Generator<SampleLocation> {
    const sizes = this.#sizes();
    const times = this.#runs('stts', false);
    const offsets = this.#tables.has('ctts') ? this.#runs('ctts', true) : undefined;
    const isSync = this.#syncSamples();
    let decodeTime = 0;
    let sampleNumber = 1;
    for (const chunk of this.#chunks()) {
      let { offset } = chunk;
      for (let index = 0; index < chunk.samples; index++) {
        const size = sizes.next();
        if (size.done) return;
        const compositionOffset = offsets?.next().value ?? 0;
        const { entryIndex } = chunk;
        yield {
          offset,
          size: size.value,
          decodeTime,
          compositionOffset,
          isSync: isSync(sampleNumber),
          entryIndex,
        };
        const duration = times.next();
        if (duration.done) return;
        decodeTime += duration.value;
        offset += size.value;
        sampleNumber++;
      }
    }
  }

  #reader(type: string): ByteReader {
    return payloadReader(requireBox([...this.#tables.values()], type, this.#stbl.offset));
  }

  *#sizes(): Generator<number, undefined> {
    if (this.#tables.has('stz2')) {
      yield* compactSizes(this.#reader('stz2'));
      return;
    }
    const stsz = this.#reader('stsz');
    stsz.skip(4);
    const common = stsz.u32();
    const count = stsz.u32();
    for (let index = 0; index < count; index++) yield common === 0 ? stsz.u32() : common;
  }

  /** Run-length coded values: decode time deltas or composition offsets. */
  *#runs(type: 'stts' | 'ctts', maySigned: boolean): Generator<number, undefined> {
    const reader = this.#reader(type);
    const version = reader.u8();
    reader.skip(3);
    const entries = reader.u32();
    // Writers put negative offsets into version 0 too; no real offset is over 2^31 ticks.
    const signed = maySigned && version <= 1;
    for (let entry = 0; entry < entries; entry++) {
      const count = reader.u32();
      const value = signed ? reader.i32() : reader.u32();
      for (let index = 0; index < count; index++) yield value;
    }
  }

  *#chunks(): Generator<{ offset: number; samples: number; entryIndex: number }, undefined> {
    const wide = this.#tables.has('co64');
    const offsets = this.#reader(wide ? 'co64' : 'stco');
    offsets.skip(4);
    const chunkCount = offsets.u32();
    const runs = this.#reader('stsc');
    runs.skip(4);
    let runsLeft = runs.u32();
    let samples = 0;
    let entryIndex = 0;
    let nextRun = runsLeft > 0 ? runs.u32() : 0;
    for (let chunk = 1; chunk <= chunkCount; chunk++) {
      if (chunk === nextRun) {
        samples = runs.u32();
        entryIndex = runs.u32() - 1;
        nextRun = --runsLeft > 0 ? runs.u32() : 0;
      }
      yield { offset: wide ? offsets.u64() : offsets.u32(), samples, entryIndex };
    }
  }

  /** No `stss` says that every sample is one. */
  #syncSamples(): (sampleNumber: number) => boolean {
    if (!this.#tables.has('stss')) return () => true;
    const stss = this.#reader('stss');
    stss.skip(4);
    let left = stss.u32();
    let next = left > 0 ? stss.u32() : 0;
    return (sampleNumber) => {
      const isSync = sampleNumber === next;
      if (isSync) next = --left > 0 ? stss.u32() : 0;
      return isSync;
    };
  }
}

/** `stz2`: sizes of 4, 8 or 16 bits. ISO/IEC 14496-12, 8.7.3.3. */
function* compactSizes(stz2: ByteReader): Generator<number, undefined> {
  stz2.skip(7);
  const fieldSize = stz2.u8();
  const count = stz2.u32();
  if (fieldSize !== 4 && fieldSize !== 8 && fieldSize !== 16)
    throw stz2.error('bad-value', `field_size ${fieldSize}`);
  let pair = 0;
  for (let index = 0; index < count; index++) {
    if (fieldSize === 16) yield stz2.u16();
    else if (fieldSize === 8) yield stz2.u8();
    else if (index % 2 === 0) yield (pair = stz2.u8()) >> 4;
    else yield pair & 0x0f;
  }
}
