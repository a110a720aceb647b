import type { Milliseconds } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { ArrivalJitter } from './arrival-jitter.js';

const ms = (value: number) => value as Milliseconds;
const jitterOf = (arrivals: readonly number[]): number | undefined => {
  const jitter = new ArrivalJitter();
  arrivals.forEach((arrivedMs, i) => jitter.note(ms(i * 40), arrivedMs));
  return jitter.ms;
};
const frames = Array.from({ length: 400 }, (_, i) => i);

describe('the jitter of arriving frames', () => {
  it('is unknown before two frames came, and again after a restart', () => {
    expect(jitterOf([7])).toBeUndefined();
    const jitter = new ArrivalJitter();
    jitter.note(ms(0), 0);
    jitter.note(ms(40), 90);
    expect(jitter.ms).toBe(50 / 16);
    jitter.restart();
    expect(jitter.ms).toBeUndefined();
  });

  it('is nothing for frames that come in step, whatever the delay', () => {
    expect(jitterOf(frames.map((i) => 5000 + i * 40))).toBe(0);
  });

  it('comes to the mean difference of two frames', () => {
    expect(jitterOf(frames.map((i) => i * 40 + (i % 2) * 10))).toBeCloseTo(10, 3);
  });
});
