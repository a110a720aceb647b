import { payloadReader, type ReadBox } from './box-reader.js';

/** Version, flags and the two times before the field that `tkhd`, `mdhd` and `mvhd` are read for. */
function skipTimes(reader: ReturnType<typeof payloadReader>): void {
  reader.skip(reader.u8() === 1 ? 19 : 11);
}

/** Of a `tkhd`. Specification: ISO/IEC 14496-12, 8.3.2. @throws ParseError */
export function readTrackId(tkhd: ReadBox): number {
  const reader = payloadReader(tkhd);
  skipTimes(reader);
  return reader.u32();
}

/** Ticks a second of an `mdhd` or `mvhd`. Specification: ISO/IEC 14496-12, 8.4.2 and 8.2.2. @throws ParseError */
export function readTimescale(header: ReadBox): number {
  const reader = payloadReader(header);
  skipTimes(reader);
  const timescale = reader.u32();
  if (timescale === 0) throw reader.error('bad-value', `${header.type} with a timescale of 0`);
  return timescale;
}

/** Of an `hdlr`: four characters. Specification: ISO/IEC 14496-12, 8.4.3. @throws ParseError */
export function readMediaHandler(hdlr: ReadBox): string {
  const reader = payloadReader(hdlr);
  reader.skip(8);
  return String.fromCharCode(...reader.take(4));
}
