import { describe, expect, it } from 'vitest';
import { ParseError } from '../parse-error.js';
import { ByteReader } from './byte-reader.js';

const bytes = Uint8Array.of(0xff, 0x01, 0x02, 0x80, 0x00, 0x01, 0xfe, 0x7f, 0x10, 0x20);

describe('ByteReader', () => {
  it('reads big-endian numbers of every size', () => {
    const reader = new ByteReader(bytes);
    expect([reader.u8(), reader.u16(), reader.u24(), reader.u32()]).toEqual([
      0xff, 0x0102, 0x800001, 0xfe7f1020,
    ]);
    expect(reader.remaining).toBe(0);
  });

  it('reads signed numbers as two’s complement', () => {
    expect(new ByteReader(Uint8Array.of(0xff, 0xff, 0xfe)).i24()).toBe(-2);
    expect(new ByteReader(Uint8Array.of(0x7f, 0xff, 0xff)).i24()).toBe(0x7fffff);
    expect(new ByteReader(Uint8Array.of(0xff, 0xff, 0xff, 0xfe)).i32()).toBe(-2);
  });

  it('reads a double of a view that does not begin its buffer', () => {
    const whole = Uint8Array.of(0, 0, 0, 0x40, 0x09, 0x21, 0xfb, 0x54, 0x44, 0x2d, 0x18);
    const reader = new ByteReader(whole.subarray(2));
    reader.skip(1);
    expect(reader.f64()).toBe(Math.PI);
  });

  it('reads 64 bits up to 2^53 - 1 and refuses more, which a number would round', () => {
    expect(new ByteReader(Uint8Array.of(0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)).u64()).toBe(
      2 ** 53 - 1,
    );
    const above = new ByteReader(Uint8Array.of(9, 0, 0x20, 0, 0, 0, 0, 0, 0), 100);
    above.skip(1);
    expect(() => above.u64()).toThrow(expect.objectContaining({ reason: 'bad-value', offset: 101 }));
  });

  it('takes views, not copies', () => {
    const reader = new ByteReader(bytes);
    reader.skip(2);
    const taken = reader.take(3);
    expect(taken.buffer).toBe(bytes.buffer);
    expect([...taken]).toEqual([0x02, 0x80, 0x00]);
    expect(reader.offset).toBe(5);
  });

  it('peeks without moving, and knows the end', () => {
    const reader = new ByteReader(Uint8Array.of(7));
    expect([reader.peek(), reader.u8(), reader.peek()]).toEqual([7, 7, undefined]);
  });

  it.each<[string, (reader: ByteReader) => unknown]>([
    ['u8', (reader) => reader.u8()],
    ['u16', (reader) => reader.u16()],
    ['u24', (reader) => reader.u24()],
    ['u32', (reader) => reader.u32()],
    ['u64', (reader) => reader.u64()],
    ['f64', (reader) => reader.f64()],
    ['take', (reader) => reader.take(1)],
    ['skip', (reader) => reader.skip(1)],
    ['take of a negative length', (reader) => reader.take(-1)],
    ['take of no number', (reader) => reader.take(Number.NaN)],
  ])('a read past the end is an error with its place: %s', (_, read) => {
    expect(() => read(new ByteReader(new Uint8Array(0), 40))).toThrow(ParseError);
    expect(() => read(new ByteReader(new Uint8Array(0), 40))).toThrow(
      expect.objectContaining({ reason: 'truncated', offset: 40 }),
    );
  });
});
