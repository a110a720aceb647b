import { ByteReader } from './bytes/byte-reader.js';
import { ByteWriter } from './bytes/byte-writer.js';
import { nalLengthSize, type NalLengthSize } from './nal-framing.js';
import { readNalList, writeNalList } from './parameter-set-list.js';

/** One array of parameter sets or SEI in the record. */
export type HevcNalUnitArray = {
  /** All NAL units of this type are here and none is in the stream. */
  readonly complete: boolean;
  readonly nalUnitType: number;
  readonly nalUnits: readonly Uint8Array[];
};

/** HEVCDecoderConfigurationRecord. Specification: ISO/IEC 14496-15, 8.3.3.1. */
export type HevcDecoderConfiguration = {
  readonly profileSpace: number;
  readonly tierFlag: boolean;
  readonly profileIdc: number;
  /** general_profile_compatibility_flags, 32 bits. */
  readonly profileCompatibility: number;
  /** general_constraint_indicator_flags, 48 bits. */
  readonly constraintFlags: number;
  readonly levelIdc: number;
  readonly minSpatialSegmentationIdc: number;
  readonly parallelismType: number;
  readonly chromaFormat: number;
  readonly bitDepthLuma: number;
  readonly bitDepthChroma: number;
  /** In frames per 256 s; 0 when not said. */
  readonly avgFrameRate: number;
  readonly constantFrameRate: number;
  readonly numTemporalLayers: number;
  readonly temporalIdNested: boolean;
  readonly lengthSize: NalLengthSize;
  readonly arrays: readonly HevcNalUnitArray[];
};

/** @throws ParseError; `bad-signature` for a configurationVersion other than 1 */
export function readHevcDecoderConfiguration(bytes: Uint8Array): HevcDecoderConfiguration {
  const reader = new ByteReader(bytes);
  const version = reader.u8();
  if (version !== 1) throw reader.error('bad-signature', `configurationVersion ${version}`, 0);
  const profile = reader.u8();
  const general = {
    profileSpace: profile >> 6,
    tierFlag: (profile & 0x20) !== 0,
    profileIdc: profile & 0x1f,
    profileCompatibility: reader.u32(),
    constraintFlags: reader.u16() * 2 ** 32 + reader.u32(),
    levelIdc: reader.u8(),
    minSpatialSegmentationIdc: reader.u16() & 0xfff,
    parallelismType: reader.u8() & 3,
    chromaFormat: reader.u8() & 3,
    bitDepthLuma: (reader.u8() & 7) + 8,
    bitDepthChroma: (reader.u8() & 7) + 8,
    avgFrameRate: reader.u16(),
  };
  const layers = reader.u8();
  return {
    ...general,
    constantFrameRate: layers >> 6,
    numTemporalLayers: (layers >> 3) & 7,
    temporalIdNested: (layers & 4) !== 0,
    lengthSize: nalLengthSize(layers & 3, reader.offset - 1),
    arrays: readArrays(reader),
  };
}

function readArrays(reader: ByteReader): HevcNalUnitArray[] {
  const arrays: HevcNalUnitArray[] = [];
  for (let left = reader.u8(); left > 0; left--) {
    const head = reader.u8();
    const nalUnits = readNalList(reader, reader.u16());
    arrays.push({ complete: (head & 0x80) !== 0, nalUnitType: head & 0x3f, nalUnits });
  }
  return arrays;
}

/** Inverse of {@link readHevcDecoderConfiguration}. @throws RangeError when a field does not fit */
export function writeHevcDecoderConfiguration(record: HevcDecoderConfiguration): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter(256)
    .u8(1)
    .u8((record.profileSpace << 6) | (record.tierFlag ? 0x20 : 0) | record.profileIdc)
    .u32(record.profileCompatibility)
    .u16(Math.floor(record.constraintFlags / 2 ** 32))
    .u32(record.constraintFlags % 2 ** 32)
    .u8(record.levelIdc)
    .u16(0xf000 | record.minSpatialSegmentationIdc)
    .u8(0b11111100 | record.parallelismType)
    .u8(0b11111100 | record.chromaFormat)
    .u8(0b11111000 | (record.bitDepthLuma - 8))
    .u8(0b11111000 | (record.bitDepthChroma - 8))
    .u16(record.avgFrameRate);
  const nested = record.temporalIdNested ? 4 : 0;
  writer.u8(
    (record.constantFrameRate << 6) | (record.numTemporalLayers << 3) | nested | (record.lengthSize - 1),
  );
  writer.u8(record.arrays.length);
  for (const { complete, nalUnitType, nalUnits } of record.arrays) {
    writer.u8((complete ? 0x80 : 0) | nalUnitType).u16(nalUnits.length);
    writeNalList(writer, nalUnits);
  }
  return writer.finish();
}
