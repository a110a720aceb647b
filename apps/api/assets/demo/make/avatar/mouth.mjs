/**
 * Mouth shapes of Flite's phones: how far the jaw opens, how wide the lips are (1 at rest) and how round.
 * Vowels after the usual phonetic chart; consonants only where the lips show.
 */
const shapes = {
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

/** Half of the time that lips take from one shape to the next, ms. */
const reachMs = 62;

/** Lips glide: the shape at a moment is the mean of what is being said around it, nearest counting most. */
export function mouthAt(phones, atMs) {
  let open = 0;
  let wide = 0;
  let round = 0;
  let total = 0;
  for (const phone of phones) {
    if (phone.endMs < atMs - reachMs || phone.startMs > atMs + reachMs) continue;
    const weight = overlap(phone.startMs - atMs, phone.endMs - atMs);
    const shape = shapes[phone.name] ?? shapes.ax;
    open += shape[0] * weight;
    wide += shape[1] * weight;
    round += shape[2] * weight;
    total += weight;
  }
  if (total === 0) return { open: 0, wide: 1, round: 0 };
  // Nothing said before the first or after the last phone counts as lips at rest.
  const rest = Math.max(0, 1 - total);
  return { open: open / (total + rest), wide: (wide + rest) / (total + rest), round: round / (total + rest) };
}

/** The share of a triangular window of half width {@link reachMs} that lies between two moments. */
function overlap(from, to) {
  const area = (t) => {
    const x = Math.min(1, Math.max(-1, t / reachMs));
    return x < 0 ? (1 + x) ** 2 / 2 : 1 - (1 - x) ** 2 / 2;
  };
  return Math.max(0, area(to) - area(from));
}
