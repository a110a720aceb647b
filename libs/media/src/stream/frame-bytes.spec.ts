import { milliseconds } from '@lockstep/sei';
import { expect, it } from 'vitest';
import { byteLengthOf, copyBytesOf, StampedFrame } from './frame-bytes.js';

const head = { isRandomAccess: true, dtsMs: milliseconds(40), ptsMs: milliseconds(80), frame: 1 };
const pieces = [Uint8Array.of(1, 2), Uint8Array.of(3), Uint8Array.of(4, 5)];
const stamped = (): StampedFrame => new StampedFrame(head, pieces);
const whole = { bytes: Uint8Array.of(1, 2, 3, 4, 5) };

it.each([
  ['in one piece', () => whole],
  ['in pieces', stamped],
])('a frame %s is measured and copied', (_, frame) => {
  expect(byteLengthOf(frame())).toBe(5);
  const target = new Uint8Array(8);
  expect(copyBytesOf(frame(), target, 2)).toBe(7);
  expect([...target]).toEqual([0, 0, 1, 2, 3, 4, 5, 0]);
});

it('a frame in pieces is joined when its bytes are read, once', () => {
  const frame = stamped();
  expect(frame.bytes).toEqual(whole.bytes);
  expect(frame.bytes).toBe(frame.bytes);
  expect(frame).toMatchObject({ kind: 'video', ...head });
});
