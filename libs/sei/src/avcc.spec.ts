import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectOnlyParseError, hostileBytes } from '../test/hostile-bytes.js';
import { joinLengthPrefixed, splitLengthPrefixed } from './avcc.js';
import { MAX_NAL_UNITS_PER_ACCESS_UNIT } from './limits.js';
import { nalLengthSize } from './nal-framing.js';

describe.each([1, 2, 4] as const)('sample with %i-byte lengths', (lengthSize) => {
  const nals = fc.array(fc.uint8Array({ minLength: 1, maxLength: 255 }), { maxLength: 10 });

  it('gives back the NAL units that it joined', () => {
    fc.assert(
      fc.property(nals, (units) => {
        expect(splitLengthPrefixed(joinLengthPrefixed(units, lengthSize), lengthSize)).toEqual(units);
      }),
    );
  });

  it('throws nothing but ParseError', () => {
    const seed = joinLengthPrefixed([Uint8Array.of(0x65, 1, 2), Uint8Array.of(0x41)], lengthSize);
    fc.assert(
      fc.property(hostileBytes([seed]), (bytes) => {
        expectOnlyParseError(bytes, () => splitLengthPrefixed(bytes, lengthSize));
      }),
    );
  });
});

describe('length field', () => {
  it('refuses a NAL unit that it cannot count', () => {
    expect(() => joinLengthPrefixed([new Uint8Array(256)], 1)).toThrow(RangeError);
    expect(() => joinLengthPrefixed([new Uint8Array(65536)], 2)).toThrow(RangeError);
    expect(joinLengthPrefixed([new Uint8Array(65536)], 4)).toHaveLength(65540);
  });

  it('has 1, 2 or 4 bytes: 3 is reserved', () => {
    expect([0, 1, 3].map((minusOne) => nalLengthSize(minusOne, 0))).toEqual([1, 2, 4]);
    expect(() => nalLengthSize(2, 9)).toThrow(expect.objectContaining({ reason: 'bad-value', offset: 9 }));
  });
});

it('refuses more NAL units than a picture can have', () => {
  const bytes = (count: number): Uint8Array =>
    joinLengthPrefixed(Array<Uint8Array>(count).fill(Uint8Array.of(9)), 1);
  expect(splitLengthPrefixed(bytes(MAX_NAL_UNITS_PER_ACCESS_UNIT), 1)).toHaveLength(
    MAX_NAL_UNITS_PER_ACCESS_UNIT,
  );
  expect(() => splitLengthPrefixed(bytes(MAX_NAL_UNITS_PER_ACCESS_UNIT + 1), 1)).toThrow(
    expect.objectContaining({ reason: 'too-large' }),
  );
});
