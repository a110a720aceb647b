import { type Box, fullBox, u32 } from './box-writer.js';

/** A sample of a finished file. */
export type TableSample = {
  /** Of its bytes, in the `mdat`. */
  readonly offset: number;
  readonly size: number;
  /** Ticks of the track's timescale. */
  readonly decodeTime: number;
  readonly durationTicks: number;
  /** Presentation minus decode time, in ticks. */
  readonly compositionOffset: number;
  readonly isRandomAccess: boolean;
  /** Which sample entry; 0 is the first. */
  readonly entryIndex: number;
};

/** 32-bit numbers, as many as come. */
class Numbers {
  #values = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(...values: number[]): void {
    for (const value of values) {
      if (this.#length === this.#values.length) {
        const larger = new Uint32Array(2 * this.#length);
        larger.set(this.#values);
        this.#values = larger;
      }
      this.#values[this.#length++] = value;
    }
  }

  at(index: number): number {
    return this.#values[index < 0 ? this.#length + index : index] ?? 0;
  }

  increment(index: number): void {
    this.#values[this.#length + index] = this.at(index) + 1;
  }

  /** Big-endian. */
  get bytes(): Uint8Array {
    const bytes = new Uint8Array(4 * this.#length);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < this.#length; i++) view.setUint32(4 * i, this.at(i));
    return bytes;
  }
}

const MAX_32_BIT = 0xffffffff;

/**
 * The tables of a track, gathered sample by sample: samples that lie behind each other make a chunk.
 * Specification: ISO/IEC 14496-12, 8.6 and 8.7.
 */
export class SampleTable {
  /** Pairs: count, delta. */
  readonly #times = new Numbers();
  /** Pairs: count, offset. */
  readonly #compositions = new Numbers();
  readonly #sync = new Numbers();
  readonly #sizes = new Numbers();
  /** Offsets of chunks, high and low halves. */
  readonly #chunks = new Numbers();
  /** Triples: first chunk, samples a chunk, sample entry. */
  readonly #runs = new Numbers();
  #isReordered = false;
  #last: { decodeTime: number; durationTicks: number; end: number; entryIndex: number } | undefined;
  #startTime = 0;
  #inChunk = 0;

  get count(): number {
    return this.#sizes.length;
  }

  /** Decode time of its first sample, ticks. */
  get startTime(): number {
    return this.#startTime;
  }

  /** Ticks from its first sample to behind its last one. */
  get durationTicks(): number {
    const last = this.#last;
    return last ? last.decodeTime + last.durationTicks - this.#startTime : 0;
  }

  /** In decoding order. A sample lasts until the next one: a gap lengthens the one before it. */
  add(sample: TableSample): void {
    const { offset, size, compositionOffset, isRandomAccess, entryIndex, durationTicks } = sample;
    const last = this.#last;
    // decode times of a track never stand still
    const decodeTime = last ? Math.max(sample.decodeTime, last.decodeTime + 1) : sample.decodeTime;
    if (last) addRun(this.#times, decodeTime - last.decodeTime);
    else this.#startTime = decodeTime;
    addRun(this.#compositions, compositionOffset);
    if (compositionOffset !== 0) this.#isReordered = true;
    this.#sizes.push(size);
    if (isRandomAccess) this.#sync.push(this.#sizes.length);
    if (last?.end !== offset || last.entryIndex !== entryIndex) this.#beginChunk(offset, entryIndex);
    this.#inChunk++;
    this.#last = { decodeTime, durationTicks, end: offset + size, entryIndex };
  }

  /**
   * The boxes of `stbl`.
   *
   * @param entries sample entries
   * @param base offset of the place from which samples' offsets count, in the file
   */
  boxes(entries: readonly Box[], base: number): Box[] {
    this.#endChunk();
    const times = new Numbers();
    for (let i = 0; i < this.#times.length; i++) times.push(this.#times.at(i));
    if (this.#last) addRun(times, this.#last.durationTicks);
    return [
      fullBox('stsd', 0, 0, u32(entries.length), ...entries),
      fullBox('stts', 0, 0, u32(times.length / 2), times.bytes),
      ...(this.#isReordered
        ? [fullBox('ctts', 1, 0, u32(this.#compositions.length / 2), this.#compositions.bytes)]
        : []),
      ...(this.#sync.length < this.count
        ? [fullBox('stss', 0, 0, u32(this.#sync.length), this.#sync.bytes)]
        : []),
      fullBox('stsc', 0, 0, u32(this.#runs.length / 3), this.#runs.bytes),
      fullBox('stsz', 0, 0, u32(0), u32(this.count), this.#sizes.bytes),
      this.#chunkOffsets(base),
    ];
  }

  #chunkOffsets(base: number): Box {
    const count = this.#chunks.length / 2;
    const offsets = Array.from(
      { length: count },
      (_, i) => base + this.#chunks.at(2 * i) * 2 ** 32 + this.#chunks.at(2 * i + 1),
    );
    const isLarge = (offsets.at(-1) ?? 0) > MAX_32_BIT;
    const numbers = new Numbers();
    for (const offset of offsets) {
      if (isLarge) numbers.push(Math.floor(offset / 2 ** 32));
      numbers.push(offset % 2 ** 32);
    }
    return fullBox(isLarge ? 'co64' : 'stco', 0, 0, u32(count), numbers.bytes);
  }

  #beginChunk(offset: number, entryIndex: number): void {
    this.#endChunk();
    this.#chunks.push(Math.floor(offset / 2 ** 32), offset % 2 ** 32);
    this.#inChunk = 0;
    this.#entry = entryIndex;
  }

  #entry = 0;

  #endChunk(): void {
    if (this.#inChunk === 0) return;
    const isAsBefore = this.#runs.at(-2) === this.#inChunk && this.#runs.at(-1) === this.#entry + 1;
    if (this.#runs.length === 0 || !isAsBefore)
      this.#runs.push(this.#chunks.length / 2, this.#inChunk, this.#entry + 1);
    this.#inChunk = 0;
  }
}

/** One more of the same value, or a new run of it; negative values as two's complement. */
function addRun(runs: Numbers, value: number): void {
  if (runs.length > 0 && runs.at(-1) === value >>> 0) runs.increment(-2);
  else runs.push(1, value >>> 0);
}
