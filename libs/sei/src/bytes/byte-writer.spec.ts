import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader } from './byte-reader.js';
import { ByteWriter } from './byte-writer.js';

describe('ByteWriter', () => {
  it('writes big-endian numbers of every size', () => {
    const writer = new ByteWriter(1)
      .u8(1)
      .u16(0x0203)
      .u24(0x040506)
      .u32(0x0708090a)
      .i24(-2)
      .i32(-2)
      .bytes([9, 8]);
    expect([...writer.finish()]).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255, 255, 254, 255, 255, 255, 254, 9, 8,
    ]);
  });

  it('reads back what it wrote', () => {
    const numbers = fc.tuple(fc.nat({ max: 2 ** 32 - 1 }), fc.maxSafeNat(), fc.double(), fc.integer());
    fc.assert(
      fc.property(numbers, ([u32, u64, f64, i32]) => {
        const reader = new ByteReader(new ByteWriter(0).u32(u32).u64(u64).f64(f64).i32(i32).finish());
        expect([reader.u32(), reader.u64(), reader.f64(), reader.i32()]).toEqual([u32, u64, f64, i32]);
      }),
    );
  });

  it('patches a size that is known afterwards', () => {
    const writer = new ByteWriter().u32(0).bytes([1, 2]);
    expect([...writer.patchU32(0, writer.length).finish()]).toEqual([0, 0, 0, 6, 1, 2]);
    expect(() => new ByteWriter().u32(0).patchU32(1, 6)).toThrow(RangeError);
    expect(() => new ByteWriter().u32(0).patchU32(-1, 6)).toThrow(RangeError);
  });

  it.each<[string, (writer: ByteWriter) => unknown]>([
    ['u8 256', (writer) => writer.u8(256)],
    ['u8 -1', (writer) => writer.u8(-1)],
    ['u16 1.5', (writer) => writer.u16(1.5)],
    ['u24 2^24', (writer) => writer.u24(2 ** 24)],
    ['u32 2^32', (writer) => writer.u32(2 ** 32)],
    ['u64 2^53', (writer) => writer.u64(2 ** 53)],
    ['u64 -1', (writer) => writer.u64(-1)],
    ['i24 2^23', (writer) => writer.i24(2 ** 23)],
    ['i24 -2^23-1', (writer) => writer.i24(-(2 ** 23) - 1)],
    ['i24 0.5', (writer) => writer.i24(0.5)],
    ['i32 2^31', (writer) => writer.i32(2 ** 31)],
  ])('refuses what does not fit: %s', (_, write) =>
    expect(() => write(new ByteWriter())).toThrow(RangeError),
  );
});
