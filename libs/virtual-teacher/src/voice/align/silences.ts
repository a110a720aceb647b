import { FRAME_MS } from './sound-features.js';

/** From and to, ms. */
export type Span = { readonly fromMs: number; readonly toMs: number };

/** Quieter than the loud parts by this much is silence. */
const BELOW_DB = 32;

/** Where nobody speaks for `minMs` at least. */
export function silences(decibels: Float32Array, minMs: number): Span[] {
  const sorted = Float32Array.from(decibels).sort();
  const loud = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  const spans: Span[] = [];
  let from = -1;
  for (let frame = 0; frame <= decibels.length; frame++) {
    const quiet = frame < decibels.length && (decibels[frame] ?? 0) < loud - BELOW_DB;
    if (quiet && from < 0) from = frame;
    if (quiet || from < 0) continue;
    if ((frame - from) * FRAME_MS >= minMs)
      spans.push({ fromMs: from * FRAME_MS + FRAME_MS, toMs: frame * FRAME_MS + FRAME_MS });
    from = -1;
  }
  return spans;
}
