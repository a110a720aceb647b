import {
  AvcNalUnitType,
  LESSON_UUID,
  makeAvcDecoderConfiguration,
  nalUnitTypeOf,
  ParseError,
  readAvcDecoderConfiguration,
  readSps,
  sanitizeAvcDecoderConfiguration,
  splitAnnexB,
  splitLengthPrefixed,
  writeAvcDecoderConfiguration,
  type AvcDecoderConfiguration,
  type NalLengthSize,
} from '@lockstep/sei';
import type { VideoHeaders } from './media-frame.js';

const VERSION = 1;
/** Version, profile, compatibility, level: what stands before the byte with the length size. */
const LENGTH_SIZE_AT = 4;

/**
 * Reads the sequence header of an H.264 publisher, as leniently as ffmpeg: the version byte and the profile fields do not
 * matter if there is an SPS, and parameter sets in Annex B are taken too. The configuration is written anew from the
 * parameter sets: what else a publisher put beside them stays behind.
 *
 * @throws ParseError if there is no SPS in it, or one that cannot be read
 */
export function readAvcHeader(bytes: Uint8Array): VideoHeaders {
  if (!isAnnexB(bytes)) return headersOf(readAvcDecoderConfiguration(withVersion(bytes)));
  return headersOf({ ...NO_SETS, lengthSize: 4, ...parameterSetsOf(splitAnnexB(bytes)) });
}

/** The length size that a sequence header names, also if the rest of it cannot be read. */
export const lengthSizeOf = (bytes: Uint8Array): NalLengthSize =>
  isAnnexB(bytes) ? 4 : (LENGTH_SIZES[(bytes[LENGTH_SIZE_AT] ?? 3) & 3] ?? 4);

/**
 * The headers that the parameter sets of a frame make: for publishers who send sets in their key frames only, or change them
 * there, and for decoders that are set up by the configuration alone.
 * @param sample a frame with lengths of `lengthSize` bytes
 * @param known what is in force; a frame that repeats its SPS changes nothing, and one without PPS keeps the known ones
 * @returns undefined if the frame has no SPS, or none that is new
 * @throws ParseError for sets that cannot be read, and for a frame that is not length-prefixed
 */
export function headersInBand(
  sample: Uint8Array,
  lengthSize: NalLengthSize,
  known?: VideoHeaders,
): VideoHeaders | undefined {
  const { sps, pps } = parameterSetsOf(splitLengthPrefixed(sample, lengthSize));
  if (sps.length === 0) return undefined;
  const inForce = known && readAvcDecoderConfiguration(known.config);
  const isKnown = (set: Uint8Array): boolean =>
    inForce?.sps.some((other) => Buffer.compare(set, other) === 0) ?? false;
  if (sps.every(isKnown)) return undefined;
  return headersOf({ ...NO_SETS, lengthSize, sps, pps: pps.length > 0 ? pps : (inForce?.pps ?? []) });
}

/** A decoder configuration without parameter sets: they are expected in the stream. ISO 14496-15, 5.3.3.1. */
export const lacksParameterSets = (video: VideoHeaders): boolean =>
  readAvcDecoderConfiguration(video.config).sps.length === 0;

/** What a publisher is told who sends no parameter sets anywhere. */
export const noParameterSets = (): ParseError =>
  new ParseError(
    'missing-parameter-set',
    0,
    'no sequence parameter set (SPS), neither in the header nor before key frames',
  );

/** 00 00 01 or 00 00 00 01: the parameter sets of a byte stream. */
function isAnnexB([a, b, c, d]: Uint8Array): boolean {
  return a === 0 && b === 0 && (c === 1 || (c === 0 && d === 1));
}

function withVersion(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0 || bytes[0] === VERSION) return bytes;
  const patched = Uint8Array.from(bytes);
  patched[0] = VERSION;
  return patched;
}

/** By lengthSizeMinusOne; 2 is reserved. */
const LENGTH_SIZES: readonly NalLengthSize[] = [1, 2, 4, 4];

const NO_SETS = { profileIdc: 0, profileCompatibility: 0, levelIdc: 0 };

function parameterSetsOf(nals: readonly Uint8Array[]): Pick<AvcDecoderConfiguration, 'sps' | 'pps'> {
  const ofType = (type: number): Uint8Array[] =>
    nals.filter(([header = 0]) => nalUnitTypeOf(header, 'h264') === type);
  return { sps: ofType(AvcNalUnitType.sps), pps: ofType(AvcNalUnitType.pps) };
}

function headersOf(read: AvcDecoderConfiguration): VideoHeaders {
  const { sps, pps, lengthSize, high } = sanitizeAvcDecoderConfiguration(read, LESSON_UUID);
  const [first] = sps;
  if (first === undefined) throw new ParseError('missing-parameter-set', 0, 'there is no SPS in it');
  const made = makeAvcDecoderConfiguration(sps, pps, lengthSize);
  const { width, height, frameRate } = readSps(first);
  return {
    codec: 'h264',
    config: writeAvcDecoderConfiguration(withExtensions(made, high?.spsExtensions)),
    lengthSize,
    width,
    height,
    ...(frameRate === undefined ? {} : { frameRate }),
  };
}

const withExtensions = (
  record: AvcDecoderConfiguration,
  spsExtensions: readonly Uint8Array[] = [],
): AvcDecoderConfiguration =>
  record.high === undefined ? record : { ...record, high: { ...record.high, spsExtensions } };
