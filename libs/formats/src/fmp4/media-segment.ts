import { BOX_HEADER_BYTES } from '../mp4/box-writer.js';

/** One coded frame or audio frame of a fragment. */
export type Fmp4Sample = {
  /** AVCC/HVCC access unit (length-prefixed NAL units) or raw AAC frame. Copied once, into the segment. */
  readonly data: Uint8Array;
  /** The same bytes in order, where they are not joined: then these are copied, and `data` is not read. */
  readonly pieces?: readonly Uint8Array[] | undefined;
  /** Time to the next sample of the track, in ticks of the track's timescale. */
  readonly durationTicks: number;
  /** PTS - DTS in ticks of the track's timescale; may be negative. Absent = 0. */
  readonly compositionOffset?: number;
  /** True where decoding can start. Absent = true, as for every AAC frame. */
  readonly isRandomAccess?: boolean;
};

/** The samples of one track in one fragment. */
export type Fmp4TrackFragment = {
  /** As in the init segment. */
  readonly trackId: number;
  /** DTS of the first sample in ticks of the track's timescale; an integer up to 2^53. */
  readonly baseMediaDecodeTime: number;
  readonly samples: readonly Fmp4Sample[];
};

export type MediaSegmentOptions = {
  /** Counts fragments up from 1. */
  readonly sequenceNumber: number;
  /** Tracks without samples are left out. */
  readonly tracks: readonly Fmp4TrackFragment[];
};

/** `sample_depends_on` = 2: an independent sample. ISO/IEC 14496-12, 8.8.3.1. */
const SYNC_SAMPLE_FLAGS = 0x02000000;
export const SAMPLE_IS_NON_SYNC = 0x00010000;
/** `sample_depends_on` = 1. */
const NON_SYNC_SAMPLE_FLAGS = 0x01000000 | SAMPLE_IS_NON_SYNC;

/** tf_flags of `tfhd`. ISO/IEC 14496-12, 8.8.7.1. */
export const TFHD_BASE_DATA_OFFSET = 0x000001;
export const TFHD_SAMPLE_DESCRIPTION = 0x000002;
export const TFHD_DEFAULT_DURATION = 0x000008;
export const TFHD_DEFAULT_SIZE = 0x000010;
export const TFHD_DEFAULT_FLAGS = 0x000020;
export const TFHD_DEFAULT_BASE_IS_MOOF = 0x020000;

/** tr_flags of `trun`. ISO/IEC 14496-12, 8.8.8.1. */
export const TRUN_DATA_OFFSET = 0x000001;
export const TRUN_FIRST_FLAGS = 0x000004;
export const TRUN_DURATION = 0x000100;
export const TRUN_SIZE = 0x000200;
export const TRUN_FLAGS = 0x000400;
export const TRUN_COMPOSITION_OFFSET = 0x000800;
const TRUN_SAMPLE_FIELDS = TRUN_DURATION | TRUN_SIZE | TRUN_FLAGS | TRUN_COMPOSITION_OFFSET;
const TFHD_DEFAULTS = TFHD_DEFAULT_DURATION | TFHD_DEFAULT_SIZE | TFHD_DEFAULT_FLAGS;

const MFHD_BYTES = 16;
const TFDT_BYTES = 20;
/** With track_ID, without defaults. */
const TFHD_FIXED_BYTES = 16;
/** With data_offset, without samples. */
const TRUN_FIXED_BYTES = 20;

/** A CMAF chunk that is measured and not written yet. */
export type PlannedSegment = {
  readonly byteLength: number;
  /** Writes exactly `byteLength` bytes. @returns the offset behind them */
  readonly write: (target: Uint8Array, offset: number) => number;
};

/**
 * A CMAF chunk: `moof` and `mdat` in one array of exactly their size, each sample copied once.
 * With one sample a fragment it costs 108 bytes over the sample (112 with a composition offset). Base offsets count from the `moof`
 * (default-base-is-moof), decode times have 64 bits, composition offsets are signed (`trun` version 1).
 * Specification: ISO/IEC 14496-12, 8.8; ISO/IEC 23000-19, 7.3.
 *
 * @throws RangeError if the segment would need more than 2^32 - 1 bytes, or a decode time is no whole number.
 */
export function mediaSegment(options: MediaSegmentOptions): Uint8Array {
  const { byteLength, write } = planMediaSegment(options);
  const bytes = new Uint8Array(byteLength);
  write(bytes, 0);
  return bytes;
}

/**
 * {@link mediaSegment} for memory that the caller has.
 *
 * @throws RangeError as there
 */
export function planMediaSegment({ sequenceNumber, tracks }: MediaSegmentOptions): PlannedSegment {
  const layouts = tracks.filter(({ samples }) => samples.length > 0).map(trackLayout);
  const moofSize = layouts.reduce((total, { trafSize }) => total + trafSize, BOX_HEADER_BYTES + MFHD_BYTES);
  const mdatSize = layouts.reduce((total, { dataSize }) => total + dataSize, BOX_HEADER_BYTES);
  if (moofSize + mdatSize > 0xffffffff) throw new RangeError('A media segment must be under 4 GiB.');
  const write = (target: Uint8Array, offset: number): number => {
    const out = new SegmentWriter(target, offset);
    writeMovieFragment(out, layouts, sequenceNumber, moofSize);
    out.boxHeader(mdatSize, 'mdat');
    for (const { track } of layouts) for (const sample of track.samples) out.sample(sample);
    return out.offset;
  };
  return { byteLength: moofSize + mdatSize, write };
}

function writeMovieFragment(
  out: SegmentWriter,
  layouts: readonly TrackLayout[],
  sequenceNumber: number,
  moofSize: number,
): void {
  out.boxHeader(moofSize, 'moof');
  out.boxHeader(MFHD_BYTES, 'mfhd');
  out.u32(0);
  out.u32(sequenceNumber);
  let dataOffset = moofSize + BOX_HEADER_BYTES;
  for (const layout of layouts) {
    writeTrackFragment(out, layout, dataOffset);
    dataOffset += layout.dataSize;
  }
}

type TrackLayout = {
  track: Fmp4TrackFragment;
  tfhdFlags: number;
  trunFlags: number;
  trunSize: number;
  trafSize: number;
  dataSize: number;
};

/** What all samples share goes into `tfhd` once; only what differs is written per sample. */
function trackLayout(track: Fmp4TrackFragment): TrackLayout {
  const { samples, baseMediaDecodeTime } = track;
  if (!Number.isSafeInteger(baseMediaDecodeTime) || baseMediaDecodeTime < 0) {
    throw new RangeError(
      `A decode time must be a whole number of ticks from 0 on, not ${baseMediaDecodeTime}.`,
    );
  }
  let dataSize = 0;
  let trunFlags = TRUN_DATA_OFFSET;
  const first = samples[0];
  const firstSize = first && sampleSize(first);
  for (const sample of samples) {
    const size = sampleSize(sample);
    dataSize += size;
    if (sample.durationTicks !== first?.durationTicks) trunFlags |= TRUN_DURATION;
    if (size !== firstSize) trunFlags |= TRUN_SIZE;
    if (sampleFlags(sample) !== (first && sampleFlags(first))) trunFlags |= TRUN_FLAGS;
    if ((sample.compositionOffset ?? 0) !== 0) trunFlags |= TRUN_COMPOSITION_OFFSET;
  }
  let tfhdFlags = TFHD_DEFAULT_BASE_IS_MOOF;
  if (!(trunFlags & TRUN_DURATION)) tfhdFlags |= TFHD_DEFAULT_DURATION;
  if (!(trunFlags & TRUN_SIZE)) tfhdFlags |= TFHD_DEFAULT_SIZE;
  if (!(trunFlags & TRUN_FLAGS)) tfhdFlags |= TFHD_DEFAULT_FLAGS;
  const trunSize = TRUN_FIXED_BYTES + 4 * bitCount(trunFlags & TRUN_SAMPLE_FIELDS) * samples.length;
  const trafSize =
    BOX_HEADER_BYTES + TFHD_FIXED_BYTES + 4 * bitCount(tfhdFlags & TFHD_DEFAULTS) + TFDT_BYTES + trunSize;
  return { track, tfhdFlags, trunFlags, trunSize, trafSize, dataSize };
}

function writeTrackFragment(out: SegmentWriter, layout: TrackLayout, dataOffset: number): void {
  const { track, tfhdFlags, trunFlags, trunSize, trafSize } = layout;
  const [first] = track.samples;
  out.boxHeader(trafSize, 'traf');
  out.boxHeader(trafSize - BOX_HEADER_BYTES - TFDT_BYTES - trunSize, 'tfhd');
  out.u32(tfhdFlags);
  out.u32(track.trackId);
  if (first && tfhdFlags & TFHD_DEFAULT_DURATION) out.u32(first.durationTicks);
  if (first && tfhdFlags & TFHD_DEFAULT_SIZE) out.u32(sampleSize(first));
  if (first && tfhdFlags & TFHD_DEFAULT_FLAGS) out.u32(sampleFlags(first));
  out.boxHeader(TFDT_BYTES, 'tfdt');
  out.u32(0x01000000);
  out.u32(Math.floor(track.baseMediaDecodeTime / 2 ** 32));
  out.u32(track.baseMediaDecodeTime);
  out.boxHeader(trunSize, 'trun');
  out.u32((0x01000000 | trunFlags) >>> 0);
  out.u32(track.samples.length);
  out.u32(dataOffset);
  for (const sample of track.samples) {
    if (trunFlags & TRUN_DURATION) out.u32(sample.durationTicks);
    if (trunFlags & TRUN_SIZE) out.u32(sampleSize(sample));
    if (trunFlags & TRUN_FLAGS) out.u32(sampleFlags(sample));
    if (trunFlags & TRUN_COMPOSITION_OFFSET) out.u32(sample.compositionOffset ?? 0);
  }
}

/** Without joining pieces. */
function sampleSize(sample: Fmp4Sample): number {
  const { pieces } = sample;
  return pieces === undefined ? sample.data.length : pieces.reduce((sum, { length }) => sum + length, 0);
}

const sampleFlags = ({ isRandomAccess }: Fmp4Sample): number =>
  isRandomAccess === false ? NON_SYNC_SAMPLE_FLAGS : SYNC_SAMPLE_FLAGS;

function bitCount(flags: number): number {
  let count = 0;
  for (let rest = flags; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** A cursor over an array that is large enough: this runs for every frame of every viewer. */
class SegmentWriter {
  readonly #view: DataView;

  constructor(
    private readonly target: Uint8Array,
    public offset: number,
  ) {
    this.#view = new DataView(target.buffer, target.byteOffset, target.byteLength);
  }

  /** The low 32 bits of a number, two's complement where it is negative. */
  u32(value: number): void {
    this.#view.setUint32(this.offset, value);
    this.offset += 4;
  }

  boxHeader(size: number, type: string): void {
    this.u32(size);
    for (let index = 0; index < 4; index++) this.target[this.offset++] = type.charCodeAt(index);
  }

  sample(sample: Fmp4Sample): void {
    if (sample.pieces === undefined) this.#bytes(sample.data);
    else for (const piece of sample.pieces) this.#bytes(piece);
  }

  #bytes(data: Uint8Array): void {
    this.target.set(data, this.offset);
    this.offset += data.length;
  }
}
