import { ByteReader } from '@lockstep/sei';
import { type ReadBox, payloadReader } from '../mp4/box-reader.js';
import {
  SAMPLE_IS_NON_SYNC,
  TRUN_COMPOSITION_OFFSET,
  TRUN_DATA_OFFSET,
  TRUN_DURATION,
  TRUN_FIRST_FLAGS,
  TRUN_FLAGS,
  TRUN_SIZE,
} from './media-segment.js';

/** A sample of a fragment: where it is in the input, and when it is decoded and shown. */
export type FragmentSample = {
  /** Byte offset in the input. */
  readonly offset: number;
  readonly size: number;
  /** Ticks of the track's timescale. */
  readonly decodeTime: number;
  readonly durationTicks: number;
  /** Presentation minus decode time, in ticks; may be negative. */
  readonly compositionOffset: number;
  readonly isRandomAccess: boolean;
  /** Which sample entry; 0 is the first. */
  readonly entryIndex: number;
};

/** What `tfhd` says for all samples of a track fragment; undefined where it does not. */
export type RunDefaults = {
  /** 1 is the first. */
  readonly sampleDescriptionIndex: number | undefined;
  readonly duration: number | undefined;
  readonly size: number | undefined;
  readonly flags: number | undefined;
};

/** Where a run begins. */
export type RunStart = { readonly base: number; readonly dataEnd: number; readonly decodeTime: number };

/** Samples that are all alike and have no bytes either would cost nothing to announce: refused beyond this. */
const MOST_EMPTY_SAMPLES = 16;
const SAMPLE_FIELDS = [TRUN_DURATION, TRUN_SIZE, TRUN_FLAGS, TRUN_COMPOSITION_OFFSET] as const;
const FIELD_BYTES = 4;

/**
 * The samples of one `trun`, unfolded one at a time: a few bytes may describe 2^32 of them.
 * Specification: ISO/IEC 14496-12, 8.8.8.
 */
export class TrackRun {
  /** Where the data of its last sample ends. */
  readonly dataEnd: number;
  /** Decode time behind its last sample, in ticks. */
  readonly endDecodeTime: number;
  readonly #samples: Uint8Array;
  readonly #samplesOffset: number;
  readonly #count: number;
  readonly #flags: number;
  readonly #hasSignedOffsets: boolean;
  readonly #firstFlags: number | undefined;
  readonly #dataOffset: number;
  readonly #decodeTime: number;
  readonly #defaults: { sampleDescriptionIndex: number; duration: number; size: number; flags: number };

  /** @throws ParseError; `unsupported` for a duration, size or flags that nothing tells */
  constructor(box: ReadBox, defaults: RunDefaults, { base, dataEnd, decodeTime }: RunStart) {
    const trun = payloadReader(box);
    const versionAndFlags = trun.u32();
    this.#flags = versionAndFlags & 0xffffff;
    this.#hasSignedOffsets = versionAndFlags >>> 24 === 1;
    this.#count = trun.u32();
    // A run without an offset goes on behind the one before it.
    this.#dataOffset = this.#flags & TRUN_DATA_OFFSET ? base + trun.i32() : dataEnd;
    if (this.#dataOffset < 0) throw trun.error('bad-value', 'sample data before the start of the file');
    this.#firstFlags = this.#flags & TRUN_FIRST_FLAGS ? trun.u32() : undefined;
    const given = (flag: number, value: number | undefined): number => {
      if (this.#flags & flag) return 0;
      if (value === undefined) throw trun.error('unsupported', 'sample defaults that nothing tells');
      return value;
    };
    this.#defaults = {
      sampleDescriptionIndex: defaults.sampleDescriptionIndex ?? 1,
      duration: given(TRUN_DURATION, defaults.duration),
      size: given(TRUN_SIZE, defaults.size),
      flags: this.#count <= 1 && this.#firstFlags !== undefined ? 0 : given(TRUN_FLAGS, defaults.flags),
    };
    const fields = SAMPLE_FIELDS.filter((flag) => this.#flags & flag).length;
    if (fields === 0 && this.#defaults.size === 0 && this.#count > MOST_EMPTY_SAMPLES) {
      throw trun.error('too-large', `a run of ${this.#count} empty samples`);
    }
    this.#samplesOffset = box.payloadOffset + trun.offset;
    this.#samples = trun.take(fields * FIELD_BYTES * this.#count);
    this.#decodeTime = decodeTime;
    const { bytes, ticks } = this.#totals();
    this.dataEnd = this.#dataOffset + bytes;
    this.endDecodeTime = decodeTime + ticks;
  }

  /** The samples in decode order. */
  *[Symbol.iterator](): Generator<FragmentSample> {
    const reader = new ByteReader(this.#samples, this.#samplesOffset);
    const { duration, size, flags: sampleFlags, sampleDescriptionIndex } = this.#defaults;
    let offset = this.#dataOffset;
    let decodeTime = this.#decodeTime;
    for (let index = 0; index < this.#count; index++) {
      const durationTicks = this.#flags & TRUN_DURATION ? reader.u32() : duration;
      const bytes = this.#flags & TRUN_SIZE ? reader.u32() : size;
      const own = this.#flags & TRUN_FLAGS ? reader.u32() : sampleFlags;
      const flags = index === 0 ? (this.#firstFlags ?? own) : own;
      yield {
        offset,
        size: bytes,
        decodeTime,
        durationTicks,
        compositionOffset: this.#readCompositionOffset(reader),
        isRandomAccess: (flags & SAMPLE_IS_NON_SYNC) === 0,
        entryIndex: sampleDescriptionIndex - 1,
      };
      offset += bytes;
      decodeTime += durationTicks;
    }
  }

  #readCompositionOffset(reader: ByteReader): number {
    if (!(this.#flags & TRUN_COMPOSITION_OFFSET)) return 0;
    return this.#hasSignedOffsets ? reader.i32() : reader.u32();
  }

  /** Without a loop where all samples are alike. */
  #totals(): { bytes: number; ticks: number } {
    const { duration, size } = this.#defaults;
    if (!(this.#flags & (TRUN_DURATION | TRUN_SIZE))) {
      return { bytes: size * this.#count, ticks: duration * this.#count };
    }
    let bytes = 0;
    let ticks = 0;
    for (const sample of this) {
      bytes += sample.size;
      ticks += sample.durationTicks;
    }
    return { bytes, ticks };
  }
}
