import { ByteReader } from './bytes/byte-reader.js';
import { ByteWriter } from './bytes/byte-writer.js';
import { byteAt } from './bytes/byte-at.js';
import { MAX_SEI_MESSAGES } from './limits.js';

/** sei_message(). Specification: ITU-T H.264, 7.3.2.3.1; H.265, 7.3.5. */
export type SeiMessage = { readonly payloadType: number; readonly payload: Uint8Array };

/** rbsp_trailing_bits() of whole bytes. */
export const RBSP_TRAILING_BITS = 0x80;

/**
 * Every message of an SEI RBSP (NAL header and emulation prevention already removed), payloads as views of it.
 * An RBSP that lacks its rbsp_trailing_bits, as careless writers make it, is read to its end.
 * @throws ParseError `truncated`; `too-large` above MAX_SEI_MESSAGES
 */
export function readSeiMessages(rbsp: Uint8Array): SeiMessage[] {
  const messages: SeiMessage[] = [];
  for (const message of seiMessages(rbsp)) messages.push(message);
  return messages;
}

/** Inverse of {@link readSeiMessages}. */
export function writeSeiMessages(messages: readonly SeiMessage[]): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter(
    messages.reduce((size, { payload }) => size + 8 + payload.length * 1.01, 1) | 0,
  );
  for (const { payloadType, payload } of messages) {
    writeSeiMessageHead(writer, payloadType, payload.length);
    writer.bytes(payload);
  }
  return writer.u8(RBSP_TRAILING_BITS).finish();
}

/** What stands before a payload: payloadType and payloadSize. */
export function writeSeiMessageHead(writer: ByteWriter, payloadType: number, payloadSize: number): void {
  writeFfCoded(writer, payloadType);
  writeFfCoded(writer, payloadSize);
}

/** {@link readSeiMessages} one by one: what was read before an error is not lost. */
export function* seiMessages(rbsp: Uint8Array, baseOffset = 0): Generator<SeiMessage, void, undefined> {
  const reader = new ByteReader(rbsp, baseOffset);
  const end = trailingBitsStart(rbsp);
  for (let count = 0; reader.offset < end; count++) {
    if (count === MAX_SEI_MESSAGES) throw reader.error('too-large', `over ${MAX_SEI_MESSAGES} SEI messages`);
    const payloadType = readFfCoded(reader);
    const payloadSize = readFfCoded(reader);
    yield { payloadType, payload: reader.take(payloadSize) };
  }
}

/** more_rbsp_data(), H.264 7.2: messages are whole bytes, so the trailing bits are one byte 80 and zeros after it. */
function trailingBitsStart(rbsp: Uint8Array): number {
  let end = rbsp.length;
  while (end > 0 && byteAt(rbsp, end - 1) === 0) end--;
  return end > 0 && byteAt(rbsp, end - 1) === RBSP_TRAILING_BITS ? end - 1 : rbsp.length;
}

/** Each byte FF adds 255 and reading goes on; the first byte that is not FF adds its value and ends the number. */
function readFfCoded(reader: ByteReader): number {
  let value = 0;
  for (;;) {
    const byte = reader.u8();
    value += byte;
    if (byte !== 0xff) return value;
  }
}

function writeFfCoded(writer: ByteWriter, value: number): void {
  let rest = value;
  for (; rest >= 0xff; rest -= 0xff) writer.u8(0xff);
  writer.u8(rest);
}
