import { readdirSync, readFileSync } from 'node:fs';
import { fromHex } from '../test/hex.js';

const read = (url: URL): Uint8Array => new Uint8Array(readFileSync(url));

/** The recordings in `fixtures/`. */
export function recordings(): Uint8Array[] {
  const folder = new URL('../fixtures/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => !name.endsWith('.md'))
    .map((name) => read(new URL(name, folder)));
}

/** Every hex string of the named conformance vectors. */
export function vectors(...names: string[]): Uint8Array[] {
  return names.flatMap((name) => {
    const text = readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8');
    const found = text.match(/"(?:[0-9a-f]{2})+"/g) ?? [];
    return found.map((quoted) => fromHex(quoted.slice(1, -1)));
  });
}

/** As many NAL units, messages or boxes as fit: what costs most memory for each byte read. */
export const dense = (unit: readonly number[]): Uint8Array =>
  Uint8Array.from({ length: 64 * 1024 }, (_, i) => unit[i % unit.length] as number);
