/** RFC 6455, 5.2: FIN, and the opcode of a binary message. */
const BINARY_MESSAGE = 0x80 | 0x2;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/** Header of a whole, unmasked binary message, as a server sends it. Specification: RFC 6455, 5.2. */
export function binaryMessageHeader(byteLength: number): Buffer {
  if (byteLength < LENGTH_16) return Buffer.from([BINARY_MESSAGE, byteLength]);
  if (byteLength < 0x10000) {
    return Buffer.from([BINARY_MESSAGE, LENGTH_16, byteLength >>> 8, byteLength & 0xff]);
  }
  const header = Buffer.alloc(10);
  header[0] = BINARY_MESSAGE;
  header[1] = LENGTH_64;
  header.writeBigUInt64BE(BigInt(byteLength), 2);
  return header;
}
