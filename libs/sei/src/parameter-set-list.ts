import type { ByteReader } from './bytes/byte-reader.js';
import type { ByteWriter } from './bytes/byte-writer.js';

/** NAL units behind 16-bit lengths, as both decoder configuration records hold them. */
export function readNalList(reader: ByteReader, count: number): Uint8Array[] {
  const nals: Uint8Array[] = [];
  while (nals.length < count) nals.push(reader.take(reader.u16()));
  return nals;
}

/** Inverse of {@link readNalList}. @throws RangeError over 65,535 bytes in one */
export function writeNalList(writer: ByteWriter, nals: readonly Uint8Array[]): void {
  for (const nal of nals) writer.u16(nal.length).bytes(nal);
}
