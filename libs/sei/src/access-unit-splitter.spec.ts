import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../test/hex.js';
import { hostileBytes } from '../test/hostile-bytes.js';
import { loadVectors } from '../test/vectors.js';
import { type AccessUnit, AccessUnitSplitter } from './access-unit-splitter.js';
import { MAX_ACCESS_UNIT_SIZE, MAX_NAL_UNITS_PER_ACCESS_UNIT } from './limits.js';

const seeds = loadVectors<{ accessUnits: string[][] }>('access-unit').flatMap(({ accessUnits }) =>
  accessUnits.flat().map(fromHex),
);

const split = (nals: readonly Uint8Array[], codec: 'h264' | 'h265'): AccessUnit[] => {
  const splitter = new AccessUnitSplitter(codec);
  return [...nals.map((nal) => splitter.push(nal)), splitter.end()].filter((unit) => unit !== undefined);
};

describe.each(['h264', 'h265'] as const)('AccessUnitSplitter for %s', (codec) => {
  it('never throws, and hands out every NAL unit once and in order', () => {
    fc.assert(
      fc.property(fc.array(hostileBytes(seeds), { maxLength: 30 }), (nals) => {
        const units = split(nals, codec);
        expect(units.flatMap(({ nalUnits }) => nalUnits)).toEqual(nals);
        expect(units.every(({ nalUnits }) => nalUnits.length > 0)).toBe(true);
      }),
    );
  });

  it('does not gather without bound what never becomes a picture', () => {
    const sei = codec === 'h264' ? fromHex('0680') : fromHex('4e0180');
    const many = Array<Uint8Array>(MAX_NAL_UNITS_PER_ACCESS_UNIT + 1).fill(sei);
    expect(split(many, codec).map(({ nalUnits }) => nalUnits.length)).toEqual([
      MAX_NAL_UNITS_PER_ACCESS_UNIT,
      1,
    ]);
    const large = new Uint8Array(MAX_ACCESS_UNIT_SIZE / 2 + 1);
    large.set(sei);
    expect(split([large, large, large], codec).map(({ nalUnits }) => nalUnits.length)).toEqual([2, 1]);
  });

  it('is empty after the end', () => {
    const splitter = new AccessUnitSplitter(codec);
    expect(splitter.end()).toBeUndefined();
    splitter.push(fromHex('4e0180'));
    expect(splitter.end()?.nalUnits).toHaveLength(1);
    expect(splitter.end()).toBeUndefined();
  });
});

it('says where decoding can begin', () => {
  const avc = split(['65888421', '419a21', '65888421'].map(fromHex), 'h264');
  expect(avc.map(({ isRandomAccess }) => isRandomAccess)).toEqual([true, false, true]);
  // IDR, TRAIL, CRA, BLA; a CRA of another layer does not count
  const hevc = split(['2601af', '0201d0', '2a01af', '2001af', '0201d0', '2a09af'].map(fromHex), 'h265');
  expect(hevc.map(({ isRandomAccess }) => isRandomAccess)).toEqual([true, false, true, true, false]);
});

it('is H.264 unless told otherwise', () => {
  const splitter = new AccessUnitSplitter();
  splitter.push(fromHex('65888421'));
  expect(splitter.push(fromHex('09f0'))?.isRandomAccess).toBe(true);
});
