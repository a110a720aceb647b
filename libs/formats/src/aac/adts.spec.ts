import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AdtsFrame, adtsToConfig, readAdts, writeAdts } from './adts.js';

const frame = (
  objectType: number,
  samplingFrequency: number,
  channelConfiguration: number,
  data: number[],
) => ({
  objectType,
  samplingFrequency,
  channelConfiguration,
  data: Uint8Array.from(data),
});

const cases: { name: string; frame: AdtsFrame; wire: number[]; config: Record<string, unknown> }[] = [
  {
    name: 'LC, 44.1 kHz, stereo',
    frame: frame(2, 44100, 2, [0x21, 0x10]),
    wire: [0xff, 0xf1, 0x50, 0x80, 0x01, 0x3f, 0xfc, 0x21, 0x10],
    config: { objectType: 2, samplingFrequency: 44100, channels: 2 },
  },
  {
    name: 'LC, 48 kHz, 7.1 as configuration 7',
    frame: frame(2, 48000, 7, []),
    wire: [0xff, 0xf1, 0x4d, 0xc0, 0x00, 0xff, 0xfc],
    config: { objectType: 2, samplingFrequency: 48000, channels: 8 },
  },
  {
    name: 'Main, 7.35 kHz, mono',
    frame: frame(1, 7350, 1, [1]),
    wire: [0xff, 0xf1, 0x30, 0x40, 0x01, 0x1f, 0xfc, 1],
    config: { objectType: 1, samplingFrequency: 7350, channels: 1 },
  },
];
describe.each(cases)('ADTS: $name', ({ frame: value, wire, config }) => {
  it('reads', () => expect(readAdts(Uint8Array.from(wire))).toEqual([value]));
  it('writes', () => expect([...writeAdts(value)]).toEqual(wire));
  it('is made of its AudioSpecificConfig and the raw frame', () => {
    expect([...writeAdts({ ...adtsToConfig(value), data: value.data })]).toEqual(wire);
  });
  it('gives the AudioSpecificConfig', () => expect(adtsToConfig(value)).toMatchObject(config));
});

describe('reading what we do not write', () => {
  it('steps over the CRC of a protected frame, and takes an MPEG-2 header too', () => {
    const wire = [0xff, 0xf8, 0x50, 0x80, 0x01, 0x5f, 0xfc, 0xaa, 0xbb, 7];
    expect(readAdts(Uint8Array.from(wire))).toEqual([frame(2, 44100, 2, [7])]);
  });
  it('reads frames one after the other', () => {
    const wire = [...writeAdts(frame(2, 48000, 2, [1])), ...writeAdts(frame(2, 48000, 2, [2, 3]))];
    expect(readAdts(Uint8Array.from(wire)).map(({ data }) => [...data])).toEqual([[1], [2, 3]]);
  });
});

const GOOD = [0xff, 0xf1, 0x50, 0x80, 0x01, 0x3f, 0xfc, 0x21, 0x10];
const refused = [
  { name: 'no syncword', wire: [0xff, 0xe1, ...GOOD.slice(2)], reason: 'bad-signature', offset: 0 },
  { name: 'MP3 (layer 3)', wire: [0xff, 0xfb, ...GOOD.slice(2)], reason: 'bad-signature', offset: 0 },
  {
    name: 'a reserved frequency',
    wire: [0xff, 0xf1, 0x74, ...GOOD.slice(3)],
    reason: 'bad-value',
    offset: 2,
  },
  {
    name: 'a frame shorter than its header',
    wire: [0xff, 0xf1, 0x50, 0x80, 0, 0xdf, 0xfc],
    reason: 'bad-length',
    offset: 3,
  },
  { name: 'half a header', wire: GOOD.slice(0, 6), reason: 'truncated', offset: 0 },
  { name: 'half a second frame', wire: [...GOOD, ...GOOD.slice(0, 8)], reason: 'truncated', offset: 9 },
  { name: 'two raw data blocks', wire: [...GOOD.slice(0, 6), 0xfd, 0, 0], reason: 'unsupported', offset: 6 },
];
it.each(refused)('refuses $name', ({ wire, reason, offset }) => {
  expect(() => readAdts(Uint8Array.from(wire))).toThrow(expect.objectContaining({ reason, offset }));
});

it.each([
  ['object type 5', frame(5, 44100, 2, [])],
  ['44,123 Hz', frame(2, 44123, 2, [])],
  ['channel configuration 11', frame(2, 44100, 11, [])],
  ['a frame of 8,185 bytes', frame(2, 44100, 2, new Array<number>(8185).fill(0))],
])('refuses to write %s', (_, value) => {
  expect(() => writeAdts(value)).toThrow(RangeError);
});

it('reads what it writes', () => {
  const anyFrame = fc.record({
    objectType: fc.integer({ min: 1, max: 4 }),
    samplingFrequency: fc.constantFrom(96000, 48000, 44100, 22050, 7350),
    channelConfiguration: fc.nat({ max: 7 }),
    data: fc.uint8Array({ maxLength: 8184 }),
  });
  fc.assert(
    fc.property(fc.array(anyFrame, { maxLength: 4 }), (frames) => {
      const stream = Uint8Array.from(frames.flatMap((value) => [...writeAdts(value)]));
      expect(readAdts(stream)).toEqual(frames);
    }),
  );
});

it('throws nothing but ParseError, whatever the bytes', () => {
  const start = fc.constantFrom([], [0xff, 0xf1], [0xff, 0xf1, 0x50, 0x80, 0x01]);
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 60 }), (begin, rest) => {
      try {
        for (const value of readAdts(Uint8Array.from([...begin, ...rest]))) adtsToConfig(value);
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
      }
    }),
  );
});
