import { inflateSync } from 'node:zlib';

/** What a font has. Lengths are in em. */
export type FontFacts = {
  readonly has: (codePoint: number) => boolean;
  readonly ascent: number;
  readonly descent: number;
};

/** Largest table that is unpacked: an index of characters has 200 KB at most. */
const MAX_TABLE_BYTES = 4 * 1024 * 1024;

/**
 * Reads the index of characters and the metrics of a WOFF 1.0 file (W3C Recommendation, sections 3 to 5) of a package.
 * @throws Error for any other file
 */
export function readFont(woff: Buffer): FontFacts {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('it is no WOFF file');
  const cmap = tableOf(woff, 'cmap');
  const head = tableOf(woff, 'head');
  const hhea = tableOf(woff, 'hhea');
  const unitsPerEm = head.readUInt16BE(18);
  return {
    has: charactersOf(cmap),
    ascent: hhea.readInt16BE(4) / unitsPerEm,
    descent: -hhea.readInt16BE(6) / unitsPerEm,
  };
}

function tableOf(woff: Buffer, tag: string): Buffer {
  const count = woff.readUInt16BE(12);
  for (let i = 0; i < count; i++) {
    const entry = 44 + i * 20;
    if (woff.toString('latin1', entry, entry + 4) !== tag) continue;
    const [offset, packed, size] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at));
    const bytes = woff.subarray(offset, (offset ?? 0) + (packed ?? 0));
    return packed === size ? bytes : inflateSync(bytes, { maxOutputLength: MAX_TABLE_BYTES });
  }
  throw new Error(`the font has no table ${tag}`);
}

/** OpenType 1.9, `cmap`: the formats 4 (up to U+FFFF) and 12 (all), which every font of today has. */
function charactersOf(cmap: Buffer): (codePoint: number) => boolean {
  const count = cmap.readUInt16BE(2);
  const offsets = Array.from({ length: count }, (_, i) => cmap.readUInt32BE(8 + i * 8));
  const tests = [...new Set(offsets)].flatMap((offset) => {
    const table = cmap.subarray(offset);
    const format = table.readUInt16BE(0);
    return format === 4
      ? [(code: number) => inSegments(table, code)]
      : format === 12
        ? [(code: number) => inGroups(table, code)]
        : [];
  });
  return (code) => tests.some((test) => test(code));
}

function inSegments(table: Buffer, code: number): boolean {
  if (code > 0xffff) return false;
  const count = table.readUInt16BE(6) / 2;
  for (let i = 0; i < count; i++) {
    if (table.readUInt16BE(14 + i * 2) < code) continue;
    const start = table.readUInt16BE(16 + (count + i) * 2);
    if (start > code) return false;
    const delta = table.readUInt16BE(16 + (2 * count + i) * 2);
    const rangeAt = 16 + (3 * count + i) * 2;
    const range = table.readUInt16BE(rangeAt);
    if (range === 0) return ((code + delta) & 0xffff) !== 0;
    const at = rangeAt + range + (code - start) * 2;
    return at + 2 <= table.length && table.readUInt16BE(at) !== 0;
  }
  return false;
}

function inGroups(table: Buffer, code: number): boolean {
  const count = table.readUInt32BE(12);
  for (let i = 0; i < count; i++) {
    const group = 16 + i * 12;
    if (code >= table.readUInt32BE(group) && code <= table.readUInt32BE(group + 4)) return true;
  }
  return false;
}
