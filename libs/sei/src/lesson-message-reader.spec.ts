import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LessonMessage, writeLessonMessage } from './lesson-message.js';
import { LessonMessageReader } from './lesson-message-reader.js';

const message = (seq: number, size = 3000): LessonMessage => ({
  seq,
  wallClockMs: 5,
  snapshot: false,
  repeat: false,
  body: new Uint8Array(size).fill(0x20 + (seq % 90)),
});

describe('LessonMessageReader', () => {
  it('puts fragments of several messages together in any order, with some of them twice', () => {
    const packets = [1, 2, 3].flatMap((seq) => writeLessonMessage(message(seq)));
    const order = fc.shuffledSubarray(packets, { minLength: packets.length });
    fc.assert(
      fc.property(
        order,
        fc.array(fc.nat({ max: packets.length - 1 }), { maxLength: 6 }),
        (shuffled, repeats) => {
          const reader = new LessonMessageReader();
          const sent = [...shuffled];
          // A copy directly behind its original: a later one could belong to a message that is complete.
          for (const at of repeats) sent.splice(at, 0, sent[at] ?? new Uint8Array(0));
          const incomplete = sent.slice(0, -1);
          const read = [...incomplete, ...sent.slice(-1)].flatMap((data) => reader.push(data) ?? []);
          expect(read.map(({ seq }) => seq).sort()).toEqual([1, 2, 3]);
          for (const one of read) expect(one).toEqual(message(one.seq));
        },
      ),
    );
  });

  it('tells messages of the same seq apart: an event, a snapshot, and the same sent again', () => {
    const kinds = [
      message(1),
      { ...message(1), snapshot: true },
      { ...message(1), repeat: true },
      { ...message(1), wallClockMs: 6 },
    ];
    const packets = kinds.map(writeLessonMessage);
    const reader = new LessonMessageReader();
    const interleaved = [0, 1, 2, 3].flatMap((fragment) => packets.flatMap((one) => one[fragment] ?? []));
    expect(interleaved.flatMap((data) => reader.push(data) ?? [])).toEqual(kinds);
  });

  it('gives up the message untouched longest when more than eight are unfinished', () => {
    const reader = new LessonMessageReader();
    const packets = Array.from({ length: 9 }, (_, seq) => writeLessonMessage(message(seq)));
    const push = (seq: number, fragment: number): LessonMessage | undefined =>
      reader.push(packets[seq]?.[fragment] ?? new Uint8Array(0));
    for (let seq = 0; seq < 8; seq++) push(seq, 0);
    push(0, 1); // touched again: now 1 is the oldest
    push(8, 0);
    expect([push(1, 1), push(1, 2), push(1, 3)]).toEqual([undefined, undefined, undefined]);
    expect([push(0, 2), push(0, 3)]).toEqual([undefined, message(0)]);
  });

  it('keeps no more than 64 KiB of one message', () => {
    const reader = new LessonMessageReader();
    const fragment = (index: number): Uint8Array => {
      const data = new Uint8Array(4096);
      data.set([1, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 5, 0, index, 0, 100, 0, 0, 0, 0]);
      return data;
    };
    for (let index = 0; index < 16; index++) expect(reader.push(fragment(index))).toBeUndefined();
    expect(() => reader.push(fragment(16))).toThrow(expect.objectContaining({ reason: 'too-large' }));
    expect(reader.push(fragment(17))).toBeUndefined();
  });

  it('does not keep the memory of the picture a fragment came in', () => {
    const [first = new Uint8Array(0), ...rest] = writeLessonMessage(message(4));
    const picture = new Uint8Array(100_000);
    picture.set(first, 50_000);
    const reader = new LessonMessageReader();
    reader.push(picture.subarray(50_000, 50_000 + first.length));
    picture.fill(0);
    expect(rest.map((data) => reader.push(data)).at(-1)).toEqual(message(4));
  });

  it('goes on after a checksum that is wrong', () => {
    const reader = new LessonMessageReader();
    const packets = writeLessonMessage(message(4));
    const last = packets.at(-1)?.slice() ?? new Uint8Array(0);
    last[last.length - 1] = 0;
    for (const data of packets.slice(0, -1)) reader.push(data);
    expect(() => reader.push(last)).toThrow(expect.objectContaining({ reason: 'crc-mismatch' }));
    expect(packets.map((data) => reader.push(data)).at(-1)).toEqual(message(4));
  });

  it('forgets what is unfinished', () => {
    const reader = new LessonMessageReader();
    const packets = writeLessonMessage(message(4));
    for (const data of packets.slice(0, -1)) reader.push(data);
    reader.reset();
    expect(packets.slice(-1).map((data) => reader.push(data))).toEqual([undefined]);
  });
});
