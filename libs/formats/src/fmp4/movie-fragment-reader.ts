import { type ByteReader } from '@lockstep/sei';
import { type ReadBox, childrenOf, payloadReader, requireBox } from '../mp4/box-reader.js';
import { type SampleDefaults } from '../mp4/movie.js';
import { type SampleLocation } from '../mp4/sample-table.js';
import {
  SAMPLE_IS_NON_SYNC,
  TFHD_BASE_DATA_OFFSET,
  TFHD_DEFAULT_BASE_IS_MOOF,
  TFHD_DEFAULT_DURATION,
  TFHD_DEFAULT_FLAGS,
  TFHD_DEFAULT_SIZE,
  TFHD_SAMPLE_DESCRIPTION,
  TRUN_COMPOSITION_OFFSET,
  TRUN_DATA_OFFSET,
  TRUN_DURATION,
  TRUN_FIRST_FLAGS,
  TRUN_FLAGS,
  TRUN_SIZE,
} from './media-segment.js';

/** A sample of a fragment; its decode time is known once that of the fragment is. */
export type FragmentSample = SampleLocation & { readonly durationTicks: number };

export type TrackFragment = {
  readonly trackId: number;
  readonly samples: readonly FragmentSample[];
  /** Where the next fragment begins that says no time of its own, in ticks. */
  readonly endDecodeTime: number;
};

export type MovieFragment = { readonly sequenceNumber: number; readonly tracks: readonly TrackFragment[] };

export type FragmentContext = {
  /** By track id, from the init segment. */
  readonly defaults?: ReadonlyMap<number, SampleDefaults>;
  /** By track id: `endDecodeTime` of the fragment before. Default 0. */
  readonly decodeTimes?: ReadonlyMap<number, number>;
};

/** Samples that are all alike take no bytes, so what a fragment may make of a few must have an end: two seconds of PCM. */
const MAX_SAMPLES = 100_000;

/**
 * Reads a `moof` box. Its `offset` must count in the file, as data offsets do.
 * Specification: ISO/IEC 14496-12, 8.8.
 *
 * @throws ParseError, `unsupported` for sample defaults that nothing tells.
 */
export function readMovieFragment(moof: ReadBox, context: FragmentContext = {}): MovieFragment {
  const boxes = childrenOf(moof);
  const header = payloadReader(requireBox(boxes, 'mfhd', moof.offset));
  header.skip(4);
  const sequenceNumber = header.u32();
  const tracks: TrackFragment[] = [];
  const budget = { samples: MAX_SAMPLES };
  // Without a base of its own a track fragment goes on where the data of the one before it ended.
  let dataEnd = moof.offset;
  for (const traf of boxes.filter(({ type }) => type === 'traf')) {
    const { fragment, end } = readTrackFragment(traf, moof.offset, { dataEnd, budget }, context);
    tracks.push(fragment);
    dataEnd = end;
  }
  return { sequenceNumber, tracks };
}

type FragmentDefaults = { [field in keyof SampleDefaults]: number | undefined };

function readTrackFragment(
  traf: ReadBox,
  moofOffset: number,
  { dataEnd, budget }: { dataEnd: number; budget: { samples: number } },
  { defaults, decodeTimes }: FragmentContext,
): { fragment: TrackFragment; end: number } {
  const boxes = childrenOf(traf);
  const tfhd = payloadReader(requireBox(boxes, 'tfhd', traf.offset));
  const flags = tfhd.u32();
  const trackId = tfhd.u32();
  const base = readBase(tfhd, flags, moofOffset, dataEnd);
  const inherited = defaults?.get(trackId);
  const fragmentDefaults = {
    sampleDescriptionIndex:
      flags & TFHD_SAMPLE_DESCRIPTION ? tfhd.u32() : (inherited?.sampleDescriptionIndex ?? 1),
    duration: flags & TFHD_DEFAULT_DURATION ? tfhd.u32() : inherited?.duration,
    size: flags & TFHD_DEFAULT_SIZE ? tfhd.u32() : inherited?.size,
    flags: flags & TFHD_DEFAULT_FLAGS ? tfhd.u32() : inherited?.flags,
  };
  const tfdt = boxes.find(({ type }) => type === 'tfdt');
  const state = {
    decodeTime: tfdt ? readDecodeTime(tfdt) : (decodeTimes?.get(trackId) ?? 0),
    dataEnd: base,
    budget,
  };
  const samples: FragmentSample[] = [];
  for (const trun of boxes.filter(({ type }) => type === 'trun')) {
    readTrackRun(payloadReader(trun), base, fragmentDefaults, state, samples);
  }
  return { fragment: { trackId, samples, endDecodeTime: state.decodeTime }, end: state.dataEnd };
}

function readBase(tfhd: ByteReader, flags: number, moofOffset: number, dataEnd: number): number {
  if (flags & TFHD_BASE_DATA_OFFSET) return tfhd.u64();
  return flags & TFHD_DEFAULT_BASE_IS_MOOF ? moofOffset : dataEnd;
}

function readDecodeTime(box: ReadBox): number {
  const tfdt = payloadReader(box);
  return tfdt.u32() >>> 24 === 1 ? tfdt.u64() : tfdt.u32();
}

function readTrackRun(
  trun: ByteReader,
  base: number,
  defaults: FragmentDefaults,
  state: { decodeTime: number; dataEnd: number; readonly budget: { samples: number } },
  samples: FragmentSample[],
): void {
  const versionAndFlags = trun.u32();
  const signedOffsets = versionAndFlags >>> 24 === 1;
  const count = trun.u32();
  if (count > state.budget.samples) throw trun.error('too-large', `a run of ${count} samples`);
  state.budget.samples -= count;
  // A run without an offset goes on behind the one before it.
  let offset = versionAndFlags & TRUN_DATA_OFFSET ? base + trun.i32() : state.dataEnd;
  if (offset < 0) throw trun.error('bad-value', 'sample data before the start of the file');
  const firstFlags = versionAndFlags & TRUN_FIRST_FLAGS ? trun.u32() : undefined;
  for (let index = 0; index < count; index++) {
    const duration = versionAndFlags & TRUN_DURATION ? trun.u32() : defaults.duration;
    const size = versionAndFlags & TRUN_SIZE ? trun.u32() : defaults.size;
    const ownFlags = versionAndFlags & TRUN_FLAGS ? trun.u32() : defaults.flags;
    const flags = index === 0 ? (firstFlags ?? ownFlags) : ownFlags;
    let compositionOffset = 0;
    if (versionAndFlags & TRUN_COMPOSITION_OFFSET)
      compositionOffset = signedOffsets ? trun.i32() : trun.u32();
    if (duration === undefined || size === undefined || flags === undefined) {
      throw trun.error('unsupported', 'sample defaults that neither fragment nor init segment tell');
    }
    samples.push({
      offset,
      size,
      decodeTime: state.decodeTime,
      durationTicks: duration,
      compositionOffset,
      isSync: (flags & SAMPLE_IS_NON_SYNC) === 0,
      entryIndex: (defaults.sampleDescriptionIndex ?? 1) - 1,
    });
    offset += size;
    state.decodeTime += duration;
  }
  state.dataEnd = offset;
}
