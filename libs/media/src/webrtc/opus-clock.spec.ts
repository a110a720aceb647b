import { milliseconds } from '@lockstep/sei';
import { expect, it } from 'vitest';
import { OpusClock } from './opus-clock.js';

const FRAME_MS = 1024 / 48;
/** AAC frames from a time on, as publishers stamp them: in whole milliseconds. */
const fed = (clock: OpusClock, from: number, frames: number): void => {
  for (let i = 0; i < frames; i++) clock.fed(milliseconds(Math.round(from + i * FRAME_MS)));
};
const packets = (clock: OpusClock, count: number): number[] =>
  Array.from({ length: count }, () => clock.packet());

it('follows the sample, whatever milliseconds were rounded', () => {
  const clock = new OpusClock(FRAME_MS);
  fed(clock, 5000, 100);
  expect(packets(clock, 100)).toEqual(Array.from({ length: 100 }, (_, i) => 5000 * 48 + i * 960));
});

it('begins before its first frame by what the encoder puts there', () => {
  const clock = new OpusClock(FRAME_MS);
  clock.preSkip = 312;
  fed(clock, 5000, 10);
  expect(packets(clock, 2)).toEqual([5000 * 48 - 312, 5000 * 48 + 648]);
});

it('goes on at the time of the stream behind a gap', () => {
  const clock = new OpusClock(FRAME_MS);
  fed(clock, 5000, 15); // 320 ms: 16 packets
  expect(packets(clock, 16).at(-1)).toBe((5000 + 300) * 48);
  fed(clock, 9000, 15);
  expect(packets(clock, 2)).toEqual([9000 * 48, 9020 * 48]);
});

it('remembers few frames, and is right for those that it remembers', () => {
  const clock = new OpusClock(FRAME_MS);
  for (let cell = 0; cell < 100; cell++) {
    fed(clock, 320 * cell, 15);
    expect(packets(clock, 16).at(-1)).toBe((320 * cell + 300) * 48);
  }
});
