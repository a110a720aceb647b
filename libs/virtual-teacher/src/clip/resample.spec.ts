import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resample } from './resample.js';

const tone = (rate: number, hertz: number, seconds: number): Int16Array =>
  Int16Array.from(
    { length: rate * seconds },
    (_, index) => 10_000 * Math.sin((2 * Math.PI * hertz * index) / rate),
  );

describe.each([16_000, 22_050, 24_000, 44_100])('audio at %i Hz', (rate) => {
  it('keeps every moment at 48 kHz where it was', () => {
    const [wanted, found] = [tone(48_000, 700, 0.5), resample(tone(rate, 700, 0.5), rate, 48_000)];
    expect(found.length).toBe(wanted.length);
    // the ends are cut off in the middle of a wave
    const worst = wanted.subarray(2000, -2000).reduce((most, sample, index) => {
      return Math.max(most, Math.abs(sample - (found[index + 2000] ?? 0)));
    }, 0);
    expect(worst).toBeLessThan(120);
  });

  it('stays silent where it was silent', () => {
    const samples = new Int16Array(rate);
    samples.fill(20_000, rate * 0.4, rate * 0.6);
    const found = resample(samples, rate, 48_000);
    expect(found.subarray(0, 48_000 * 0.4 - 100).every((sample) => sample === 0)).toBe(true);
    expect(found.subarray(48_000 * 0.6 + 100).every((sample) => sample === 0)).toBe(true);
  });
});

it('stays within 16 bits, whatever it is given', () => {
  fc.assert(
    fc.property(
      fc.int16Array({ maxLength: 300 }),
      fc.constantFrom(8000, 16_000, 22_050, 96_000),
      (samples, rate) => {
        expect(resample(samples, rate, 48_000).length).toBe(Math.round((samples.length * 48_000) / rate));
      },
    ),
    { numRuns: 40 },
  );
});

it('lets audio at the right rate be', () => {
  const samples = Int16Array.of(1, 2, 3);
  expect(resample(samples, 48_000, 48_000)).toBe(samples);
});
