import { type ByteReader, ParseError } from '@lockstep/sei';
import { type ReadBox, childrenOf, payloadReader, readBoxes, requireBox } from './box-reader.js';
import {
  type Fmp4Sample,
  type Fmp4TrackFragment,
  type MediaSegmentOptions,
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

type SampleDefaults = { duration: number | undefined; size: number | undefined; flags: number | undefined };

/**
 * Reads one `moof` with the samples it describes: the inverse of `mediaSegment`, and what other writers make of the
 * same boxes as long as their fragments stand alone (default-base-is-moof, defaults in `tfhd` rather than `trex`).
 * Specification: ISO/IEC 14496-12, 8.8.
 *
 * @throws ParseError with offsets in `bytes`.
 */
export function readMediaSegment(bytes: Uint8Array): MediaSegmentOptions {
  const moof = requireBox(readBoxes(bytes), 'moof', 0);
  const boxes = childrenOf(moof);
  const header = payloadReader(requireBox(boxes, 'mfhd', moof.offset));
  header.skip(4);
  const sequenceNumber = header.u32();
  const tracks = boxes
    .filter(({ type }) => type === 'traf')
    .map((traf) => readTrackFragment(traf, bytes, moof.offset));
  return { sequenceNumber, tracks };
}

function readTrackFragment(traf: ReadBox, bytes: Uint8Array, moofOffset: number): Fmp4TrackFragment {
  const boxes = childrenOf(traf);
  const tfhd = payloadReader(requireBox(boxes, 'tfhd', traf.offset));
  const flags = tfhd.u32();
  const trackId = tfhd.u32();
  if (!(flags & TFHD_DEFAULT_BASE_IS_MOOF) || flags & TFHD_BASE_DATA_OFFSET) {
    throw new ParseError(
      'unsupported',
      traf.offset,
      'a track fragment whose offsets do not count from its moof',
    );
  }
  if (flags & TFHD_SAMPLE_DESCRIPTION) tfhd.skip(4);
  const defaults = {
    duration: flags & TFHD_DEFAULT_DURATION ? tfhd.u32() : undefined,
    size: flags & TFHD_DEFAULT_SIZE ? tfhd.u32() : undefined,
    flags: flags & TFHD_DEFAULT_FLAGS ? tfhd.u32() : undefined,
  };
  const tfdt = payloadReader(requireBox(boxes, 'tfdt', traf.offset));
  const baseMediaDecodeTime = tfdt.u32() >>> 24 === 1 ? tfdt.u64() : tfdt.u32();
  const samples = boxes
    .filter(({ type }) => type === 'trun')
    .flatMap((trun) => readTrackRun(payloadReader(trun), bytes, moofOffset, defaults));
  return { trackId, baseMediaDecodeTime, samples };
}

function readTrackRun(
  trun: ByteReader,
  bytes: Uint8Array,
  moofOffset: number,
  defaults: SampleDefaults,
): Fmp4Sample[] {
  const versionAndFlags = trun.u32();
  const signedOffsets = versionAndFlags >>> 24 === 1;
  const count = trun.u32();
  // Samples that are all alike take no bytes here, so the count alone may not decide what is allocated.
  if (count > bytes.length) throw trun.error('too-large', `a run of ${count} samples`);
  if (!(versionAndFlags & TRUN_DATA_OFFSET)) throw trun.error('unsupported', 'a run without data offset');
  let dataOffset = moofOffset + trun.i32();
  const firstFlags = versionAndFlags & TRUN_FIRST_FLAGS ? trun.u32() : undefined;
  const samples: Fmp4Sample[] = [];
  for (let index = 0; index < count; index++) {
    const duration = versionAndFlags & TRUN_DURATION ? trun.u32() : defaults.duration;
    const size = versionAndFlags & TRUN_SIZE ? trun.u32() : defaults.size;
    let flags = versionAndFlags & TRUN_FLAGS ? trun.u32() : defaults.flags;
    if (index === 0) flags = firstFlags ?? flags;
    let compositionOffset = 0;
    if (versionAndFlags & TRUN_COMPOSITION_OFFSET)
      compositionOffset = signedOffsets ? trun.i32() : trun.u32();
    if (duration === undefined || size === undefined || flags === undefined) {
      throw trun.error('unsupported', 'sample defaults that only the init segment tells');
    }
    if (dataOffset < 0 || dataOffset + size > bytes.length) {
      throw trun.error('truncated', `sample ${index} reaches to byte ${dataOffset + size}`);
    }
    samples.push({
      data: bytes.subarray(dataOffset, dataOffset + size),
      durationTicks: duration,
      compositionOffset,
      isSync: (flags & SAMPLE_IS_NON_SYNC) === 0,
    });
    dataOffset += size;
  }
  return samples;
}
