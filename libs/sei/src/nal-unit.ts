import { ParseError } from './parse-error.js';
import { byteAt } from './bytes/byte-at.js';

export type VideoCodec = 'h264' | 'h265';

/** nal_unit_type. Specification: ITU-T H.264, Table 7-1. */
export const AvcNalUnitType = {
  slice: 1,
  dataPartitionA: 2,
  dataPartitionB: 3,
  dataPartitionC: 4,
  idrSlice: 5,
  sei: 6,
  sps: 7,
  pps: 8,
  accessUnitDelimiter: 9,
  endOfSequence: 10,
  endOfStream: 11,
  fillerData: 12,
  spsExtension: 13,
  prefix: 14,
  subsetSps: 15,
  auxiliarySlice: 19,
  sliceExtension: 20,
  sliceExtension3d: 21,
} as const;

/** nal_unit_type. Specification: ITU-T H.265, Table 7-1. Types 0 to 31 are VCL NAL units. */
export const HevcNalUnitType = {
  blaWLp: 16,
  idrWRadl: 19,
  idrNLp: 20,
  cra: 21,
  lastIrap: 23,
  lastVcl: 31,
  vps: 32,
  sps: 33,
  pps: 34,
  accessUnitDelimiter: 35,
  endOfSequence: 36,
  endOfBitstream: 37,
  fillerData: 38,
  prefixSei: 39,
  suffixSei: 40,
} as const;

/** nal_unit_header_svc_extension(), H.264 F.7.3.1.1, or nal_unit_header_mvc_extension(), H.264 G.7.3.1.1. */
export type AvcNalUnitExtension =
  | {
      readonly kind: 'svc';
      readonly idrFlag: boolean;
      readonly priorityId: number;
      readonly noInterLayerPredFlag: boolean;
      readonly dependencyId: number;
      readonly qualityId: number;
      readonly temporalId: number;
      readonly useRefBasePicFlag: boolean;
      readonly discardableFlag: boolean;
      readonly outputFlag: boolean;
    }
  | {
      readonly kind: 'mvc';
      readonly nonIdrFlag: boolean;
      readonly priorityId: number;
      readonly viewId: number;
      readonly temporalId: number;
      readonly anchorPicFlag: boolean;
      readonly interViewFlag: boolean;
    };

/** The first byte of an H.264 NAL unit; types 14 and 20 have three more. */
export type AvcNalUnitHeader = {
  readonly nalRefIdc: number;
  readonly nalUnitType: number;
  readonly extension?: AvcNalUnitExtension;
};

/** The two bytes at the start of an H.265 NAL unit. */
export type HevcNalUnitHeader = {
  readonly nalUnitType: number;
  readonly nuhLayerId: number;
  readonly temporalId: number;
};

/** The type in a header's first byte, whatever its other bits say. */
export const nalUnitTypeOf = (firstByte: number, codec: VideoCodec): number =>
  codec === 'h264' ? firstByte & 0x1f : (firstByte >> 1) & 0x3f;

/** SEI of either kind: in H.265 before (39) or after (40) the slices. */
export const isSeiType = (type: number, codec: VideoCodec): boolean =>
  codec === 'h264'
    ? type === AvcNalUnitType.sei
    : type === HevcNalUnitType.prefixSei || type === HevcNalUnitType.suffixSei;

/** A slice of an IDR picture: decoding can begin here, and nothing after it refers to what was before. */
export const isIdrType = (type: number, codec: VideoCodec): boolean =>
  codec === 'h264'
    ? type === AvcNalUnitType.idrSlice
    : type === HevcNalUnitType.idrWRadl || type === HevcNalUnitType.idrNLp;

/** Bytes before the RBSP. */
export const nalUnitHeaderSize = (nalUnitType: number, codec: VideoCodec): number => {
  if (codec === 'h265') return 2;
  return nalUnitType === AvcNalUnitType.prefix || nalUnitType === AvcNalUnitType.sliceExtension ? 4 : 1;
};

/** nal_unit() up to its payload. Specification: ITU-T H.264, 7.3.1. @throws ParseError */
export function readAvcNalUnitHeader(nal: Uint8Array): AvcNalUnitHeader {
  const first = nal[0];
  if (first === undefined) throw new ParseError('truncated', 0, 'empty NAL unit');
  if (first & 0x80) throw new ParseError('bad-value', 0, 'forbidden_zero_bit is 1');
  const nalUnitType = first & 0x1f;
  const header = { nalRefIdc: first >> 5, nalUnitType };
  if (nalUnitHeaderSize(nalUnitType, 'h264') === 1) return header;
  if (nal.length < 4) throw new ParseError('truncated', nal.length, 'NAL unit header extension');
  return {
    ...header,
    extension: readExtension((byteAt(nal, 1) << 16) | (byteAt(nal, 2) << 8) | byteAt(nal, 3)),
  };
}

/** Inverse of {@link readAvcNalUnitHeader}. */
export function writeAvcNalUnitHeader({ nalRefIdc, nalUnitType, extension }: AvcNalUnitHeader): Uint8Array {
  const first = (nalRefIdc << 5) | nalUnitType;
  if (extension === undefined) return Uint8Array.of(first);
  const bits = writeExtension(extension);
  return Uint8Array.of(first, bits >> 16, (bits >> 8) & 0xff, bits & 0xff);
}

function readExtension(bits: number): AvcNalUnitExtension {
  const flag = (bit: number): boolean => ((bits >> bit) & 1) === 1;
  const field = (bit: number, size: number): number => (bits >> bit) & ((1 << size) - 1);
  if (flag(23)) {
    return {
      kind: 'svc',
      idrFlag: flag(22),
      priorityId: field(16, 6),
      noInterLayerPredFlag: flag(15),
      dependencyId: field(12, 3),
      qualityId: field(8, 4),
      temporalId: field(5, 3),
      useRefBasePicFlag: flag(4),
      discardableFlag: flag(3),
      outputFlag: flag(2),
    };
  }
  return {
    kind: 'mvc',
    nonIdrFlag: flag(22),
    priorityId: field(16, 6),
    viewId: field(6, 10),
    temporalId: field(3, 3),
    anchorPicFlag: flag(2),
    interViewFlag: flag(1),
  };
}

function writeExtension(extension: AvcNalUnitExtension): number {
  if (extension.kind === 'svc') {
    return (
      (1 << 23) |
      (Number(extension.idrFlag) << 22) |
      (extension.priorityId << 16) |
      (Number(extension.noInterLayerPredFlag) << 15) |
      (extension.dependencyId << 12) |
      (extension.qualityId << 8) |
      (extension.temporalId << 5) |
      (Number(extension.useRefBasePicFlag) << 4) |
      (Number(extension.discardableFlag) << 3) |
      (Number(extension.outputFlag) << 2) |
      0b11 // reserved_three_2bits
    );
  }
  return (
    (Number(extension.nonIdrFlag) << 22) |
    (extension.priorityId << 16) |
    (extension.viewId << 6) |
    (extension.temporalId << 3) |
    (Number(extension.anchorPicFlag) << 2) |
    (Number(extension.interViewFlag) << 1) |
    1 // reserved_one_bit
  );
}

/** nal_unit_header(). Specification: ITU-T H.265, 7.3.1.2. @throws ParseError */
export function readHevcNalUnitHeader(nal: Uint8Array): HevcNalUnitHeader {
  if (nal.length < 2) throw new ParseError('truncated', nal.length, 'NAL unit header');
  const bits = (byteAt(nal, 0) << 8) | byteAt(nal, 1);
  if (bits & 0x8000) throw new ParseError('bad-value', 0, 'forbidden_zero_bit is 1');
  if ((bits & 7) === 0) throw new ParseError('bad-value', 1, 'nuh_temporal_id_plus1 is 0');
  return { nalUnitType: bits >> 9, nuhLayerId: (bits >> 3) & 0x3f, temporalId: (bits & 7) - 1 };
}

/** Inverse of {@link readHevcNalUnitHeader}. */
export function writeHevcNalUnitHeader({
  nalUnitType,
  nuhLayerId,
  temporalId,
}: HevcNalUnitHeader): Uint8Array {
  const bits = (nalUnitType << 9) | (nuhLayerId << 3) | (temporalId + 1);
  return Uint8Array.of(bits >> 8, bits & 0xff);
}
