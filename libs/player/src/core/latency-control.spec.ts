import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Correction, LatencyControl } from './latency-control.js';

const options = { targetMs: 120, jumpBehindMs: 1_500 };

/** Plays for `seconds` from `distanceMs` behind the live edge; each correction with the distance at which it was made. */
function play(control: LatencyControl, distanceMs: number, seconds: number, drift = 0) {
  const made: { distanceMs: number; correction: Correction }[] = [];
  let positionMs = 10_000 - distanceMs;
  for (let tick = 0; tick < seconds * 25; tick++) {
    const nowMs = tick * 40;
    const edgeMs = 10_000 + nowMs * (1 + drift);
    const correction = control.decide({ nowMs, positionMs, edgeMs, jitterMs: 0, hasAudio: true });
    made.push({ distanceMs: edgeMs - positionMs, correction });
    if (correction.kind === 'jump') positionMs = correction.toMs;
    else positionMs += 40 * correction.rate;
  }
  return made;
}

const distances = (made: ReturnType<typeof play>) => made.map(({ distanceMs }) => distanceMs);
const rateOf = (correction: Correction) => (correction.kind === 'rate' ? correction.rate : Number.NaN);

describe('LatencyControl', () => {
  it('leaves playback alone near its target', () => {
    const rates = play(new LatencyControl(options), 130, 5).map(({ correction }) => rateOf(correction));
    expect(new Set(rates)).toEqual(new Set([1]));
  });

  it('reaches the target from anywhere within reach without a jump, and stays there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 1_500 }), (distanceMs) => {
        const made = play(new LatencyControl(options), distanceMs, 60);
        expect(made.every(({ correction }) => correction.kind === 'rate')).toBe(true);
        for (const { distanceMs: late } of made.slice(-100)) expect(Math.abs(late - 120)).toBeLessThan(20);
      }),
    );
  });

  it('never plays faster or slower than what is not heard and hardly seen', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 5_000 }), (distanceMs) => {
        for (const { correction } of play(new LatencyControl(options), distanceMs, 10)) {
          if (correction.kind !== 'rate') continue;
          expect(correction.rate).toBeGreaterThanOrEqual(0.95);
          expect(correction.rate).toBeLessThanOrEqual(1.1);
          if (!correction.preservesPitch) expect(Math.abs(correction.rate - 1)).toBeLessThanOrEqual(0.0151);
        }
      }),
    );
  });

  it('does not stretch audio where looking ahead for it would run it dry', () => {
    for (const { distanceMs, correction } of play(new LatencyControl(options), 600, 30)) {
      if (distanceMs < 215) expect(Math.abs(rateOf(correction) - 1)).toBeLessThanOrEqual(0.0151);
    }
  });

  it('jumps when far behind, once, to the target', () => {
    const made = play(new LatencyControl(options), 8_000, 20);
    const jumps = made.filter(({ correction }) => correction.kind === 'jump');
    expect(jumps).toHaveLength(1);
    expect(jumps[0]?.correction).toEqual({ kind: 'jump', toMs: 10_000 - 120 });
  });

  it('keeps the distance against a publisher whose clock is fast or slow', () => {
    for (const drift of [2e-4, -2e-4]) {
      const made = play(new LatencyControl(options), 120, 1_800, drift);
      expect(Math.max(...distances(made)) - 120).toBeLessThan(25);
      expect(120 - Math.min(...distances(made))).toBeLessThan(25);
      const corrected = made.filter(({ correction }) => rateOf(correction) !== 1).length;
      expect(corrected / made.length).toBeLessThan(0.2);
    }
  });

  it('keeps more distance on a path with jitter', () => {
    const control = new LatencyControl(options);
    expect(control.targetMs(0, 10)).toBe(120);
    expect(control.targetMs(0, 310)).toBe(405);
    expect(control.targetMs(0, 60_000)).toBe(1_500);
  });

  it('keeps more distance after it ran dry, and less again when that is long ago', () => {
    const control = new LatencyControl(options);
    control.stalled(0);
    control.stalled(0);
    expect(control.targetMs(0, 0)).toBe(200);
    expect(control.targetMs(10_000, 0)).toBe(170);
    expect(control.targetMs(60_000, 0)).toBe(120);
  });
});
