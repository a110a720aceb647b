export { ParseError, type ParseErrorReason } from './parse-error.js';
export { milliseconds, seconds, ticks90k, type Milliseconds, type Seconds, type Ticks90k } from './time.js';
export { ByteReader } from './bytes/byte-reader.js';
export { ByteWriter } from './bytes/byte-writer.js';
export { BitReader } from './bytes/bit-reader.js';
export { BitWriter } from './bytes/bit-writer.js';
export { blackConfiguration, blackFrame, BLACK_SIZE } from './avc/black-frame.js';
export { MAX_LESSON_BODY, MAX_LESSON_BYTES_PER_ACCESS_UNIT } from './limits.js';
export {
  AvcNalUnitType,
  HevcNalUnitType,
  nalUnitTypeOf,
  readAvcNalUnitHeader,
  readHevcNalUnitHeader,
  type AvcNalUnitHeader,
  type HevcNalUnitHeader,
  type VideoCodec,
} from './nal-unit.js';
export { addEmulationPrevention, removeEmulationPrevention } from './emulation-prevention.js';
export { ANNEX_B, AVCC, lengthPrefixed, type NalFraming, type NalLengthSize } from './nal-framing.js';
export { joinAnnexB, splitAnnexB } from './annex-b.js';
export { AnnexBReader, type LocatedNalUnit } from './annex-b-reader.js';
export { joinLengthPrefixed, splitLengthPrefixed } from './avcc.js';
export {
  makeAvcDecoderConfiguration,
  readAvcDecoderConfiguration,
  sanitizeAvcDecoderConfiguration,
  writeAvcDecoderConfiguration,
  type AvcDecoderConfiguration,
} from './avc-decoder-configuration.js';
export {
  readHevcDecoderConfiguration,
  writeHevcDecoderConfiguration,
  type HevcDecoderConfiguration,
} from './hevc-decoder-configuration.js';
export { readSps, type Sps } from './avc/sps.js';
export { readPps, type Pps } from './avc/pps.js';
export { AvcParameterSets } from './avc/parameter-sets.js';
export { readSliceHeader, type SliceHeader } from './avc/slice-header.js';
export { readHevcSps, type HevcSps } from './hevc/sps.js';
export type { PictureOrder, PictureOrderCounter } from './picture-order.js';
export { pictureOrderCounter } from './picture-order-counter.js';
export { readSeiMessages, writeSeiMessages, type SeiMessage } from './sei-message.js';
export { readSeiNalUnit, writeSeiNalUnit } from './sei-nal-unit.js';
export {
  formatUuid,
  hasUuid,
  parseUuid,
  readUserDataUnregistered,
  USER_DATA_UNREGISTERED,
  writeUserDataUnregistered,
  type UserDataUnregistered,
} from './user-data-unregistered.js';
export { extractSei, hasIdr, insertSei, insertSeiInPieces } from './access-unit.js';
export { AccessUnitSplitter, type AccessUnit } from './access-unit-splitter.js';
export { sanitizeAccessUnit } from './sanitize-access-unit.js';
export { stripSei } from './strip-sei.js';
export {
  LESSON_UUID,
  lessonSeiNalUnits,
  readLessonPacket,
  writeLessonMessage,
  type LessonMessage,
} from './lesson-message.js';
export { LessonMessageReader } from './lesson-message-reader.js';
