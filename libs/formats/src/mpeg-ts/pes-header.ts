import { ByteReader } from '@lockstep/sei';

/** What a PES packet says before its data; times in ticks of 90 kHz, 33 bits. */
export type PesHeader = { readonly headerBytes: number; readonly pts?: number; readonly dts?: number };

const FIXED_BYTES = 9;

/**
 * Reads the header of a PES packet of audio or video. Specification: ISO/IEC 13818-1, 2.4.3.6.
 *
 * @returns undefined while `bytes` does not hold the whole header.
 * @throws ParseError `bad-signature` for what is no PES packet, `bad-length` for times that the header has no room for.
 */
export function readPesHeader(bytes: Uint8Array, baseOffset: number): PesHeader | undefined {
  const reader = new ByteReader(bytes, baseOffset);
  if (bytes.length < FIXED_BYTES) return undefined;
  if (reader.u24() !== 1) throw reader.error('bad-signature', 'no PES packet begins here', 0);
  reader.skip(3);
  if (reader.u8() >> 6 !== 2) throw reader.error('bad-value', 'a PES packet of MPEG-1 or without header', 6);
  const flags = reader.u8() >> 6;
  const length = reader.u8();
  const headerBytes = FIXED_BYTES + length;
  if (bytes.length < headerBytes) return undefined;
  const needed = flags === 3 ? 10 : flags === 2 ? 5 : 0;
  if (length < needed) throw reader.error('bad-length', `PES_header_data_length ${length}`, 8);
  const pts = needed > 0 ? readTime(reader) : undefined;
  const dts = needed > 5 ? readTime(reader) : pts;
  return { headerBytes, ...(pts !== undefined && { pts }), ...(dts !== undefined && { dts }) };
}

/** 33 bits in three parts, each with a marker bit behind it. */
function readTime(reader: ByteReader): number {
  const high = (reader.u8() >> 1) & 0x07;
  const middle = reader.u16() >> 1;
  return high * 2 ** 30 + middle * 2 ** 15 + (reader.u16() >> 1);
}

const TIME_RANGE = 2 ** 33;

/** The time nearest to `reference` that has these 33 bits: time goes on when they wrap after 26.5 hours. */
export const unwrapTime = (time: number, reference: number): number =>
  time + Math.round((reference - time) / TIME_RANGE) * TIME_RANGE;
