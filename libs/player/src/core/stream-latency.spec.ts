import { expect, it } from 'vitest';
import { StreamLatency } from './stream-latency.js';

it('tells how long ago the frame on screen was stamped', () => {
  const latency = new StreamLatency();
  expect(latency.of(0, 0)).toBeNull();
  latency.stamped(7_000, 1_000_000);
  expect(latency.of(7_000, 1_000_180)).toBe(180);
  expect(latency.of(9_000, 1_002_180)).toBe(180);
});

it('is not misled by messages that waited on the server for their frame', () => {
  const latency = new StreamLatency();
  latency.stamped(7_000, 1_000_400);
  latency.stamped(8_000, 1_001_000);
  expect(latency.of(8_000, 1_001_150)).toBe(150);
});

it('forgets with another timeline', () => {
  const latency = new StreamLatency();
  latency.stamped(7_000, 1_000_000);
  latency.reset();
  expect(latency.of(7_000, 1_000_000)).toBeNull();
});
