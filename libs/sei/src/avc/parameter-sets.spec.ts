import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../test/hex.js';
import { expectOnlyParseError, hostileBytes } from '../../test/hostile-bytes.js';
import { loadVectors } from '../../test/vectors.js';
import { AvcParameterSets } from './parameter-sets.js';
import { readPps } from './pps.js';
import { readSliceHeader, readSliceStart } from './slice-header.js';
import { readSps } from './sps.js';

const spsNals = loadVectors<{ nal: string; codec: string }>('sps').flatMap(({ nal, codec }) =>
  codec === 'h264' ? [fromHex(nal)] : [],
);
const streams = loadVectors<{ accessUnits: string[][]; codec: string }>('access-unit').flatMap((row) =>
  row.codec === 'h264' ? row.accessUnits.flat().map(fromHex) : [],
);
const ofTypes = (...types: number[]): Uint8Array[] =>
  streams.filter((nal) => types.includes((nal[0] ?? 0) & 0x1f));

describe('SPS', () => {
  it('throws nothing but ParseError, whatever the bytes', () => {
    fc.assert(
      fc.property(hostileBytes(spsNals), (bytes) => {
        expectOnlyParseError(bytes, () => {
          const { width, height, reorderDepth } = readSps(bytes);
          expect(width * height).toBeGreaterThan(0);
          expect(reorderDepth).toBeLessThanOrEqual(16);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    { name: 'nothing', hex: '', reason: 'truncated', offset: 0 },
    { name: 'a PPS', hex: '68ce3880', reason: 'bad-value', offset: 0 },
  ])('refuses $name', ({ hex, reason, offset }) =>
    expect(() => readSps(fromHex(hex))).toThrow(expect.objectContaining({ reason, offset })),
  );
});

describe('PPS', () => {
  it('throws nothing but ParseError, whatever the bytes', () => {
    fc.assert(
      fc.property(hostileBytes(ofTypes(8)), (bytes) => {
        expectOnlyParseError(bytes, () => readPps(bytes));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    { name: 'nothing', hex: '', reason: 'truncated', offset: 0 },
    { name: 'an SPS', hex: '6742000a', reason: 'bad-value', offset: 0 },
  ])('refuses $name', ({ hex, reason, offset }) =>
    expect(() => readPps(fromHex(hex))).toThrow(expect.objectContaining({ reason, offset })),
  );
});

describe('slice header', () => {
  const slice = ofTypes(1)[0] ?? new Uint8Array(0);

  it('throws nothing but ParseError, whatever the bytes and parameter sets', () => {
    const sets = fc.array(hostileBytes([...spsNals, ...ofTypes(7, 8)]), { maxLength: 6 });
    fc.assert(
      fc.property(sets, hostileBytes(ofTypes(1, 2, 5)), (nals, bytes) => {
        const parameterSets = new AvcParameterSets();
        for (const nal of nals) expectOnlyParseError(nal, () => parameterSets.add(nal));
        expectOnlyParseError(bytes, () => readSliceHeader(bytes, parameterSets));
      }),
      { numRuns: 1000 },
    );
  });

  it('needs its parameter sets', () => {
    const parameterSets = new AvcParameterSets();
    expect(() => readSliceHeader(slice, parameterSets)).toThrow(
      expect.objectContaining({ reason: 'missing-parameter-set' }),
    );
    for (const nal of ofTypes(8)) parameterSets.add(nal);
    expect(() => readSliceHeader(slice, parameterSets)).toThrow(
      expect.objectContaining({ reason: 'missing-parameter-set' }),
    );
    for (const nal of ofTypes(7)) parameterSets.add(nal);
    parameterSets.add(slice);
    parameterSets.add(new Uint8Array(0));
    expect(readSliceHeader(slice, parameterSets)).toMatchObject(readSliceStart(slice));
  });

  it('is refused in a NAL unit that has none', () => {
    expect(() => readSliceStart(fromHex('06050180'))).toThrow(
      expect.objectContaining({ reason: 'bad-value', offset: 0 }),
    );
  });
});
