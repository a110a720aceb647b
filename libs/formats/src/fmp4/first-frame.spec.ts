import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstFrameBox, readFirstFrame } from './first-frame.js';

describe('the number of a first frame', () => {
  it('is these bytes, both ways', () => {
    const bytes = Uint8Array.of(
      ...[0, 0, 0, 32, 0x75, 0x75, 0x69, 0x64],
      ...[0x8d, 0x1f, 0xd6, 0xf0, 0x6c, 0x1a, 0x4a, 0x5e, 0x9a, 0x0b, 0x2f, 0x6d, 0x3f, 0x0c, 0x54, 0xe1],
      ...[0, 0, 0, 1, 0, 0, 0, 7],
    );
    expect(firstFrameBox(2 ** 32 + 7)).toEqual(bytes);
    expect(readFirstFrame(bytes.subarray(8))).toBe(2 ** 32 + 7);
  });

  it('is kept, and is not read from a box of another type', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (frame) => {
        const bytes = firstFrameBox(frame);
        expect(readFirstFrame(bytes.subarray(8))).toBe(frame);
        bytes[8] = 0;
        expect(readFirstFrame(bytes.subarray(8))).toBeUndefined();
      }),
    );
    expect(() => firstFrameBox(-1)).toThrow(RangeError);
  });
});
