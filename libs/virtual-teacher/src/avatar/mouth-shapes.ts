import type { SpokenPhone } from '../voice/voice.js';
import type { MouthShape } from './avatar.js';

export const CLOSED: MouthShape = { open: 0, wide: 1, round: 0 };

type Shape = readonly [open: number, wide: number, round: number];

/** Mouth shapes of the ARPAbet: vowels after the phonetic chart; consonants only where the lips show. */
const SHAPES: Readonly<Record<string, Shape>> = {
  pau: [0, 1, 0],
  aa: [0.95, 0.98, 0.1],
  ae: [0.8, 1.12, 0],
  ah: [0.62, 1, 0.05],
  ao: [0.78, 0.78, 0.6],
  aw: [0.8, 0.85, 0.4],
  ax: [0.4, 1, 0.05],
  ay: [0.78, 1.08, 0],
  eh: [0.55, 1.12, 0],
  er: [0.38, 0.84, 0.4],
  ey: [0.48, 1.16, 0],
  ih: [0.36, 1.1, 0],
  iy: [0.28, 1.2, 0],
  ow: [0.58, 0.68, 0.85],
  oy: [0.62, 0.72, 0.8],
  uh: [0.36, 0.76, 0.6],
  uw: [0.32, 0.58, 1],
  p: [0, 0.98, 0.05],
  b: [0, 0.98, 0.05],
  m: [0, 1, 0],
  f: [0.1, 1.02, 0],
  v: [0.12, 1.02, 0],
  w: [0.2, 0.58, 1],
  r: [0.28, 0.76, 0.5],
  y: [0.24, 1.14, 0],
  ch: [0.24, 0.78, 0.55],
  jh: [0.24, 0.78, 0.55],
  sh: [0.22, 0.76, 0.6],
  zh: [0.22, 0.78, 0.55],
  th: [0.26, 1.04, 0],
  dh: [0.26, 1.04, 0],
  l: [0.34, 1.05, 0],
  s: [0.16, 1.12, 0],
  z: [0.16, 1.12, 0],
  t: [0.22, 1.06, 0],
  d: [0.24, 1.06, 0],
  n: [0.22, 1.05, 0],
  k: [0.32, 1.02, 0],
  g: [0.32, 1.02, 0],
  ng: [0.28, 1.03, 0],
  hh: [0.4, 1, 0],
};
const UNKNOWN: Shape = [0.4, 1, 0.05];

/** Half of the time that lips take from one shape to the next. */
const REACH_MS = 62;

/** Lips glide: the shape at a moment is the mean of what is being said around it, nearest counting most. */
export function mouthOfPhones(phones: readonly SpokenPhone[], atMs: number): MouthShape {
  let open = 0;
  let wide = 0;
  let round = 0;
  let total = 0;
  for (const { name, startMs, endMs } of phones) {
    if (endMs < atMs - REACH_MS || startMs > atMs + REACH_MS) continue;
    const weight = share(startMs - atMs, endMs - atMs);
    const shape = SHAPES[name] ?? UNKNOWN;
    open += shape[0] * weight;
    wide += shape[1] * weight;
    round += shape[2] * weight;
    total += weight;
  }
  if (total === 0) return CLOSED;
  // nothing said before the first or after the last phone counts as lips at rest
  const rest = Math.max(0, 1 - total);
  return { open: open / (total + rest), wide: (wide + rest) / (total + rest), round: round / (total + rest) };
}

/** The share of a triangular window of half width {@link REACH_MS} that lies between two moments. */
function share(from: number, to: number): number {
  const area = (moment: number): number => {
    const x = Math.min(1, Math.max(-1, moment / REACH_MS));
    return x < 0 ? (1 + x) ** 2 / 2 : 1 - (1 - x) ** 2 / 2;
  };
  return Math.max(0, area(to) - area(from));
}

/** Louder than this the mouth is as open as it gets; root of the mean square, of 32,768. */
const LOUD = 5500;
const QUIET = 350;

/** Where a voice names no phones: the jaw follows the loudness of the audio around a moment. */
export function mouthOfLoudness(samples: Int16Array, sampleRate: number, atMs: number): MouthShape {
  const middle = (atMs * sampleRate) / 1000;
  const reach = (REACH_MS * sampleRate) / 2000;
  const from = Math.max(0, Math.round(middle - reach));
  const to = Math.min(samples.length, Math.round(middle + reach));
  let squares = 0;
  let crossings = 0;
  let before = 0;
  for (let index = from; index < to; index++) {
    const sample = samples[index] ?? 0;
    squares += sample * sample;
    if (sample < 0 !== before < 0) crossings++;
    before = sample;
  }
  const loudness = to > from ? Math.sqrt(squares / (to - from)) : 0;
  if (loudness < QUIET) return CLOSED;
  const open = Math.min(1, Math.sqrt(loudness / LOUD));
  // hissing sounds (many crossings) are said with flat, nearly closed lips, humming ones with round lips
  const pitch = (crossings / Math.max(1, to - from)) * sampleRate;
  if (pitch > 5000) return { open: Math.min(open, 0.2), wide: 1.12, round: 0 };
  return pitch < 700 ? { open: open * 0.8, wide: 0.75, round: 0.6 } : { open, wide: 1.04, round: 0.05 };
}
