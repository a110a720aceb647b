import { ByteReader } from './bytes/byte-reader.js';
import { ByteWriter } from './bytes/byte-writer.js';
import { trimTrailingZeros } from './annex-b.js';
import { checkNalUnitBytes } from './emulation-prevention.js';
import { nalLengthSize, type NalLengthSize } from './nal-framing.js';
import { AvcNalUnitType, nalUnitTypeOf } from './nal-unit.js';
import { readNalList, writeNalList } from './parameter-set-list.js';
import { ParseError } from './parse-error.js';
import { readSps } from './avc/sps.js';
import { unlessMalformed } from './unless-malformed.js';
import { findUuid, parseUuid } from './user-data-unregistered.js';

/** AVCDecoderConfigurationRecord. Specification: ISO/IEC 14496-15, 5.3.3.1. */
export type AvcDecoderConfiguration = {
  readonly profileIdc: number;
  /** The byte between profile and level in the SPS: constraint_set flags. */
  readonly profileCompatibility: number;
  readonly levelIdc: number;
  readonly lengthSize: NalLengthSize;
  readonly sps: readonly Uint8Array[];
  readonly pps: readonly Uint8Array[];
  /** Only with the High profiles, and missing from many records even there. */
  readonly high?: {
    readonly chromaFormat: number;
    readonly bitDepthLuma: number;
    readonly bitDepthChroma: number;
    readonly spsExtensions: readonly Uint8Array[];
  };
};

/** @throws ParseError; `bad-signature` for a configurationVersion other than 1 */
export function readAvcDecoderConfiguration(bytes: Uint8Array): AvcDecoderConfiguration {
  const reader = new ByteReader(bytes);
  const version = reader.u8();
  if (version !== 1) throw reader.error('bad-signature', `configurationVersion ${version}`, 0);
  const profileIdc = reader.u8();
  const profileCompatibility = reader.u8();
  const levelIdc = reader.u8();
  const lengthSize = nalLengthSize(reader.u8() & 3, 4);
  const sps = readNalList(reader, reader.u8() & 0x1f);
  const pps = readNalList(reader, reader.u8());
  const record = { profileIdc, profileCompatibility, levelIdc, lengthSize, sps, pps };
  if (!hasHighFields(profileIdc)) return record;
  // Decoders take these from the SPS, so writers get away with wrong ones and with none.
  const high = unlessMalformed(() => readHighFields(reader));
  return high === undefined ? record : { ...record, high };
}

/**
 * The record of somebody who must not speak under `uuid`, with nothing in it but what belongs there: sequence parameter
 * sets, picture parameter sets and extensions (nal_unit_type 7, 8, 13), each without bytes that a conversion to a byte
 * stream would read as a start code, and without the UUID. NAL units of other types are left out. It may be left without
 * parameter sets, which are then expected in the stream. Specification: ISO/IEC 14496-15, 5.3.3.1; ITU-T H.264, 7.4.1.
 * @throws ParseError `bad-value`, with its offset in the parameter set
 */
export function sanitizeAvcDecoderConfiguration(
  record: AvcDecoderConfiguration,
  uuid: string,
): AvcDecoderConfiguration {
  const uuidBytes = parseUuid(uuid);
  const cleanSets = (nals: readonly Uint8Array[], type: number): Uint8Array[] =>
    nals
      .filter(([header = 0]) => nalUnitTypeOf(header, 'h264') === type)
      .map((nal) => {
        checkNalUnitBytes(nal, 0, nal.length);
        const at = findUuid(nal, uuidBytes);
        if (at >= 0) throw new ParseError('bad-value', at, `the UUID ${uuid} in a parameter set`);
        return nal.subarray(0, trimTrailingZeros(nal, 0, nal.length));
      });
  const { sps, pps, spsExtension } = AvcNalUnitType;
  const { high, ...rest } = record;
  const clean = { ...rest, sps: cleanSets(record.sps, sps), pps: cleanSets(record.pps, pps) };
  if (high === undefined) return clean;
  return { ...clean, high: { ...high, spsExtensions: cleanSets(high.spsExtensions, spsExtension) } };
}

/** Inverse of {@link readAvcDecoderConfiguration}. @throws RangeError over 31 SPS, 255 PPS or 65,535 bytes in one */
export function writeAvcDecoderConfiguration(record: AvcDecoderConfiguration): Uint8Array<ArrayBuffer> {
  if (record.sps.length > 31)
    throw new RangeError(`${record.sps.length} sequence parameter sets, at most 31`);
  const writer = new ByteWriter(256)
    .u8(1)
    .u8(record.profileIdc)
    .u8(record.profileCompatibility)
    .u8(record.levelIdc)
    .u8(0b11111100 | (record.lengthSize - 1));
  writer.u8(0b11100000 | record.sps.length);
  writeNalList(writer, record.sps);
  writer.u8(record.pps.length);
  writeNalList(writer, record.pps);
  if (record.high === undefined) return writer.finish();
  writer.u8(0b11111100 | record.high.chromaFormat);
  writer.u8(0b11111000 | (record.high.bitDepthLuma - 8)).u8(0b11111000 | (record.high.bitDepthChroma - 8));
  writer.u8(record.high.spsExtensions.length);
  writeNalList(writer, record.high.spsExtensions);
  return writer.finish();
}

/**
 * The record for parameter sets found in a byte stream.
 * @throws ParseError when there is no SPS, or the first one cannot be read
 */
export function makeAvcDecoderConfiguration(
  sps: readonly Uint8Array[],
  pps: readonly Uint8Array[],
  lengthSize: NalLengthSize = 4,
): AvcDecoderConfiguration {
  const [first] = sps;
  if (first === undefined) throw new ParseError('missing-parameter-set', 0, 'no SPS');
  const { profileIdc, constraintFlags, levelIdc, chromaFormat, bitDepthLuma, bitDepthChroma } =
    readSps(first);
  const record = { profileIdc, profileCompatibility: constraintFlags, levelIdc, lengthSize, sps, pps };
  if (!hasHighFields(profileIdc)) return record;
  return { ...record, high: { chromaFormat, bitDepthLuma, bitDepthChroma, spsExtensions: [] } };
}

/** All profiles but Baseline, Main and Extended (the clause lists those of its day: 100, 110, 122, 144). */
const hasHighFields = (profileIdc: number): boolean =>
  profileIdc !== 66 && profileIdc !== 77 && profileIdc !== 88;

function readHighFields(reader: ByteReader): NonNullable<AvcDecoderConfiguration['high']> {
  return {
    chromaFormat: reader.u8() & 3,
    bitDepthLuma: (reader.u8() & 7) + 8,
    bitDepthChroma: (reader.u8() & 7) + 8,
    spsExtensions: readNalList(reader, reader.u8()),
  };
}
