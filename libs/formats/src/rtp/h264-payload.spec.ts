import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { H264Depayloader, h264Payloads } from './h264-payload.js';

const nal = (header: number, ...rest: number[]): Uint8Array => Uint8Array.of(header, ...rest);
const sps = nal(0x67, 0x42, 0xe0);
const pps = nal(0x68, 0xce);
const sei = nal(0x06, 0x05, 0x01, 0x00, 0x80);
const idr = nal(0x65, 1, 2, 3, 4, 5, 6, 7, 8, 9);
const slice = nal(0x41, 1, 2, 3);

const cases: { name: string; nalUnits: Uint8Array[]; maxBytes: number; wire: number[][] }[] = [
  { name: 'a single NAL unit, as it is', nalUnits: [slice], maxBytes: 10, wire: [[0x41, 1, 2, 3]] },
  {
    name: 'STAP-A: parameter sets and SEI before an IDR slice that does not fit beside them',
    nalUnits: [sps, pps, sei, idr],
    maxBytes: 20,
    wire: [[0x78, 0, 3, 0x67, 0x42, 0xe0, 0, 2, 0x68, 0xce, 0, 5, 0x06, 0x05, 0x01, 0x00, 0x80], [...idr]],
  },
  {
    name: 'STAP-A: SEI and the slice behind it',
    nalUnits: [sei, slice],
    maxBytes: 14,
    wire: [[0x58, 0, 5, 0x06, 0x05, 0x01, 0x00, 0x80, 0, 4, 0x41, 1, 2, 3]],
  },
  {
    name: 'FU-A: a NAL unit in three',
    nalUnits: [idr],
    maxBytes: 6,
    wire: [
      [0x7c, 0x85, 1, 2, 3, 4],
      [0x7c, 0x05, 5, 6, 7, 8],
      [0x7c, 0x45, 9],
    ],
  },
  {
    name: 'FU-A between others, which are not carried past it',
    nalUnits: [sps, idr, slice],
    maxBytes: 6,
    wire: [[...sps], [0x7c, 0x85, 1, 2, 3, 4], [0x7c, 0x05, 5, 6, 7, 8], [0x7c, 0x45, 9], [...slice]],
  },
];

describe.each(cases)('RFC 6184: $name', ({ nalUnits, maxBytes, wire }) => {
  it('writes', () => {
    expect(h264Payloads(nalUnits, { maxBytes }).map((payload) => [...payload])).toEqual(wire);
  });
  it('reads', () => {
    const reader = new H264Depayloader();
    expect(wire.flatMap((payload) => reader.push(Uint8Array.from(payload)))).toEqual(nalUnits);
  });
});

it('leaves room for a header, and nothing out', () => {
  const payloads = h264Payloads([sps, pps, idr], { maxBytes: 8, room: 3 });
  const reader = new H264Depayloader();
  expect(payloads.flatMap((payload) => reader.push(payload.subarray(3)))).toEqual([sps, pps, idr]);
  expect(payloads.every((payload) => payload[0] === 0 && payload.length <= 11)).toBe(true);
});

it('leaves a NAL unit out of which a packet is missing, and goes on with the next', () => {
  const [first, second, last] = h264Payloads([idr], { maxBytes: 6 });
  const reader = new H264Depayloader();
  expect(reader.push(first ?? slice)).toEqual([]);
  reader.lost();
  expect(reader.push(last ?? slice)).toEqual([]);
  expect(reader.push(second ?? slice)).toEqual([]);
  expect(reader.push(slice)).toEqual([slice]);
});

it.each([
  ['nothing', [], 'truncated'],
  ['half an aggregation size', [0x78, 0], 'truncated'],
  ['an aggregation unit longer than the payload', [0x78, 0, 9, 0x67], 'truncated'],
  ['an empty aggregation unit', [0x78, 0, 0], 'bad-length'],
  ['an FU indicator alone', [0x7c], 'truncated'],
  ['STAP-B', [0x79, 0, 0], 'unsupported'],
  ['type 0', [0x60], 'unsupported'],
])('refuses %s', (_, bytes, reason) => {
  expect(() => new H264Depayloader().push(Uint8Array.from(bytes))).toThrow(
    expect.objectContaining({ reason }),
  );
});

it('gives back every access unit that it was given, whatever the sizes', () => {
  const anyNal = fc
    .tuple(fc.integer({ min: 1, max: 23 }), fc.nat({ max: 3 }), fc.uint8Array({ maxLength: 60 }))
    .map(([type, nri, rest]) => Uint8Array.of((nri << 5) | type, ...rest));
  fc.assert(
    fc.property(fc.array(anyNal, { maxLength: 6 }), fc.integer({ min: 3, max: 40 }), (nalUnits, maxBytes) => {
      const payloads = h264Payloads(nalUnits, { maxBytes });
      expect(payloads.every(({ length }) => length > 0 && length <= maxBytes)).toBe(true);
      const reader = new H264Depayloader();
      expect(payloads.flatMap((payload) => reader.push(payload))).toEqual(nalUnits);
    }),
  );
});

it('throws nothing but ParseError, whatever the bytes', () => {
  const payloads = fc.array(fc.tuple(fc.constantFrom(0x78, 0x7c, 0x41), fc.uint8Array({ maxLength: 20 })), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(payloads, (all) => {
      const reader = new H264Depayloader();
      for (const [first, rest] of all) {
        try {
          reader.push(Uint8Array.of(first, ...rest));
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }
    }),
  );
});
