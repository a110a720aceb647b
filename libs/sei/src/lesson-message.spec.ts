import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../test/hex.js';
import { expectOnlyParseError, hostileBytes } from '../test/hostile-bytes.js';
import { loadVectors } from '../test/vectors.js';
import { extractSei } from './access-unit.js';
import { joinAnnexB } from './annex-b.js';
import {
  type LessonMessage,
  LESSON_UUID,
  lessonSeiNalUnits,
  readLessonPacket,
  writeLessonMessage,
} from './lesson-message.js';
import { LessonMessageReader } from './lesson-message-reader.js';
import { MAX_LESSON_BODY, MAX_LESSON_BYTES_PER_ACCESS_UNIT, MAX_LESSON_MESSAGE } from './limits.js';
import { ANNEX_B } from './nal-framing.js';
import { writeSeiNalUnit } from './sei-nal-unit.js';
import { readUserDataUnregistered, writeUserDataUnregistered } from './user-data-unregistered.js';

const withBody = (size: number, more: Partial<LessonMessage> = {}): LessonMessage => ({
  seq: 1,
  wallClockMs: 1_700_000_000_000,
  snapshot: false,
  repeat: false,
  body: new Uint8Array(size).map((_, i) => 0x20 + (i % 90)),
  ...more,
});

/** Any message, small and large, signed and not. */
const anyMessage: fc.Arbitrary<LessonMessage> = fc
  .record({
    seq: fc.nat({ max: 2 ** 32 - 1 }),
    wallClockMs: fc.maxSafeNat(),
    snapshot: fc.boolean(),
    repeat: fc.boolean(),
    body: fc.oneof(
      fc.uint8Array({ maxLength: 50 }),
      fc.nat({ max: MAX_LESSON_BODY }).map((size) => withBody(size).body),
    ),
    signature: fc.option(fc.uint8Array({ minLength: 64, maxLength: 64 }), { nil: undefined }),
  })
  .map(({ signature, ...message }) => (signature ? { ...message, signature } : message));

describe('lesson message', () => {
  it('comes back whole through SEI NAL units of either codec', () => {
    fc.assert(
      fc.property(anyMessage, fc.constantFrom('h264' as const, 'h265' as const), (message, codec) => {
        const reader = new LessonMessageReader();
        const stream = joinAnnexB(lessonSeiNalUnits(message, codec));
        const read = extractSei(stream, ANNEX_B, codec).map(({ payload }) => {
          const { uuid, data } = readUserDataUnregistered(payload);
          expect(uuid).toBe(LESSON_UUID);
          return reader.push(data);
        });
        expect(read.at(-1)).toEqual(message);
        expect(read.slice(0, -1).every((one) => one === undefined)).toBe(true);
      }),
    );
  });

  it('is user data in an SEI NAL unit like any other', () => {
    fc.assert(
      fc.property(anyMessage, fc.constantFrom('h264' as const, 'h265' as const), (message, codec) => {
        const wrapped = writeLessonMessage(message).map((data) =>
          writeSeiNalUnit([writeUserDataUnregistered(LESSON_UUID, data)], codec),
        );
        expect(lessonSeiNalUnits(message, codec)).toEqual(wrapped);
      }),
    );
  });

  it('never needs more than one access unit may carry, and two fragments fit into one', () => {
    const signature = new Uint8Array(64).fill(1);
    for (const size of [0, 1792, 1793, MAX_LESSON_BODY]) {
      const nals = lessonSeiNalUnits(withBody(size, { signature }), 'h265');
      const largest = Math.max(...nals.map((nal) => nal.length + 4));
      expect(largest * Math.min(nals.length, 2)).toBeLessThanOrEqual(MAX_LESSON_BYTES_PER_ACCESS_UNIT);
    }
  });

  it('is cut into fragments of about 1 KiB when it is large', () => {
    const sizes = writeLessonMessage(withBody(4096)).map((data) => data.length);
    expect(sizes).toHaveLength(5);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1024);
  });

  it.each<[string, LessonMessage]>([
    ['a body over 64 KiB', withBody(MAX_LESSON_BODY + 1)],
    ['a seq over 32 bits', withBody(1, { seq: 2 ** 32 })],
    ['a negative seq', withBody(1, { seq: -1 })],
    ['a wall clock that is no whole number', withBody(1, { wallClockMs: 0.5 })],
    ['a short signature', withBody(1, { signature: new Uint8Array(63) })],
  ])('refuses to write %s', (_, message) => expect(() => writeLessonMessage(message)).toThrow(RangeError));

  it('refuses one over 4,096 bytes', () => {
    const data = new Uint8Array(MAX_LESSON_MESSAGE + 1);
    data[0] = 1;
    expect(readLessonPacket(data.subarray(0, MAX_LESSON_MESSAGE))?.body).toHaveLength(
      MAX_LESSON_MESSAGE - 14,
    );
    expect(() => readLessonPacket(data)).toThrow(expect.objectContaining({ reason: 'too-large', offset: 0 }));
  });

  it('refuses a fragment of nothing', () => {
    expect(() => readLessonPacket(fromHex('01020000000100000000000000020000000200000000'))).toThrow(
      expect.objectContaining({ reason: 'bad-length' }),
    );
  });

  it('throws nothing but ParseError, whatever the bytes', () => {
    const seeds = loadVectors<{ userData: string[] }>('lesson-message').flatMap(({ userData }) =>
      userData.map(fromHex),
    );
    const reader = new LessonMessageReader();
    fc.assert(
      fc.property(hostileBytes(seeds), (bytes) => {
        expectOnlyParseError(bytes, () => reader.push(bytes));
      }),
      { numRuns: 1000 },
    );
  });
});
