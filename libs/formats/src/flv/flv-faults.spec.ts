import { milliseconds, type ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlvReader, type LocatedFlvTag } from './flv-reader.js';
import { flvTagSize, writeFlvHeader, writeFlvTag } from './flv-tag.js';

const HEADER = writeFlvHeader({ audio: true, video: true });
const tagOf = (index: number, bytes = 40 + 13 * index): Uint8Array =>
  writeFlvTag({
    type: 'video',
    timestampMs: milliseconds(index * 40),
    body: new Uint8Array(bytes).fill(index + 1),
  });
const TAGS = Array.from({ length: 6 }, (_, index) => tagOf(index));
const join = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

type Read = { readonly tags: LocatedFlvTag[]; readonly faults: ParseError[] };

function read(bytes: Uint8Array, chunkSize = bytes.length): Read {
  const faults: ParseError[] = [];
  const reader = new FlvReader({ onFault: (fault) => void faults.push(fault) });
  const tags: LocatedFlvTag[] = [];
  for (let at = 0; at < bytes.length; at += chunkSize)
    tags.push(...reader.push(bytes.slice(at, at + chunkSize)));
  return { tags: [...tags, ...reader.end()], faults };
}
/** Which of the tags were read, by the byte that their bodies are filled with. */
const indices = ({ tags }: Read): number[] => tags.map(({ body }) => (body.at(-1) ?? 0) - 1);
const ALL = [0, 1, 2, 3, 4, 5];

/** Writes over bytes of every tag; a negative place counts from its end. */
const changed = (tag: Uint8Array, at: number, value: number): Uint8Array => {
  const copy = Uint8Array.from(tag);
  copy[at < 0 ? tag.length + at : at] = value;
  return copy;
};

const readOver = [
  {
    name: 'PreviousTagSize without the header of the tag',
    bytes: join(HEADER, ...TAGS.map((tag) => changed(tag, -1, (tag.at(-1) ?? 0) - 11))),
    reason: 'bad-length',
    faults: 6,
  },
  {
    name: 'PreviousTagSize of 0 and a first one that is not',
    bytes: join(HEADER.subarray(0, 12), [7], ...TAGS.map((tag) => changed(tag, -1, 0))),
    reason: 'bad-length',
    faults: 7,
  },
  {
    name: 'a StreamID that is not 0',
    bytes: join(HEADER, ...TAGS.map((tag) => changed(tag, 10, 1))),
    reason: 'bad-value',
    faults: 6,
  },
  {
    name: 'a tag of an unknown type',
    bytes: join(HEADER, ...TAGS.slice(0, 3), changed(tagOf(9), 0, 15), ...TAGS.slice(3)),
    reason: 'bad-value',
    faults: 1,
  },
  {
    name: 'an encrypted tag',
    bytes: join(HEADER, ...TAGS.slice(0, 3), changed(tagOf(9), 0, 0x29), ...TAGS.slice(3)),
    reason: 'unsupported',
    faults: 1,
  },
  {
    name: 'something else between its tags',
    bytes: join(HEADER, ...TAGS.slice(0, 2), new Uint8Array(500).fill(0x55), ...TAGS.slice(2)),
    reason: 'bad-value',
    faults: 1,
  },
  {
    name: 'zeros behind its tags',
    bytes: join(HEADER, ...TAGS, new Uint8Array(4096)),
    reason: 'bad-value',
    faults: 1,
  },
  {
    name: 'three bytes behind its tags',
    bytes: join(HEADER, ...TAGS, [9, 9, 9]),
    reason: 'truncated',
    faults: 1,
  },
  {
    name: 'another file behind it',
    bytes: join(HEADER, ...TAGS.slice(0, 4), HEADER, ...TAGS.slice(4)),
    reason: 'bad-value',
    faults: 1,
  },
];
describe.each(readOver)('a recording with $name', ({ bytes, reason, faults }) => {
  it.each([bytes.length, 1, 37])(
    'is read whole in chunks of %i bytes, and the fault is told',
    (chunkSize) => {
      const result = read(bytes, chunkSize);
      expect(indices(result)).toEqual(ALL);
      expect(result.faults).toHaveLength(faults);
      for (const fault of result.faults) expect(fault.reason).toBe(reason);
      for (const { offset, body } of result.tags) {
        expect([...bytes.subarray(offset + 11, offset + 11 + body.length)]).toEqual([...body]);
      }
    },
  );
});

describe('a damaged recording', () => {
  it('loses the tags around lost bytes and no others', () => {
    const whole = join(HEADER, ...TAGS);
    const at = HEADER.length + flvTagSize(40) + 30; // inside the body of the second tag
    const result = read(join(whole.subarray(0, at), whole.subarray(at + 20)));
    expect(indices(result)).toEqual(expect.arrayContaining([0, 3, 4, 5]));
    expect(result.faults.length).toBeGreaterThan(0);
  });
  it('may have faults of every kind at once', () => {
    const bytes = join(
      HEADER.subarray(0, 12),
      [3],
      changed(tagOf(0), 10, 1),
      new Uint8Array(33),
      changed(tagOf(1), -1, 53), // without the header of the tag
      changed(tagOf(9), 0, 31),
      ...TAGS.slice(2),
      tagOf(6).subarray(0, -10),
    );
    const result = read(bytes, 50);
    expect(indices(result)).toEqual(ALL);
    expect(new Set(result.faults.map(({ reason }) => reason))).toEqual(
      new Set(['bad-length', 'bad-value', 'truncated']),
    );
  });
  it('is read to its last whole tag when it was cut', () => {
    const result = read(join(HEADER, ...TAGS, tagOf(6).subarray(0, 30)));
    expect(indices(result)).toEqual(ALL);
    const offset = HEADER.length + TAGS.reduce((sum, { length }) => sum + length, 0);
    expect(result.faults).toMatchObject([{ reason: 'truncated', offset }]);
  });
  it('gives the tags behind one whose size is damaged, at its end', () => {
    const bytes = join(HEADER, TAGS[0] ?? [], changed(tagOf(9), 1, 0x70), ...TAGS.slice(1));
    expect(indices(read(bytes, 100))).toEqual(ALL);
  });
  it('is no FLV at all without its signature', () => {
    expect(() => read(join(...TAGS))).toThrow(expect.objectContaining({ reason: 'bad-signature' }));
  });
  it('is given up to the fault by a strict reader, which then throws it', () => {
    const reader = new FlvReader();
    const bytes = join(HEADER, ...TAGS, changed(tagOf(9), 0, 15));
    expect(reader.push(bytes)).toHaveLength(6);
    expect(() => reader.push(new Uint8Array(0))).toThrow(expect.objectContaining({ reason: 'bad-value' }));
    expect(() => reader.end()).toThrow(expect.objectContaining({ reason: 'bad-value' }));
  });
  it('is read to its end whatever its bytes are', () => {
    const change = fc.tuple(fc.nat(), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 30 }),
        fc.nat(),
        fc.nat({ max: 200 }),
        fc.integer({ min: 1, max: 300 }),
        (changes, cutAt, cut, size) => {
          const bytes = join(HEADER, ...TAGS);
          for (const [at, value] of changes) bytes[13 + (at % (bytes.length - 13))] = value;
          const from = 13 + (cutAt % (bytes.length - 13));
          const input = join(bytes.subarray(0, from), bytes.subarray(from + cut));
          const { tags, faults } = read(input, size);
          for (const { offset, body } of tags) {
            expect([...input.subarray(offset + 11, offset + 11 + body.length)]).toEqual([...body]);
          }
          for (const { offset } of faults) expect(offset).toBeLessThanOrEqual(input.length);
        },
      ),
      { numRuns: 500 },
    );
  });
});
