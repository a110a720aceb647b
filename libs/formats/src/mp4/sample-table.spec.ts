import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { u32 } from '../fmp4/box-writer.js';
import { childrenOf, readBoxes } from './box-reader.js';
import { type SampleLocation, SampleTable } from './sample-table.js';

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const box = (type: string, ...fields: number[][]): number[] => {
  const payload = fields.flat();
  return [...u32(8 + payload.length), ...ascii(type), ...payload];
};
const table = (type: string, ...values: number[]): number[] => box(type, u32(0), ...values.map(u32));

function samplesOf(...tables: number[][]): SampleLocation[] {
  const [stbl] = readBoxes(Uint8Array.from(box('stbl', ...tables)));
  return stbl ? [...new SampleTable(stbl, childrenOf(stbl))] : [];
}

const STTS = table('stts', 2, 2, 10, 1, 20); // two samples of 10 ticks, one of 20
const STSC = table('stsc', 2, 1, 2, 1, 2, 1, 2); // two samples in chunk 1, one of the second entry from chunk 2 on
const STCO = table('stco', 2, 1000, 5000);
const STSZ = table('stsz', 0, 3, 7, 8, 9);

describe('the samples of a track', () => {
  it('come in decode order with place, time and entry', () => {
    expect(samplesOf(STTS, STSC, STCO, STSZ)).toEqual([
      { offset: 1000, size: 7, decodeTime: 0, compositionOffset: 0, isSync: true, entryIndex: 0 },
      { offset: 1007, size: 8, decodeTime: 10, compositionOffset: 0, isSync: true, entryIndex: 0 },
      { offset: 5000, size: 9, decodeTime: 20, compositionOffset: 0, isSync: true, entryIndex: 1 },
    ]);
  });
  it('have composition offsets, negative ones in version 0 too', () => {
    const samples = samplesOf(STTS, STSC, STCO, STSZ, table('ctts', 2, 1, 20, 2, -10));
    expect(samples.map(({ compositionOffset }) => compositionOffset)).toEqual([20, -10, -10]);
  });
  it('are sync samples where stss says so', () => {
    const samples = samplesOf(STTS, STSC, STCO, STSZ, table('stss', 2, 1, 3));
    expect(samples.map(({ isSync }) => isSync)).toEqual([true, false, true]);
  });
  it('may all have one size', () => {
    expect(samplesOf(STTS, STSC, STCO, table('stsz', 50, 3)).map(({ size }) => size)).toEqual([50, 50, 50]);
  });
  it('may lie beyond 4 GiB', () => {
    const co64 = box('co64', u32(0), u32(2), u32(1), u32(0), u32(2), u32(0));
    expect(samplesOf(STTS, STSC, co64, STSZ).map(({ offset }) => offset)).toEqual([
      2 ** 32,
      2 ** 32 + 7,
      2 ** 33,
    ]);
  });
  it.each([
    { bits: 4, bytes: [0x12, 0x30], sizes: [1, 2, 3] },
    { bits: 8, bytes: [1, 2, 3], sizes: [1, 2, 3] },
    { bits: 16, bytes: [1, 0, 0, 2, 0, 3], sizes: [256, 2, 3] },
  ])('may have sizes of $bits bits', ({ bits, bytes, sizes }) => {
    const stz2 = box('stz2', u32(0), u32(bits), u32(3), bytes);
    expect(samplesOf(STTS, STSC, STCO, stz2).map(({ size }) => size)).toEqual(sizes);
  });
  it('are none in a fragmented file', () => {
    expect(samplesOf(table('stts', 0), table('stsc', 0), table('stco', 0), table('stsz', 0, 0))).toEqual([]);
  });
});

describe('tables that contradict each other', () => {
  it.each([
    { name: 'no sizes', tables: [STTS, STSC, STCO], reason: 'bad-value' },
    {
      name: 'fewer sizes than it says',
      tables: [STTS, STSC, STCO, table('stsz', 0, 3, 7)],
      reason: 'truncated',
    },
    {
      name: 'fewer chunks than it says',
      tables: [STTS, STSC, table('stco', 9, 1000), STSZ],
      reason: 'truncated',
    },
    {
      name: 'sizes of 5 bits',
      tables: [STTS, STSC, STCO, box('stz2', u32(0), u32(5), u32(1), [0])],
      reason: 'bad-value',
    },
  ])('$name', ({ tables, reason }) => {
    expect(() => samplesOf(...tables)).toThrow(expect.objectContaining({ reason }));
  });
  it('end with the shorter of sizes and times', () => {
    expect(samplesOf(table('stts', 1, 1, 10), STSC, STCO, STSZ)).toHaveLength(2);
    expect(samplesOf(STTS, STSC, STCO, table('stsz', 0, 1, 7))).toHaveLength(1);
  });
});

it('is read one sample at a time: 2^32 - 1 samples in a hundred bytes cost nothing until they are asked for', () => {
  const many = 0xffffffff;
  const tables = [
    table('stts', 1, many, 1),
    table('stsc', 1, 1, many, 1),
    table('stco', 1, 0),
    table('stsz', 1, many),
  ];
  const [stbl] = readBoxes(Uint8Array.from(box('stbl', ...tables)));
  const samples = stbl && new SampleTable(stbl, childrenOf(stbl))[Symbol.iterator]();
  expect(samples?.next().value).toMatchObject({ offset: 0, size: 1 });
  expect(samples?.next().value).toMatchObject({ offset: 1, decodeTime: 1 });
});

it('throws nothing but ParseError, whatever the numbers', () => {
  const numbers = fc.array(fc.oneof(fc.nat({ max: 4 }), fc.nat({ max: 0xffffffff })), { maxLength: 8 });
  fc.assert(
    fc.property(numbers, numbers, numbers, numbers, numbers, (stts, stsc, stco, stsz, ctts) => {
      const tables = [
        table('stts', ...stts),
        table('stsc', ...stsc),
        table('stco', ...stco),
        table('stsz', ...stsz),
      ];
      const [stbl] = readBoxes(Uint8Array.from(box('stbl', ...tables, table('ctts', ...ctts))));
      try {
        let count = 0;
        if (stbl)
          for (const { size } of new SampleTable(stbl, childrenOf(stbl)))
            if (size < 0 || ++count > 100) break;
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
      }
    }),
  );
});
