import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkReader, type ChunkMessage, type ChunkPolicy } from './chunk-reader.js';
import { RtmpProtocolError } from './rtmp-protocol-error.js';

const bytes = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');

function reading(policy: Partial<ChunkPolicy> = {}): { reader: ChunkReader; messages: ChunkMessage[] } {
  const messages: ChunkMessage[] = [];
  const all = { chunkStreams: 32, admit: () => true, ...policy };
  return { reader: new ChunkReader(all, (message) => void messages.push(message)), messages };
}

function read(hex: string, chunkBytes = 128): ChunkMessage[] {
  const { reader, messages } = reading();
  reader.setChunkBytes(chunkBytes);
  for (const byte of bytes(hex)) reader.read(Buffer.of(byte)); // in the smallest pieces
  return messages;
}

const audio = (timestampMs: number, body: string): ChunkMessage => ({
  type: 8,
  timestampMs,
  streamId: 1,
  body: bytes(body),
});

describe('chunk headers, by hand', () => {
  it('types 0 to 3: each leaves out what stays the same', () => {
    expect(
      read(`
        04 0003e8 000002 08 01000000 aa01
        44 000014 000003 08 aa0203
        84 000015 aa0405
        c4 aa0607
      `),
    ).toEqual([audio(1000, 'aa01'), audio(1020, 'aa0203'), audio(1041, 'aa0405'), audio(1062, 'aa0607')]);
  });

  it('chunk stream ids of one, two and three bytes', () => {
    expect(
      read(`
        3f 000001 000001 08 01000000 a1
        00 00 000002 000001 08 01000000 a2
        00 ff 000003 000001 08 01000000 a3
        01 00 01 000004 000001 08 01000000 a4
        c1 00 01 a5
      `).map(({ timestampMs, body }) => [timestampMs, body[0]]),
    ).toEqual([
      [1, 0xa1],
      [2, 0xa2],
      [3, 0xa3],
      [4, 0xa4],
      [8, 0xa5],
    ]);
  });

  it('a message without a body', () => {
    expect(read('04 000000 000000 08 01000000  c4')).toEqual([audio(0, ''), audio(0, '')]);
  });

  it('times wrap at 2^32 ms', () => {
    expect(
      read('04 ffffff 000001 08 01000000 fffffff0 a1  44 000020 000001 08 a2').map(
        ({ timestampMs }) => timestampMs,
      ),
    ).toEqual([2 ** 32 - 16, 16]);
  });
});

describe('the extended time stamp of type 3 chunks', () => {
  const header = '04 ffffff 000006 08 01000000 01000005';
  const expected = [audio(0x01000005, 'a1a2a3a4a5a6')];

  it.each([
    ['is repeated', 'c4 01000005', ''],
    ['is left out', 'c4', ''],
    ['is left out by an encoder whose next message follows at once', 'c4', '04 000000 000001 08 01000000 b1'],
  ])('%s', (_, continued, next) => {
    const all = read(`${header} a1a2a3a4 ${continued} a5a6 ${next}`, 4);
    expect(all.slice(0, 1)).toEqual(expected);
    expect(all).toHaveLength(next === '' ? 1 : 2);
  });

  it('is told from a body that begins with some of its bytes', () => {
    expect(read(`${header} a1a2a3a4 c4 0100`, 4)).toEqual([]); // may still be either
    expect(read(`${header} a1a2a3a4 c4 0100 04 000000 000001 08 01000000 b1`, 4)).toEqual([
      audio(0x01000005, 'a1a2a3a40100'),
      audio(0, 'b1'),
    ]);
  });

  it('may repeat a difference, or the time that it leads to', () => {
    const first = '04 000001 000001 08 01000000 b1';
    const delta = '44 ffffff 000002 08 01000000 a1';
    for (const repeated of ['01000000', '01000001']) {
      expect(read(`${first} ${delta} c4 ${repeated} a2`, 1)[1]).toEqual(audio(0x01000001, 'a1a2'));
    }
  });

  it('stands before a new message too', () => {
    expect(read('04 ffffff 000001 08 01000000 01000000 a1  c4 01000000 a2')).toEqual([
      audio(0x01000000, 'a1'),
      audio(0x02000000, 'a2'),
    ]);
  });
});

describe('a message in chunks', () => {
  it('may change its chunk size on the way', () => {
    const { reader, messages } = reading();
    reader.setChunkBytes(2);
    reader.read(bytes('04 000000 000007 08 01000000 a1a2 c4 a3'));
    reader.setChunkBytes(3); // the chunk that has begun keeps its size
    reader.read(bytes('a4 c4 a5a6a7'));
    expect(messages).toEqual([audio(0, 'a1a2a3a4a5a6a7')]);
  });

  it('is forgotten when it is aborted', () => {
    const { reader, messages } = reading();
    reader.setChunkBytes(2);
    reader.read(bytes('04 000000 000004 08 01000000 a1a2'));
    reader.abort(4);
    reader.read(bytes('c4 b1b2 c4 b3b4'));
    expect(messages).toEqual([audio(0, 'b1b2b3b4')]);
  });

  it('is read over when it is not admitted', () => {
    const { reader, messages } = reading({ admit: (_, length) => length < 5 });
    reader.read(bytes('04 000000 000005 12 01000000 a1a2a3a4a5 04 000000 000001 08 01000000 b1'));
    expect(messages).toEqual([audio(0, 'b1')]);
  });

  it.each([
    ['another message inside it', '04 000000 0000ff 08 01000000 aa', '04 000000 000001 08 01000000'],
    ['more chunk streams than allowed', '04 000000 000001 08 01000000 aa', '05 000000 000001 08 01000000'],
  ])('%s ends the connection', (_, first, second) => {
    const { reader } = reading({ chunkStreams: 1 });
    reader.setChunkBytes(1);
    reader.read(bytes(first));
    expect(() => reader.read(bytes(second))).toThrow(RtmpProtocolError);
  });

  it.each([0, 0x80000000, 0xffffffff])('a chunk size of %i is refused', (size) => {
    expect(() => reading().reader.setChunkBytes(size)).toThrow(RtmpProtocolError);
  });
});

describe('any bytes', () => {
  it('are messages or a protocol error, in memory that is bounded, in whatever pieces they come', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.integer({ min: 1, max: 64 }), (input, size) => {
        const limits = {
          admit: (_: number, length: number, unfinished: number) => {
            if (unfinished > 1e6) throw new RtmpProtocolError('too much');
            return length < 1e5;
          },
        };
        const outcome = (pieces: number): unknown => {
          const { reader, messages } = reading(limits);
          try {
            for (let at = 0; at < input.length; at += pieces) {
              reader.read(Buffer.from(input.subarray(at, at + pieces)));
            }
          } catch (error) {
            expect(error).toBeInstanceOf(RtmpProtocolError);
            return [...messages, (error as Error).message];
          }
          return messages;
        };
        expect(outcome(size)).toEqual(outcome(input.length + 1));
      }),
      { numRuns: 500 },
    );
  });
});
