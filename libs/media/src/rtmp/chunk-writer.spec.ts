import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkReader, type ChunkMessage } from './chunk-reader.js';
import { chunked, chunkedSize, writeChunks } from './chunk-writer.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('chunks, by hand', () => {
  const message = { chunkStream: 5, type: 9, timestampMs: 0x010203, streamId: 1 };

  it.each([
    { name: 'one', length: 2, chunkBytes: 2, continued: '' },
    { name: 'two', length: 3, chunkBytes: 2, continued: 'c5' },
  ])('a message of $name', ({ length, chunkBytes, continued }) => {
    const body = Uint8Array.of(0xa1, 0xa2, 0xa3).subarray(0, length);
    const tail = hex(body.subarray(2));
    expect(hex(chunked(message, body, chunkBytes))).toBe(
      `05010203${hex(Uint8Array.of(0, 0, length))}0901000000a1a2${continued}${tail}`,
    );
  });

  it('an extended time stamp, in every chunk', () => {
    const late = { ...message, timestampMs: 0xffffff };
    expect(hex(chunked(late, Uint8Array.of(0xa1, 0xa2), 1))).toBe(
      '05ffffff000002090100000000ffffffa1c500ffffffa2',
    );
  });

  it('times modulo 2^32', () => {
    const late = { ...message, timestampMs: 2 ** 32 + 5 };
    expect(hex(chunked(late, Uint8Array.of(0xa1), 9))).toBe('050000050000010901000000a1');
  });

  it('the parts must make up the length', () => {
    const whole = { ...message, byteLength: 3 };
    expect(() => writeChunks(new Uint8Array(50), 0, whole, [Uint8Array.of(1)], 9)).toThrow(RangeError);
  });
});

/** Messages of one connection, each in a chunk stream of its own so that they may interleave. */
const messages = fc.array(
  fc.record({
    type: fc.constantFrom(8, 9, 18),
    timestampMs: fc.oneof(fc.nat(0xffffffff), fc.integer({ min: 0xfffffd, max: 0x1000002 })),
    streamId: fc.nat(0xffffffff),
    parts: fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 }),
  }),
  { maxLength: 6 },
);

describe('what is written is read again', () => {
  it('whatever the sizes, the pieces, and the order in which chunks of several messages come', () => {
    fc.assert(
      fc.property(
        messages,
        fc.integer({ min: 1, max: 300 }),
        fc.infiniteStream(fc.nat(5)),
        (sent, chunkBytes, turns) => {
          const queues = sent.map(({ parts, ...message }, i) => {
            const body = Buffer.concat(parts);
            const whole = { ...message, chunkStream: 4 + i, byteLength: body.length };
            const size = chunkedSize(whole, chunkBytes);
            const target = new Uint8Array(size + 7);
            expect(writeChunks(target, 7, whole, parts, chunkBytes)).toBe(size + 7);
            return chunksOf(Buffer.from(target.subarray(7)), body.length, chunkBytes);
          });
          const received: ChunkMessage[] = [];
          const reader = new ChunkReader(
            { chunkStreams: 9, admit: () => true },
            (m) => void received.push(m),
          );
          reader.setChunkBytes(chunkBytes);
          for (let left = queues.flat().length; left > 0; left--) {
            const waiting = queues.filter((queue) => queue.length > 0);
            const queue = waiting[(turns.next().value ?? 0) % waiting.length];
            reader.read(queue?.shift() ?? Buffer.alloc(0));
          }
          const expected = sent.map(({ parts, ...message }) => ({ ...message, body: Buffer.concat(parts) }));
          expect(received).toHaveLength(expected.length);
          expect(received).toEqual(expect.arrayContaining(expected));
        },
      ),
    );
  });
});

/** Cuts written chunks apart: all but the last have `chunkBytes` of body. */
function chunksOf(written: Buffer, bodyBytes: number, chunkBytes: number): Buffer[] {
  const count = Math.max(1, Math.ceil(bodyBytes / chunkBytes));
  const extended = written.readUIntBE(1, 3) === 0xffffff ? 4 : 0;
  const first = 12 + extended + Math.min(bodyBytes, chunkBytes);
  const later = 1 + extended + chunkBytes;
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? written.subarray(0, first) : written.subarray(first + (i - 1) * later, first + i * later),
  );
}
