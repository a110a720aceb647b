import { describe, expect, it } from 'vitest';
import { warmSound } from './warm-sound.js';

const RATE = 16_000;
const tone = (hz: number, amplitude: number, seconds = 1): Int16Array =>
  Int16Array.from({ length: RATE * seconds }, (_, n) => amplitude * Math.sin((2 * Math.PI * hz * n) / RATE));

function level(samples: Int16Array, from = 0, to = samples.length): number {
  let sum = 0;
  for (const sample of samples.subarray(from, to)) sum += (sample / 32768) ** 2;
  return 20 * Math.log10(Math.sqrt(sum / (to - from)) + 1e-9);
}

describe('the warm sound of a voice', () => {
  it.each([1500, 6000, 12_000, 30_000])(
    'is as loud for a source of amplitude %i as for another',
    (amplitude) => {
      expect(level(warmSound(tone(500, amplitude), RATE))).toBeCloseTo(-20, 0);
    },
  );

  it('has no rumble', () => {
    const mixed = tone(500, 6000).map((sample, n) => sample + (tone(30, 6000)[n] ?? 0));
    const clean = warmSound(tone(500, 6000), RATE);
    expect(level(warmSound(mixed, RATE)) - level(clean)).toBeCloseTo(0, 0);
    expect(
      Math.abs(warmSound(tone(30, 6000), RATE).reduce((sum, sample) => sum + sample, 0)) / RATE,
    ).toBeLessThan(20);
  });

  it('begins and ends in silence, keeps its length and never clips', () => {
    const loud = tone(300, 32_767).map((sample) => (sample > 0 ? 32_767 : -32_768));
    const warm = warmSound(loud, RATE);
    expect(warm).toHaveLength(loud.length);
    expect([warm[0], warm.at(-1)]).toEqual([0, 0]);
    expect(Math.max(...warm.map(Math.abs))).toBeLessThan(30_000);
  });

  it('is louder where the author put stress', () => {
    const word = { text: 'went', startMs: 400, endMs: 600 };
    const warm = warmSound(tone(500, 6000), RATE, [word]);
    expect(level(warm, 7000, 9000) - level(warm, 12_000, 14_000)).toBeCloseTo(2.5, 0);
  });

  it('leaves silence silent', () => {
    expect(warmSound(new Int16Array(800), RATE).every((sample) => sample === 0)).toBe(true);
  });
});
