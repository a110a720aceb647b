import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectOnlyParseError, hostileBytes } from '../test/hostile-bytes.js';
import { findStartCode, joinAnnexB, splitAnnexB } from './annex-b.js';
import { addEmulationPrevention } from './emulation-prevention.js';

/** NAL units as they may be: protected, not empty, and not ending in zero. */
const nalUnit = fc
  .uint8Array({ maxLength: 40 })
  .map((bytes) => addEmulationPrevention(Uint8Array.of(0x65, ...bytes, 0x80)));

describe('findStartCode', () => {
  it('finds what a search of every byte finds', () => {
    const naive = (bytes: Uint8Array, from: number): number => {
      for (let i = from; i + 2 < bytes.length; i++) {
        if (bytes[i] === 0 && bytes[i + 1] === 0 && bytes[i + 2] === 1) return i;
      }
      return -1;
    };
    fc.assert(
      fc.property(hostileBytes(), fc.nat({ max: 20 }), (bytes, from) => {
        expect(findStartCode(bytes, from)).toBe(naive(bytes, from));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('Annex B byte stream', () => {
  it('gives back the NAL units that it joined', () => {
    fc.assert(
      fc.property(fc.array(nalUnit), (nals) => {
        expect(splitAnnexB(joinAnnexB(nals))).toEqual(nals);
      }),
    );
  });

  it('returns views, not copies', () => {
    const bytes = joinAnnexB([Uint8Array.of(0x65, 1)]);
    expect(splitAnnexB(bytes)[0]?.buffer).toBe(bytes.buffer);
  });

  it('takes zeros alone for an empty stream', () => {
    expect(splitAnnexB(new Uint8Array(5))).toEqual([]);
  });

  it('throws nothing but ParseError', () => {
    fc.assert(
      fc.property(hostileBytes(), (bytes) => {
        expectOnlyParseError(bytes, () => splitAnnexB(bytes));
      }),
    );
  });
});
