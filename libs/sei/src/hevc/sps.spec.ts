import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../test/hex.js';
import { expectOnlyParseError, hostileBytes } from '../../test/hostile-bytes.js';
import { loadVectors } from '../../test/vectors.js';
import { readHevcSps } from './sps.js';

const seeds = loadVectors<{ nal: string; codec: string }>('sps').flatMap(({ nal, codec }) =>
  codec === 'h265' ? [fromHex(nal)] : [],
);

describe('H.265 SPS', () => {
  it('throws nothing but ParseError, whatever the bytes', () => {
    fc.assert(
      fc.property(hostileBytes(seeds), (bytes) => {
        expectOnlyParseError(bytes, () => {
          const { width, height, reorderDepth } = readHevcSps(bytes);
          expect(width * height).toBeGreaterThan(0);
          expect(reorderDepth).toBeLessThanOrEqual(16);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    { name: 'a PPS', hex: '4401c1', reason: 'bad-value', offset: 0 },
    { name: 'another layer', hex: '4209c1', reason: 'unsupported', offset: 0 },
    { name: 'eight sub-layers', hex: '42010f', reason: 'bad-value', offset: 2 },
  ])('refuses $name', ({ hex, reason, offset }) =>
    expect(() => readHevcSps(fromHex(hex))).toThrow(expect.objectContaining({ reason, offset })),
  );
});
