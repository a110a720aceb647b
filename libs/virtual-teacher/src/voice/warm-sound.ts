import type { SpokenWord } from './voice.js';

/** Louder by this much where the author put stress: 2.5 dB. */
const EMPHASIS = 1.33;
const EMPHASIS_RAMP_MS = 30;

/** A filter of second order. Coefficients as in Robert Bristow-Johnson's "Audio EQ Cookbook". */
type Biquad = readonly [b0: number, b1: number, b2: number, a1: number, a2: number];

function highPass(hz: number, q: number, sampleRate: number): Biquad {
  const angle = (2 * Math.PI * hz) / sampleRate;
  const [cos, alpha] = [Math.cos(angle), Math.sin(angle) / (2 * q)];
  const a0 = 1 + alpha;
  return [(1 + cos) / 2 / a0, -(1 + cos) / a0, (1 + cos) / 2 / a0, (-2 * cos) / a0, (1 - alpha) / a0];
}

function peaking(hz: number, q: number, decibels: number, sampleRate: number): Biquad {
  const angle = (2 * Math.PI * hz) / sampleRate;
  const gain = 10 ** (decibels / 40);
  const [cos, alpha] = [Math.cos(angle), Math.sin(angle) / (2 * q)];
  const a0 = 1 + alpha / gain;
  return [
    (1 + alpha * gain) / a0,
    (-2 * cos) / a0,
    (1 - alpha * gain) / a0,
    (-2 * cos) / a0,
    (1 - alpha / gain) / a0,
  ];
}

function filter(sound: Float32Array, [b0, b1, b2, a1, a2]: Biquad): void {
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let n = 0; n < sound.length; n++) {
    const x = sound[n] ?? 0;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    sound[n] = y;
  }
}

/** Two early reflections of a small room, which a dry synthetic voice lacks. */
function room(sound: Float32Array, sampleRate: number): void {
  const [near, far] = [Math.round(sampleRate * 0.023), Math.round(sampleRate * 0.037)];
  for (let n = sound.length - 1; n >= near; n--) {
    sound[n] = (sound[n] ?? 0) + 0.09 * (sound[n - near] ?? 0) + 0.05 * (sound[n - far] ?? 0);
  }
}

/** RMS of the blocks that are speech: pauses must not make a sentence louder. */
function loudness(sound: Float32Array, sampleRate: number): number {
  const block = Math.round(sampleRate * 0.05);
  let [sum, blocks] = [0, 0];
  for (let from = 0; from + block <= sound.length; from += block) {
    let power = 0;
    for (let n = from; n < from + block; n++) power += (sound[n] ?? 0) ** 2;
    power /= block;
    if (power < 1e-4) continue; // below -40 dBFS
    sum += power;
    blocks++;
  }
  return blocks === 0 ? 0 : Math.sqrt(sum / blocks);
}

/** Every sentence as loud as the next: -20 dBFS where there is speech, never more than four times louder. */
const TARGET_RMS = 0.1;
const MOST_GAIN = 4;
/** Above it peaks are rounded off, up to -1 dBFS. */
const KNEE = 0.6;
const CEILING = 0.89;
const FADE_MS = 8;

/**
 * Makes a synthetic voice pleasant and equally loud: rumble out, a little warmth, less edge, a small room. Times
 * do not move. Costs about 1 ms for a second of sound.
 */
export function warmSound(
  samples: Int16Array,
  sampleRate: number,
  emphasised: readonly SpokenWord[] = [],
): Int16Array {
  const sound = Float32Array.from(samples);
  for (let n = 0; n < sound.length; n++) sound[n] = (sound[n] ?? 0) / 32768;
  filter(sound, highPass(80, Math.SQRT1_2, sampleRate));
  filter(sound, peaking(240, 1, 1.5, sampleRate));
  filter(sound, peaking(3200, 1.4, -2.5, sampleRate));
  room(sound, sampleRate);
  for (const word of emphasised) stress(sound, sampleRate, word);
  const level = loudness(sound, sampleRate);
  const gain = level === 0 ? 1 : Math.min(MOST_GAIN, TARGET_RMS / level);
  const fade = Math.max(1, Math.round((FADE_MS * sampleRate) / 1000));
  const warm = new Int16Array(sound.length);
  for (let n = 0; n < sound.length; n++) {
    const edge = Math.min(1, n / fade, (sound.length - 1 - n) / fade);
    warm[n] = Math.round(limited((sound[n] ?? 0) * gain) * edge * 32767);
  }
  return warm;
}

function stress(sound: Float32Array, sampleRate: number, { startMs, endMs }: SpokenWord): void {
  const [from, to] = [startMs, endMs].map((ms) => (ms * sampleRate) / 1000) as [number, number];
  const ramp = (EMPHASIS_RAMP_MS * sampleRate) / 1000;
  for (let n = Math.max(0, Math.ceil(from - ramp)); n < Math.min(sound.length, to + ramp); n++) {
    const share = Math.min(1, (n - from + ramp) / ramp, (to + ramp - n) / ramp);
    sound[n] = (sound[n] ?? 0) * (1 + (EMPHASIS - 1) * Math.max(0, share));
  }
}

function limited(value: number): number {
  const size = Math.abs(value);
  if (size <= KNEE) return value;
  return Math.sign(value) * (KNEE + (CEILING - KNEE) * Math.tanh((size - KNEE) / (CEILING - KNEE)));
}
