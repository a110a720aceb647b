import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Amf0Value, MAX_AMF0_DEPTH, readAmf0, writeAmf0 } from './amf0.js';

const text = (value: string): number[] => [...value].map((letter) => letter.charCodeAt(0));
const key = (name: string): number[] => [0, name.length, ...text(name)];

const cases: { name: string; values: Amf0Value[]; wire: number[] }[] = [
  { name: 'nothing', values: [], wire: [] },
  { name: 'number 1.5', values: [1.5], wire: [0, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0] },
  { name: 'true and false', values: [true, false], wire: [1, 1, 1, 0] },
  { name: 'a string', values: ['ab'], wire: [2, 0, 2, 0x61, 0x62] },
  { name: 'UTF-8', values: ['é…'], wire: [2, 0, 5, 0xc3, 0xa9, 0xe2, 0x80, 0xa6] },
  { name: 'a byte order mark, which is text', values: ['\ufeff'], wire: [2, 0, 3, 0xef, 0xbb, 0xbf] },
  { name: 'null and undefined', values: [null, undefined], wire: [5, 6] },
  { name: 'an empty object', values: [{}], wire: [3, 0, 0, 9] },
  { name: 'an object', values: [{ a: 'b' }], wire: [3, ...key('a'), 2, ...key('b'), 0, 0, 9] },
  {
    name: 'an ECMA array',
    values: [new Map<string, Amf0Value>([['w', true]])],
    wire: [8, 0, 0, 0, 1, ...key('w'), 1, 1, 0, 0, 9],
  },
  { name: 'a strict array', values: [[null, true]], wire: [10, 0, 0, 0, 2, 5, 1, 1] },
  {
    name: 'a date',
    values: [new Date(2)],
    wire: [11, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  },
  {
    name: 'nested values',
    values: [[{ list: [new Map<string, Amf0Value>()] }]],
    wire: [10, 0, 0, 0, 1, 3, ...key('list'), 10, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0, 0, 9, 0, 0, 9],
  },
  {
    name: 'a string of 65,536 bytes',
    values: ['x'.repeat(65536)],
    wire: [12, 0, 1, 0, 0, ...new Array<number>(65536).fill(0x78)],
  },
  {
    name: 'a string of 65,535 bytes',
    values: ['x'.repeat(65535)],
    wire: [2, 0xff, 0xff, ...new Array<number>(65535).fill(0x78)],
  },
];
describe.each(cases)('AMF0: $name', ({ values, wire }) => {
  it('reads', () => expect(readAmf0(Uint8Array.from(wire))).toEqual(values));
  it('writes', () => expect([...writeAmf0(...values)]).toEqual(wire));
});

describe('reading what we do not write', () => {
  it('takes the end marker of an ECMA array for its end, whatever its count says', () => {
    const wire = [8, 0xff, 0xff, 0xff, 0xff, ...key('a'), 5, 0, 0, 9, 5];
    expect(readAmf0(Uint8Array.from(wire))).toEqual([new Map([['a', null]]), null]);
  });
  it('drops the class name of a typed object', () => {
    expect(readAmf0(Uint8Array.from([16, ...key('Cls'), ...key('a'), 5, 0, 0, 9]))).toEqual([{ a: null }]);
  });
  it('reads an XML document as its text', () => {
    expect(readAmf0(Uint8Array.from([15, 0, 0, 0, 3, ...text('<a>')]))).toEqual(['<a>']);
  });
  it('reads an unsupported marker as undefined', () => {
    expect(readAmf0(Uint8Array.of(13))).toEqual([undefined]);
  });
  it('keeps __proto__ as a key like any other', () => {
    const [object] = readAmf0(
      Uint8Array.from([3, ...key('__proto__'), 3, ...key('x'), 1, 1, 0, 0, 9, 0, 0, 9]),
    );
    expect(Object.keys(object as object)).toEqual(['__proto__']);
    expect((object as { x?: unknown }).x).toBeUndefined();
  });
  it('replaces bytes that are no UTF-8', () => {
    expect(readAmf0(Uint8Array.of(2, 0, 1, 0xe9))).toEqual(['\ufffd']);
  });
});

const nested = (depth: number): number[] => [...new Array<number[]>(depth).fill([10, 0, 0, 0, 1]).flat(), 5];

const refused = [
  { name: 'an unknown marker', wire: [0x12], reason: 'unsupported', offset: 0 },
  { name: 'a reference', wire: [5, 7, 0, 0], reason: 'unsupported', offset: 1 },
  { name: 'AMF3', wire: [0x11], reason: 'unsupported', offset: 0 },
  { name: 'half a number', wire: [0, 1, 2], reason: 'truncated', offset: 1 },
  { name: 'a string longer than its bytes', wire: [2, 0, 5, 0x61], reason: 'truncated', offset: 3 },
  { name: 'a long string of 4 GiB', wire: [12, 0xff, 0xff, 0xff, 0xff, 1], reason: 'truncated', offset: 5 },
  {
    name: 'a strict array of 2^32 - 1',
    wire: [10, 0xff, 0xff, 0xff, 0xff, 5],
    reason: 'truncated',
    offset: 1,
  },
  { name: 'an object without its end', wire: [3, ...key('a'), 5], reason: 'truncated', offset: 5 },
  {
    name: 'values too deep',
    wire: nested(MAX_AMF0_DEPTH + 1),
    reason: 'too-deep',
    offset: 5 * (MAX_AMF0_DEPTH + 1),
  },
  {
    name: 'values 100,000 deep',
    wire: nested(100_000),
    reason: 'too-deep',
    offset: 5 * (MAX_AMF0_DEPTH + 1),
  },
];
it.each(refused)('refuses $name', ({ wire, reason, offset }) => {
  expect(() => readAmf0(Uint8Array.from(wire))).toThrow(expect.objectContaining({ reason, offset }));
});

it('reads values as deep as the limit', () => {
  expect(() => readAmf0(Uint8Array.from(nested(MAX_AMF0_DEPTH)))).not.toThrow();
});

it('refuses to write deeper values or longer keys', () => {
  let deep: Amf0Value = null;
  for (let depth = 0; depth <= MAX_AMF0_DEPTH; depth++) deep = [deep];
  expect(() => writeAmf0(deep)).toThrow(RangeError);
  expect(() => writeAmf0({ ['k'.repeat(65536)]: 1 })).toThrow(RangeError);
});

const anyValue = fc.letrec<{ value: Amf0Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.double(),
    fc.boolean(),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(null, undefined),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value')),
    fc.array(fc.tuple(fc.string(), tie('value'))).map((entries) => new Map(entries)),
  ),
})).value;

it('reads what it writes', () => {
  fc.assert(
    fc.property(fc.array(anyValue), (values) => {
      expect(readAmf0(writeAmf0(...values))).toEqual(values);
    }),
  );
});

it('throws nothing but ParseError, whatever the bytes', () => {
  const marker = fc.constantFrom(0, 1, 2, 3, 5, 6, 8, 9, 10, 11, 12, 16);
  const plausible = fc.array(fc.oneof(marker, fc.nat({ max: 255 })), { maxLength: 60 });
  fc.assert(
    fc.property(plausible, (bytes) => {
      try {
        readAmf0(Uint8Array.from(bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
      }
    }),
    { numRuns: 1000 },
  );
});
