import { ParseError, milliseconds } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlvReader } from './flv-reader.js';
import { type FlvTag, writeFlvHeader, writeFlvTag } from './flv-tag.js';

const HEADER = [0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 9, 0, 0, 0, 0];
const TAG = [9, 0, 0, 2, 0, 0, 40, 0, 0, 0, 0, 0x17, 2, 0, 0, 0, 13];

function parseErrorOf(run: () => unknown): ParseError {
  try {
    run();
  } catch (error) {
    if (error instanceof ParseError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const broken = [
  {
    name: 'another signature',
    bytes: [0x46, 0x4c, 0x57, 1, 5, 0, 0, 0, 9],
    reason: 'bad-signature',
    offset: 0,
  },
  { name: 'version 2', bytes: [0x46, 0x4c, 0x56, 2, 5, 0, 0, 0, 9], reason: 'unsupported', offset: 3 },
  {
    name: 'a header of 8 bytes',
    bytes: [0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 8],
    reason: 'bad-length',
    offset: 5,
  },
  {
    name: 'a header of 4 GiB',
    bytes: [0x46, 0x4c, 0x56, 1, 5, 0xff, 0xff, 0xff, 0xff],
    reason: 'bad-length',
    offset: 5,
  },
  { name: 'a PreviousTagSize0 of 1', bytes: [...HEADER.slice(0, 12), 1], reason: 'bad-length', offset: 9 },
  {
    name: 'an encrypted tag (Filter bit)',
    bytes: [...HEADER, 0x29, ...TAG.slice(1)],
    reason: 'unsupported',
    offset: 13,
  },
  { name: 'tag type 10', bytes: [...HEADER, 10, ...TAG.slice(1)], reason: 'bad-value', offset: 13 },
  {
    name: 'a reserved bit in the tag type',
    bytes: [...HEADER, 0x49, ...TAG.slice(1)],
    reason: 'bad-value',
    offset: 13,
  },
  {
    name: 'a StreamID that is not 0',
    bytes: [...HEADER, ...TAG.slice(0, 10), 1, ...TAG.slice(11)],
    reason: 'bad-value',
    offset: 21,
  },
  {
    name: 'a PreviousTagSize that is one too small',
    bytes: [...HEADER, ...TAG, ...TAG.slice(0, 16), 12],
    reason: 'bad-length',
    offset: 13 + 17 + 13,
  },
];
describe.each(broken)('a stream with $name', ({ bytes, reason, offset }) => {
  it('is refused with reason and place', () => {
    const error = parseErrorOf(() => {
      const reader = new FlvReader();
      reader.push(Uint8Array.from(bytes));
      reader.end();
    });
    expect(error).toMatchObject({ reason, offset });
  });
  it('is refused at the same place when it comes byte by byte', () => {
    const reader = new FlvReader();
    const error = parseErrorOf(() => bytes.forEach((byte) => reader.push(Uint8Array.of(byte))));
    expect(error).toMatchObject({ reason, offset });
  });
});

describe('the end of a stream', () => {
  const stream = [...HEADER, ...TAG, ...TAG];
  const tagStarts = [0, 13, 30];
  it.each(stream.map((_, length) => length))('cut after %i bytes names the unfinished part', (length) => {
    const reader = new FlvReader();
    reader.push(Uint8Array.from(stream.slice(0, length)));
    if (length === 13 || length === 30) {
      expect(() => reader.end()).not.toThrow();
    } else {
      const offset = tagStarts.findLast((start) => start <= length);
      expect(parseErrorOf(() => reader.end())).toMatchObject({
        reason: 'truncated',
        // The header counts as one part with the PreviousTagSize0 after it.
        offset: length < 13 ? 0 : offset,
      });
    }
  });
});

it('reads a longer file header, as a later version may write it', () => {
  const bytes = [0x46, 0x4c, 0x56, 1, 1, 0, 0, 0, 11, 0xee, 0xee, 0, 0, 0, 0, ...TAG];
  const reader = new FlvReader();
  expect(reader.push(Uint8Array.from(bytes))).toHaveLength(1);
  expect([...reader.headerBytes]).toEqual(bytes.slice(0, 15));
});

it('refuses a tag larger than the limit it was given, before its body has come', () => {
  const reader = new FlvReader({ maxBodyBytes: 1000 });
  const error = parseErrorOf(() =>
    reader.push(Uint8Array.from([...HEADER, 9, 0, 3, 0xe9, 0, 0, 0, 0, 0, 0, 0])),
  );
  expect(error).toMatchObject({ reason: 'too-large', offset: 14 });
});

it('says where the next tag begins, for a message about a bad body', () => {
  const reader = new FlvReader();
  reader.push(Uint8Array.from([...HEADER, ...TAG, ...TAG.slice(0, 13)]));
  expect(reader.offset).toBe(30);
});

const anyTag = fc.record({
  type: fc.constantFrom<FlvTag['type']>('audio', 'video', 'script'),
  timestampMs: fc.nat({ max: 0xffffffff }).map(milliseconds),
  body: fc.uint8Array({ maxLength: 3000 }),
});

it('gives back the tags that were written, however the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(anyTag, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 4000 })),
      (tags, cuts) => {
        const parts = [writeFlvHeader({ audio: true, video: true }), ...tags.map(writeFlvTag)];
        const stream = Uint8Array.from(parts.flatMap((part) => [...part]));
        const reader = new FlvReader();
        const read: FlvTag[] = [];
        let offset = 0;
        for (const cut of [...cuts, stream.length]) {
          read.push(...reader.push(stream.slice(offset, offset + cut)));
          offset = Math.min(stream.length, offset + cut);
        }
        reader.end();
        expect(read).toMatchObject(tags);
      },
    ),
  );
});

it('throws nothing but ParseError, whatever the bytes after a good header', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, withHeader) => {
      const reader = new FlvReader();
      try {
        if (withHeader) reader.push(Uint8Array.from(HEADER));
        reader.push(bytes);
        reader.end();
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
      }
    }),
  );
});

it('holds no more than a small multiple of what has come of a tag announced with 16 MiB', () => {
  const reader = new FlvReader();
  reader.push(Uint8Array.from([...HEADER, 9, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0]));
  const before = process.memoryUsage().arrayBuffers;
  for (let index = 0; index < 100; index++) reader.push(new Uint8Array(10));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000);
});
