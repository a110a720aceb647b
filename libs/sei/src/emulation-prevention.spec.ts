import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileBytes } from '../test/hostile-bytes.js';
import { findStartCode } from './annex-b.js';
import {
  addEmulationPrevention,
  findForbiddenSequence,
  removeEmulationPrevention,
} from './emulation-prevention.js';

describe('emulation prevention', () => {
  it('gives back any bytes that it protected', () => {
    fc.assert(
      fc.property(hostileBytes(), (bytes) => {
        expect([...removeEmulationPrevention(addEmulationPrevention(bytes))]).toEqual([...bytes]);
      }),
    );
  });

  it('leaves nothing that looks like a start code or its reserved kin', () => {
    fc.assert(
      fc.property(hostileBytes(), (bytes) => {
        const nal = addEmulationPrevention(bytes);
        expect(findStartCode(nal, 0)).toBe(-1);
        expect(nal.findIndex((byte, i) => i > 1 && nal[i - 1] === 0 && nal[i - 2] === 0 && byte < 3)).toBe(
          -1,
        );
      }),
    );
  });

  it('is missing exactly where a byte-wise search says', () => {
    const fewValues = fc.array(fc.constantFrom(0, 0, 0, 1, 2, 3, 4, 0xff), { maxLength: 40 });
    fc.assert(
      fc.property(fewValues, (values) => {
        const bytes = Uint8Array.from(values);
        const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
        const forbidden = (byte: number, i: number): boolean =>
          i + 2 < end && byte === 0 && bytes[i + 1] === 0 && (bytes[i + 2] ?? 9) < 3;
        expect(findForbiddenSequence(bytes, 0, bytes.length)).toBe(bytes.findIndex(forbidden));
        expect(findForbiddenSequence(addEmulationPrevention(bytes), 0, bytes.length)).toBe(-1);
      }),
      { numRuns: 1000 },
    );
  });

  it('returns the same instance when there is nothing to do', () => {
    const bytes = Uint8Array.of(0x65, 0, 0, 4, 3, 0, 3);
    expect(addEmulationPrevention(bytes)).toBe(bytes);
    expect(removeEmulationPrevention(bytes)).toBe(bytes);
  });
});
