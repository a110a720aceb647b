import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { producerReferenceTime, readProducerReferenceTime } from './producer-reference-time.js';

/** 1970 in NTP's seconds is 0x83aa7e80. */
const bytes = Uint8Array.of(
  ...[0, 0, 0, 32, 0x70, 0x72, 0x66, 0x74, 1, 0, 0, 0],
  ...[0, 0, 0, 1],
  ...[0x83, 0xaa, 0x7e, 0x81, 0x80, 0, 0, 0],
  ...[0, 0, 0, 1, 0, 0, 0, 2],
);
const time = { trackId: 1, wallClockMs: 1500, mediaTime: 2 ** 32 + 2 };

describe('a producer reference time', () => {
  it('is these bytes, both ways', () => {
    expect(producerReferenceTime(time)).toEqual(bytes);
    expect(readProducerReferenceTime(bytes.subarray(8), 0)).toEqual(time);
  });

  it('keeps every millisecond of this century', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.maxSafeNat().map((ticks) => ticks),
        (wallClockMs, mediaTime) => {
          const written = producerReferenceTime({ trackId: 2, wallClockMs, mediaTime });
          const read = readProducerReferenceTime(written.subarray(8), wallClockMs);
          expect(read.mediaTime).toBe(mediaTime);
          expect(read.wallClockMs).toBeCloseTo(wallClockMs, 3);
        },
      ),
    );
  });

  it('is refused where a time is no whole number, and throws nothing but ParseError for other bytes', () => {
    expect(() => producerReferenceTime({ ...time, mediaTime: 0.5 })).toThrow(RangeError);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (payload) => {
        try {
          readProducerReferenceTime(payload);
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
    );
  });
});
