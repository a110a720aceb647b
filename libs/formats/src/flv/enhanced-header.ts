import type { ByteReader } from '@lockstep/sei';

/** VideoPacketType and AudioPacketType 7: more header bytes before the packet type that counts. */
const MOD_EX = 7;
/** A size of 256 is the escape to 16 bits. */
const MOD_EX_LONG = 256;

/**
 * Steps over the modifiers that Enhanced RTMP v2 allows between the first byte of a message and its FourCC, such as
 * an offset in nanoseconds: none changes how the rest is read. Specification: Enhanced RTMP v2, "ExVideoTagHeader".
 *
 * @param firstPacketType the packet type of the message's first byte
 * @returns the packet type that counts
 */
export function skipModEx(reader: ByteReader, firstPacketType: number): number {
  let packetType = firstPacketType;
  while (packetType === MOD_EX) {
    let size = reader.u8() + 1;
    if (size === MOD_EX_LONG) size = reader.u16() + 1;
    reader.skip(size);
    packetType = reader.u8() & 0x0f;
  }
  return packetType;
}

/** A FourCC as text; bytes outside printable ASCII show as a dot. */
export function readFourCc(reader: ByteReader): string {
  return Array.from(reader.take(4), (code) =>
    code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.',
  ).join('');
}
