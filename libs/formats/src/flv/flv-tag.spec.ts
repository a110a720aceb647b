import { milliseconds } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { FlvReader } from './flv-reader.js';
import { type FlvTag, flvTagSize, writeFlvHeader, writeFlvTag } from './flv-tag.js';

const FILE_HEADER = [0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 9, 0, 0, 0, 0];
const tag = (type: FlvTag['type'], time: number, body: number[]): FlvTag => ({
  type,
  timestampMs: milliseconds(time),
  body: Uint8Array.from(body),
});

const headers = [
  { name: 'audio and video', header: { audio: true, video: true }, flags: 5 },
  { name: 'frame only', header: { audio: false, video: true }, flags: 1 },
  { name: 'audio only', header: { audio: true, video: false }, flags: 4 },
  { name: 'nothing', header: { audio: false, video: false }, flags: 0 },
];
describe.each(headers)('FLV header: $name', ({ header, flags }) => {
  const wire = [0x46, 0x4c, 0x56, 1, flags, 0, 0, 0, 9, 0, 0, 0, 0];
  it('writes', () => expect([...writeFlvHeader(header)]).toEqual(wire));
  it('reads', () => {
    const reader = new FlvReader();
    reader.push(Uint8Array.from(wire));
    expect(reader.header).toEqual(header);
  });
});

const tags = [
  {
    name: 'a video tag at 40 ms',
    tag: tag('video', 40, [0x17, 1, 0, 0, 0, 0xaa]),
    wire: [9, 0, 0, 6, 0, 0, 40, 0, 0, 0, 0, 0x17, 1, 0, 0, 0, 0xaa, 0, 0, 0, 17],
  },
  {
    name: 'an audio tag at 0 ms',
    tag: tag('audio', 0, [0xaf, 1, 0x21]),
    wire: [8, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0xaf, 1, 0x21, 0, 0, 0, 14],
  },
  {
    name: 'a script tag without a body',
    tag: tag('script', 0, []),
    wire: [18, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11],
  },
  {
    name: 'the last time of 24 bits',
    tag: tag('video', 0xffffff, [1]),
    wire: [9, 0, 0, 1, 0xff, 0xff, 0xff, 0, 0, 0, 0, 1, 0, 0, 0, 12],
  },
  {
    name: 'the first time that needs TimestampExtended',
    tag: tag('video', 0x1000000, [1]),
    wire: [9, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 12],
  },
  {
    name: 'the upper byte of the time after its lower three',
    tag: tag('video', 0x12345678, [1]),
    wire: [9, 0, 0, 1, 0x34, 0x56, 0x78, 0x12, 0, 0, 0, 1, 0, 0, 0, 12],
  },
  {
    name: 'a time past 2^31 ms, which is not negative',
    tag: tag('video', 0xfffffffe, [1]),
    wire: [9, 0, 0, 1, 0xff, 0xff, 0xfe, 0xff, 0, 0, 0, 1, 0, 0, 0, 12],
  },
  {
    name: 'a body of 256 bytes',
    tag: tag('video', 0, new Array<number>(256).fill(7)),
    wire: [9, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, ...new Array<number>(256).fill(7), 0, 0, 1, 11],
  },
];
describe.each(tags)('FLV tag: $name', ({ tag: value, wire }) => {
  it('reads', () => {
    const reader = new FlvReader();
    expect(reader.push(Uint8Array.from([...FILE_HEADER, ...wire]))).toMatchObject([value]);
    expect(() => reader.end()).not.toThrow();
  });
  it('writes', () => expect([...writeFlvTag(value)]).toEqual(wire));
  it('has the size that flvTagSize says', () => expect(flvTagSize(value.body.length)).toBe(wire.length));
});

describe('writing what does not fit', () => {
  it('counts the time modulo 2^32 ms', () => {
    expect([...writeFlvTag(tag('video', 2 ** 32 + 5, [])).subarray(4, 8)]).toEqual([0, 0, 5, 0]);
  });
  it('rounds a broken millisecond', () => {
    expect([...writeFlvTag(tag('video', 33.366, [])).subarray(4, 8)]).toEqual([0, 0, 33, 0]);
  });
  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a time of %s', (time) => {
    expect(() => writeFlvTag(tag('video', time, []))).toThrow(RangeError);
  });
  it('refuses a body of 16 MiB', () => {
    const body = new Uint8Array(2 ** 24);
    expect(() => writeFlvTag({ ...tag('video', 0, []), body })).toThrow('at most 16777215 bytes');
  });
});
