import { expect, it } from 'vitest';
import {
  milliseconds,
  seconds,
  secondsToMilliseconds,
  ticks90k,
  toMilliseconds,
  toSeconds,
  toTicks90k,
} from './time.js';

it('converts between the clocks of FLV, MPEG-TS and the browser', () => {
  expect(toTicks90k(milliseconds(40))).toBe(3600);
  expect(toMilliseconds(ticks90k(3600))).toBe(40);
  expect(toSeconds(milliseconds(1500))).toBe(1.5);
  expect(secondsToMilliseconds(seconds(1.5))).toBe(1500);
});
