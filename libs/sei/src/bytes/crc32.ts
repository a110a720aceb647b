import { byteAt } from './byte-at.js';

const POLYNOMIAL = 0xedb88320;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** CRC-32 of ISO 3309 and zlib: reflected polynomial 0xEDB88320, initial value and final XOR 0xFFFFFFFF. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) {
    crc = (TABLE[(crc ^ byteAt(bytes, i)) & 0xff] as number) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}
