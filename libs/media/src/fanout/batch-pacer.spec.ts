import { describe, expect, it } from 'vitest';
import { BatchPacer } from './batch-pacer.js';

/** Batches left every 100 ms, the last one at `at`; each sweep took `sweepMs`. */
function pacerAfter(intervalMs: number, at: number, sweepMs: number, sweeps = 4): BatchPacer {
  const pacer = new BatchPacer(intervalMs);
  for (let left = at - (sweeps - 1) * 100; left <= at; left += 100) {
    pacer.left(left);
    pacer.swept(left + sweepMs);
  }
  return pacer;
}

describe('BatchPacer', () => {
  it('lets the first batch leave at once, in every class', () => {
    expect(new BatchPacer(0).dueInMs(5)).toBe(0);
    expect(new BatchPacer(350).dueInMs(5)).toBe(0);
  });

  it('lets the batch of the next video frame leave at once while sweeps take less than nine tenths of the time between frames', () => {
    expect(pacerAfter(0, 1000, 36).dueInMs(1040)).toBe(0);
  });

  it('makes batches wait when sweeps take more than nine tenths of the time between them', () => {
    const pacer = pacerAfter(0, 1000, 50);
    expect(pacer.dueInMs(1040)).toBeCloseTo(15);
    expect(pacer.currentIntervalMs).toBeCloseTo(55);
  });

  it('is not misled by a few long sweeps: the process was held up', () => {
    expect(pacerAfter(0, 1000, 300, 3).dueInMs(1040)).toBe(0);
  });

  it('keeps the interval of an economy class', () => {
    const pacer = pacerAfter(350, 1000, 10);
    expect(pacer.dueInMs(1040)).toBe(310);
    expect(pacer.dueInMs(1350)).toBe(0);
  });

  it('shortens the interval again when sweeps become short', () => {
    const pacer = pacerAfter(0, 1000, 50);
    pacer.left(1060);
    pacer.swept(1065);
    expect(pacer.dueInMs(1080)).toBe(0);
  });

  it('never lets a batch wait more than half a second, however long a sweep was', () => {
    expect(pacerAfter(0, 1000, 5000).currentIntervalMs).toBe(500);
  });
});
