import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClientFrameReader, WebSocketProtocolError, type ClientFrame } from './client-frames.js';

const KEY = [1, 2, 3, 4] as const;
const masked = (payload: readonly number[]): number[] => payload.map((byte, i) => byte ^ (KEY[i % 4] ?? 0));
/** A short masked frame. */
const frame = (first: number, payload: readonly number[] = []): number[] => [
  first,
  0x80 | payload.length,
  ...KEY,
  ...masked(payload),
];
const zeros = (length: number): number[] => Array<number>(length).fill(0);
const extended = (first: number, length: number): number[] => [
  first,
  0xfe,
  length >> 8,
  length & 0xff,
  ...KEY,
  ...masked(zeros(length)),
];

const read = (bytes: readonly number[]): ClientFrame[] => new ClientFrameReader().push(Buffer.from(bytes));

describe('ClientFrameReader', () => {
  it.each<[string, number[], ClientFrame[]]>([
    ['a ping', frame(0x89, [9, 8]), [{ type: 'ping', payload: Buffer.of(9, 8) }]],
    ['a pong', frame(0x8a), [{ type: 'pong', payload: Buffer.of() }]],
    ['a close without code', frame(0x88), [{ type: 'close', code: undefined }]],
    ['a close with code and reason', frame(0x88, [0x03, 0xe9, 0x62]), [{ type: 'close', code: 1001 }]],
    [
      'two frames at once',
      [...frame(0x89), ...frame(0x8a)],
      [
        { type: 'ping', payload: Buffer.of() },
        { type: 'pong', payload: Buffer.of() },
      ],
    ],
    ['nothing for a text message', frame(0x81, [0x68, 0x69]), []],
    [
      'a ping between the fragments of a message',
      [...frame(0x02, [1]), ...frame(0x89), ...frame(0x80, [2])],
      [{ type: 'ping', payload: Buffer.of() }],
    ],
    [
      'a ping behind a message of 4096 bytes',
      [...extended(0x82, 4096), ...frame(0x89)],
      [{ type: 'ping', payload: Buffer.of() }],
    ],
    ['nothing behind a close', [...frame(0x88), ...frame(0x89)], [{ type: 'close', code: undefined }]],
  ])('reads %s', (_name, bytes, frames) => {
    expect(read(bytes)).toEqual(frames);
  });

  it.each<[string, number[], number]>([
    ['an unmasked frame', [0x89, 0], 1002],
    ['a reserved bit', frame(0xc9), 1002],
    ['an unknown opcode', frame(0x83), 1002],
    ['a fragmented control frame', frame(0x09), 1002],
    ['a control frame of 126 bytes', extended(0x89, 126), 1002],
    ['a continuation of nothing', frame(0x80), 1002],
    ['a message within a message', [...frame(0x01), ...frame(0x01)], 1002],
    ['a message of 4097 bytes', extended(0x82, 4097), 1009],
    ['fragments of more than 4096 bytes', [...extended(0x02, 4000), ...extended(0x80, 97)], 1009],
    ['2^63 bytes announced', [0x82, 0xff, 0x7f, ...Array<number>(7).fill(0xff), ...KEY], 1009],
    ['half a close code', frame(0x88, [3]), 1002],
    ['a close code that is not to be sent', frame(0x88, [0x03, 0xed]), 1002],
    ['a close code below 1000', frame(0x88, [0x03, 0xe7]), 1002],
    ['a close reason that is not UTF-8', frame(0x88, [0x03, 0xe8, 0xff]), 1007],
  ])('refuses %s', (_name, bytes, closeCode) => {
    expect(() => read(bytes)).toThrow(expect.objectContaining({ closeCode }));
  });

  it('reads the same frames however the bytes are cut', () => {
    const bytes = [
      ...frame(0x89, [1, 2, 3]),
      ...frame(0x01, [4]),
      ...frame(0x8a, [5]),
      ...extended(0x80, 300),
      ...frame(0x88, [0x03, 0xe8]),
    ];
    const whole = read(bytes);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 20 }), (cuts) => {
        const reader = new ClientFrameReader();
        const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const frames = places
          .slice(1)
          .flatMap((end, i) => reader.push(Buffer.from(bytes.slice(places[i], end))));
        expect(frames).toEqual(whole);
      }),
    );
  });

  it('throws nothing but WebSocketProtocolError, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (chunks) => {
        const reader = new ClientFrameReader();
        try {
          for (const chunk of chunks) reader.push(Buffer.from(chunk));
        } catch (error) {
          expect(error).toBeInstanceOf(WebSocketProtocolError);
        }
      }),
    );
  });
});
