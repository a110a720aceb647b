import { ByteReader } from '@lockstep/sei';

/** table_id, section_length. */
const HEADER_BYTES = 3;
/** A section with a length of 12 bits. */
const MAX_SECTION_BYTES = HEADER_BYTES + 4095;
const CRC_BYTES = 4;
/** Fills the rest of a packet behind its last section. */
const STUFFING = 0xff;

/**
 * Joins the sections of one PID. A section whose CRC is wrong is left out: tables are repeated.
 * Specification: ISO/IEC 13818-1, 2.4.4.
 */
export class SectionReader {
  /** Of the section begun and not finished; undefined until the first one begins. */
  #gathered: Uint8Array | undefined;

  /** The sections that this payload completes, without their CRC. */
  push(payload: Uint8Array, startsUnit: boolean): Uint8Array[] {
    const sections: Uint8Array[] = [];
    if (!startsUnit) {
      this.#continue(payload, sections);
      return sections;
    }
    const pointer = payload[0] ?? 0;
    this.#continue(payload.subarray(1, 1 + pointer), sections);
    this.#gathered = new Uint8Array(0);
    this.#continue(payload.subarray(1 + pointer), sections);
    return sections;
  }

  #continue(bytes: Uint8Array, sections: Uint8Array[]): void {
    if (!this.#gathered) return;
    const all = new Uint8Array(this.#gathered.length + bytes.length);
    all.set(this.#gathered);
    all.set(bytes, this.#gathered.length);
    let rest = all;
    while (rest.length >= HEADER_BYTES && rest[0] !== STUFFING) {
      const size = HEADER_BYTES + (new ByteReader(rest.subarray(1, 3)).u16() & 0x0fff);
      if (rest.length < size) break;
      const section = rest.subarray(0, size);
      if (size > HEADER_BYTES + CRC_BYTES && mpegCrc32(section) === 0)
        sections.push(section.subarray(0, -CRC_BYTES));
      rest = rest.subarray(size);
    }
    this.#gathered = rest[0] === STUFFING || rest.length > MAX_SECTION_BYTES ? undefined : rest;
  }
}

const POLYNOMIAL = 0x04c11db7;

/** CRC of ISO/IEC 13818-1, Annex A: 0 over a section with its CRC_32. */
export function mpegCrc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
  }
  return crc >>> 0;
}
