import type { ByteReader } from '@lockstep/sei';
import { type ReadBox, childrenOf, payloadReader, requireBox } from '../mp4/box-reader.js';
import {
  TFHD_BASE_DATA_OFFSET,
  TFHD_DEFAULT_BASE_IS_MOOF,
  TFHD_DEFAULT_DURATION,
  TFHD_DEFAULT_FLAGS,
  TFHD_DEFAULT_SIZE,
  TFHD_SAMPLE_DESCRIPTION,
} from './media-segment.js';
import { type FragmentSample, type RunDefaults, TrackRun } from './track-run.js';

export type TrackFragment = {
  readonly trackId: number;
  /** Decode time of its first sample, in ticks. */
  readonly baseMediaDecodeTime: number;
  /** In decode order, unfolded while iterating. */
  readonly samples: Iterable<FragmentSample>;
};

export type MovieFragment = { readonly sequenceNumber: number; readonly tracks: readonly TrackFragment[] };

/**
 * Reads a `moof` box. Its `offset` must count in the file, as data offsets do.
 * Specification: ISO/IEC 14496-12, 8.8.
 *
 * @throws ParseError, `unsupported` for sample defaults that nothing tells.
 */
export function readMovieFragment(moof: ReadBox): MovieFragment {
  const boxes = childrenOf(moof);
  const header = payloadReader(requireBox(boxes, 'mfhd', moof.offset));
  header.skip(4);
  const sequenceNumber = header.u32();
  const tracks: TrackFragment[] = [];
  // Without a base of its own a track fragment goes on where the data of the one before it ended.
  let dataEnd = moof.offset;
  for (const traf of boxes.filter(({ type }) => type === 'traf')) {
    const { fragment, end } = readTrackFragment(traf, { moofOffset: moof.offset, dataEnd });
    tracks.push(fragment);
    dataEnd = end;
  }
  return { sequenceNumber, tracks };
}

type Place = { readonly moofOffset: number; readonly dataEnd: number };

function readTrackFragment(traf: ReadBox, place: Place): { fragment: TrackFragment; end: number } {
  const boxes = childrenOf(traf);
  const tfhd = payloadReader(requireBox(boxes, 'tfhd', traf.offset));
  const flags = tfhd.u32();
  const trackId = tfhd.u32();
  const base = readBase(tfhd, flags, place);
  const runDefaults = readDefaults(tfhd, flags);
  const tfdt = boxes.find(({ type }) => type === 'tfdt');
  const baseMediaDecodeTime = tfdt ? readDecodeTime(tfdt) : 0;
  const runs: TrackRun[] = [];
  let end = { dataEnd: base, endDecodeTime: baseMediaDecodeTime };
  for (const trun of boxes.filter(({ type }) => type === 'trun')) {
    const run = new TrackRun(trun, runDefaults, {
      base,
      dataEnd: end.dataEnd,
      decodeTime: end.endDecodeTime,
    });
    runs.push(run);
    end = run;
  }
  return { fragment: { trackId, baseMediaDecodeTime, samples: new Runs(runs) }, end: end.dataEnd };
}

/** The samples of runs that follow each other. */
class Runs implements Iterable<FragmentSample> {
  readonly #runs: readonly TrackRun[];

  constructor(runs: readonly TrackRun[]) {
    this.#runs = runs;
  }

  *[Symbol.iterator](): Generator<FragmentSample> {
    for (const run of this.#runs) yield* run;
  }
}

function readBase(tfhd: ByteReader, flags: number, { moofOffset, dataEnd }: Place): number {
  if (flags & TFHD_BASE_DATA_OFFSET) return tfhd.u64();
  return flags & TFHD_DEFAULT_BASE_IS_MOOF ? moofOffset : dataEnd;
}

/** The optional fields of `tfhd` in their order. */
function readDefaults(tfhd: ByteReader, flags: number): RunDefaults {
  return {
    sampleDescriptionIndex: flags & TFHD_SAMPLE_DESCRIPTION ? tfhd.u32() : undefined,
    duration: flags & TFHD_DEFAULT_DURATION ? tfhd.u32() : undefined,
    size: flags & TFHD_DEFAULT_SIZE ? tfhd.u32() : undefined,
    flags: flags & TFHD_DEFAULT_FLAGS ? tfhd.u32() : undefined,
  };
}

function readDecodeTime(box: ReadBox): number {
  const tfdt = payloadReader(box);
  return tfdt.u32() >>> 24 === 1 ? tfdt.u64() : tfdt.u32();
}
