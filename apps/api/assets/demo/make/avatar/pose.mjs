import { mouthAt } from './mouth.mjs';

/** Moments at which the eyes close, ms, irregular as people's are; the list is the same on every run. */
export function blinkTimes(durationMs) {
  const times = [];
  let seed = 7;
  for (let at = 1700; at < durationMs - 800;) {
    times.push(at);
    seed = (seed * 16807) % 2147483647;
    at += 2300 + (seed % 2900);
    if (seed % 7 === 0) times.push(at - 1900 - (seed % 400) + 260);
  }
  return times;
}

const blinkMs = 170;

function eyelid(blinks, atMs) {
  for (const start of blinks) {
    const t = (atMs - start) / blinkMs;
    if (t >= 0 && t <= 1) return t < 0.4 ? t / 0.4 : 1 - (t - 0.4) / 0.6;
  }
  return 0;
}

const smooth = (t) => t * t * (3 - 2 * t);

/** 0 outside a span, 1 inside, eased over `easeMs` at both ends. */
function within(spans, atMs, easeMs) {
  let value = 0;
  for (const { fromMs, toMs } of spans) {
    const rise = Math.min(1, Math.max(0, (atMs - fromMs) / easeMs));
    const fall = Math.min(1, Math.max(0, (toMs - atMs) / easeMs));
    value = Math.max(value, smooth(Math.min(rise, fall)));
  }
  return value;
}

/** Sways return to where they began, so that the film can be looped without a jump. */
const sway = (atMs, durationMs, cycles, phase = 0) =>
  Math.sin((2 * Math.PI * cycles * atMs) / durationMs + phase);

/** Everything that moves, at one moment of the film. */
export function poseAt({ phones, listening, glances, blinks, stresses, durationMs }, atMs) {
  const speaking = within(stresses, atMs, 160);
  const listens = within(listening, atMs, 700);
  const looks = within(glances, atMs, 320);
  const seconds = durationMs / 1000;
  const slow = Math.round(seconds / 6.5);
  const quick = Math.round(seconds / 3.7);
  return {
    mouth: mouthAt(phones, atMs),
    eyelid: eyelid(blinks, atMs),
    breath: sway(atMs, durationMs, Math.round(seconds / 4.2)),
    turn: 0.5 * sway(atMs, durationMs, slow) + 0.35 * sway(atMs, durationMs, quick, 1.1) + 1.5 * looks,
    nod: 0.5 * sway(atMs, durationMs, quick) + 0.9 * speaking,
    tilt: 0.9 * sway(atMs, durationMs, slow, 0.6) + 2.4 * listens,
    brow: 0.75 * speaking + 0.5 * listens,
    smile: 0.55 + 0.45 * listens,
    gaze: 0.25 * sway(atMs, durationMs, slow, 2) + 2.6 * looks,
  };
}
