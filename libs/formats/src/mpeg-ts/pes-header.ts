import { ByteReader } from '@lockstep/sei';

/** What a PES packet says before its data; times in ticks of 90 kHz, 33 bits. */
export type PesHeader = {
  readonly headerBytes: number;
  /** Of a stream_id whose packets have no header fields and carry no audio or video: padding, tables, private data. */
  readonly isOther: boolean;
  readonly pts?: number;
  readonly dts?: number;
};

/** packet_start_code_prefix, stream_id, PES_packet_length. */
const START_BYTES = 6;
const FIXED_BYTES = 9;

/**
 * stream_id of packets whose data follows at once: program_stream_map, padding_stream, private_stream_2, ECM, EMM, DSM-CC,
 * H.222.1 type E, program_stream_directory. ISO/IEC 13818-1, 2.4.3.6 and table 2-22.
 */
const WITHOUT_HEADER: ReadonlySet<number> = new Set([0xbc, 0xbe, 0xbf, 0xf0, 0xf1, 0xf2, 0xf8, 0xff]);

/**
 * Reads the header of a PES packet. Specification: ISO/IEC 13818-1, 2.4.3.6.
 *
 * @returns undefined while `bytes` does not hold the whole header
 * @throws ParseError `bad-signature` for what is not a PES packet, `bad-value` for one of MPEG-1, `bad-length` for times
 * that the header has no room for
 */
export function readPesHeader(bytes: Uint8Array, baseOffset: number): PesHeader | undefined {
  const reader = new ByteReader(bytes, baseOffset);
  if (bytes.length < START_BYTES) return undefined;
  if (reader.u24() !== 1) throw reader.error('bad-signature', 'no PES packet begins here', 0);
  if (WITHOUT_HEADER.has(reader.u8())) return { headerBytes: START_BYTES, isOther: true };
  if (bytes.length < FIXED_BYTES) return undefined;
  reader.skip(2);
  if (reader.u8() >> 6 !== 2) throw reader.error('bad-value', 'a PES packet of MPEG-1', 6);
  const flags = reader.u8() >> 6;
  const length = reader.u8();
  const headerBytes = FIXED_BYTES + length;
  if (bytes.length < headerBytes) return undefined;
  const needed = flags === 3 ? 10 : flags === 2 ? 5 : 0;
  if (length < needed) throw reader.error('bad-length', `PES_header_data_length ${length}`, 8);
  const pts = needed > 0 ? readTime(reader) : undefined;
  const dts = needed > 5 ? readTime(reader) : pts;
  return {
    headerBytes,
    isOther: false,
    ...(pts !== undefined && { pts }),
    ...(dts !== undefined && { dts }),
  };
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
