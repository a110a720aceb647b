import { describe, expect, it } from 'vitest';
import { ParseError } from '../parse-error.js';
import { BitReader } from './bit-reader.js';

/** Bits written as text, filled up with zeros. */
const bits = (text: string): BitReader => {
  const digits = text.replaceAll(' ', '');
  const bytes = digits.match(/.{1,8}/g) ?? [];
  return new BitReader(Uint8Array.from(bytes, (byte) => parseInt(byte.padEnd(8, '0'), 2)));
};

describe('BitReader', () => {
  it('reads fields across bytes, most significant bit first', () => {
    const reader = bits('1 010 11110000 1111');
    expect([reader.flag(), reader.u(3), reader.u(8), reader.u(4)]).toEqual([true, 2, 0xf0, 15]);
  });

  it('reads 32 bits without a sign', () => {
    expect(bits('1'.repeat(32)).u(32)).toBe(2 ** 32 - 1);
  });

  it('reads the Exp-Golomb codes of H.264, 9.1', () => {
    const reader = bits('1 010 011 00100 00101 0001000');
    expect(Array.from({ length: 6 }, () => reader.ue())).toEqual([0, 1, 2, 3, 4, 7]);
  });

  it('reads signed Exp-Golomb codes of H.264, 9.1.1', () => {
    const reader = bits('1 010 011 00100 00101');
    expect(Array.from({ length: 5 }, () => reader.se())).toEqual([0, 1, -1, 2, -2]);
  });

  it('reads the largest code, and refuses a longer one', () => {
    expect(bits('0'.repeat(31) + '1'.repeat(32)).ue()).toBe(2 ** 32 - 2);
    expect(() => bits('0'.repeat(32) + '1'.repeat(33)).ue()).toThrow(
      expect.objectContaining({ reason: 'bad-value' }),
    );
  });

  it('names the field that is above its limit', () => {
    expect(bits('011').ueMax(2, 'cpb_cnt')).toBe(2);
    expect(() => bits('00100').ueMax(2, 'cpb_cnt')).toThrow(/bad-value.*cpb_cnt 3, at most 2/);
  });

  it.each<[string, (reader: BitReader) => unknown]>([
    ['flag', (reader) => reader.flag()],
    ['u', (reader) => reader.u(1)],
    ['ue', (reader) => reader.ue()],
    ['skip', (reader) => reader.skip(1)],
  ])('a read past the end is an error with its place: %s', (_, read) => {
    const reader = bits('1111 0000');
    reader.skip(8);
    expect(() => read(reader)).toThrow(ParseError);
    expect(() => read(reader)).toThrow(expect.objectContaining({ reason: 'truncated', offset: 1 }));
  });
});
