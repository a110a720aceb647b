import type { NamedThing } from './formula.js';

const GAP = /(?:[?？](?![?!])|_{1,12}|[□▢☐◻]|[(（]\s*[)）])/uy;
const BEFORE = /[-+−=×·*÷/:<>≤≥]\s?$/u;
const AFTER = /^\s?[-+−=×·*÷/:<>≤≥]\s?[\d(√]/u;

/** What is left out of an exercise: `3 + _ = 10`, `7 - □ = 2`, `1 + 1 = ?`, `( ) ÷ 2 = 3`. */
export function gapAt(text: string, at: number): { name: NamedThing; end: number } | undefined {
  GAP.lastIndex = at;
  const sign = GAP.exec(text)?.[0];
  if (sign === undefined) return undefined;
  const end = at + sign.length;
  if (!BEFORE.test(text.slice(0, at)) && !AFTER.test(text.slice(end))) return undefined;
  return { name: /[?？]/u.test(sign) ? 'unknown' : 'blank', end };
}
