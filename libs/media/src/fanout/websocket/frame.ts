/** RFC 6455, 5.2 and 11.8. */
export const OPCODES = {
  continuation: 0x0,
  text: 0x1,
  binary: 0x2,
  close: 0x8,
  ping: 0x9,
  pong: 0xa,
} as const;
export type WebSocketOpcode = keyof typeof OPCODES;

const FIN = 0x80;
const LENGTH_16 = 126;
const LENGTH_64 = 127;
/** RFC 6455, 5.5: a control frame carries at most this. */
export const MAX_CONTROL_BYTES = 125;

/** Header of a whole, unmasked message: what a server sends. Specification: RFC 6455, 5.2. */
export function webSocketFrameHeader(opcode: WebSocketOpcode, byteLength: number): Buffer {
  const first = FIN | OPCODES[opcode];
  if (byteLength < LENGTH_16) return Buffer.from([first, byteLength]);
  if (byteLength < 0x10000) return Buffer.from([first, LENGTH_16, byteLength >>> 8, byteLength & 0xff]);
  const header = Buffer.alloc(10);
  header[0] = first;
  header[1] = LENGTH_64;
  header.writeBigUInt64BE(BigInt(byteLength), 2);
  return header;
}

/** A whole, unmasked message in one Buffer. */
export const webSocketFrame = (opcode: WebSocketOpcode, payload: Uint8Array): Buffer =>
  Buffer.concat([webSocketFrameHeader(opcode, payload.length), payload]);

/** A Close frame. @param reason at most 123 bytes of UTF-8 */
export function closeFrame(code: number, reason = ''): Buffer {
  const text = Buffer.from(reason);
  if (text.length > MAX_CONTROL_BYTES - 2) {
    throw new RangeError(`A close reason has at most 123 bytes, not ${text.length}.`);
  }
  return webSocketFrame('close', Buffer.concat([Buffer.from([code >>> 8, code & 0xff]), text]));
}
