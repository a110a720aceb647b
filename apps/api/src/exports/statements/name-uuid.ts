import { createHash } from 'node:crypto';

/** Of the names below; made once, at random. */
const NAMESPACE = Buffer.from('6f0d5a1c3b784b0fa6d1c1e2a85d7e94', 'hex');

/** The same id for the same words (RFC 9562, 5.5: a UUID of version 5). */
export function nameUuid(...words: readonly (string | number)[]): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(JSON.stringify(words)).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
