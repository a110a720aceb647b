import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OggReader } from './ogg-reader.js';

/** A page of segments; 13 bytes of granule position, serial number and sequence number say nothing here. */
const page = (table: number[], content: number[], flags = 0): number[] => [
  ...[0x4f, 0x67, 0x67, 0x53, 0, flags],
  ...new Array<number>(16).fill(0),
  ...[0xde, 0xad, 0xbe, 0xef, table.length, ...table, ...content],
];
const filled = (length: number, value: number): number[] => new Array<number>(length).fill(value);

/** As a muxer would lay packets out, with so many segments a page. */
function written(packets: readonly Uint8Array[], segments: number): number[] {
  const all = packets.flatMap((packet) => {
    const sizes = [...filled(Math.floor(packet.length / 255), 255), packet.length % 255];
    let at = 0;
    return sizes.map((size, i) => ({ isFirst: i === 0, size, bytes: packet.subarray(at, (at += size)) }));
  });
  const pages: number[] = [];
  for (let at = 0; at < all.length; at += segments) {
    const some = all.slice(at, at + segments);
    const content = some.flatMap(({ bytes }) => [...bytes]);
    pages.push(
      ...page(
        some.map(({ size }) => size),
        content,
        some[0]?.isFirst ? 0 : 1,
      ),
    );
  }
  return pages;
}

it('reads two packets of one page', () => {
  expect(new OggReader().push(Uint8Array.from(page([2, 1], [1, 2, 3])))).toEqual([
    Uint8Array.of(1, 2),
    Uint8Array.of(3),
  ]);
});

it('joins a packet that goes on in the next page', () => {
  const reader = new OggReader();
  expect(reader.push(Uint8Array.from(page([255], filled(255, 7))))).toEqual([]);
  expect(reader.push(Uint8Array.from(page([2], [8, 9], 1)))).toEqual([
    Uint8Array.of(...filled(255, 7), 8, 9),
  ]);
});

it('leaves out a packet whose end is missing', () => {
  const reader = new OggReader();
  reader.push(Uint8Array.from(page([255], filled(255, 7))));
  expect(reader.push(Uint8Array.from(page([1], [8])))).toEqual([Uint8Array.of(8)]);
});

it.each([
  ['something else', filled(27, 1), 'bad-signature'],
  ['another version', [0x4f, 0x67, 0x67, 0x53, 1, ...filled(22, 0)], 'unsupported'],
  [
    'a packet without end',
    filled(20, 0).flatMap(() => page(filled(255, 255), filled(255 * 255, 1), 1)),
    'too-large',
  ],
])('refuses %s', (_, bytes, reason) => {
  expect(() => new OggReader().push(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ reason }));
});

it('gives back all packets, however they are laid out and cut', () => {
  const packets = fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 6 });
  fc.assert(
    fc.property(
      packets,
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 700 }),
      (all, segments, cut) => {
        const bytes = Uint8Array.from(written(all, segments));
        const reader = new OggReader();
        const read: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; at += cut)
          read.push(...reader.push(bytes.subarray(at, at + cut)));
        expect(read).toEqual(all);
      },
    ),
  );
});

it('throws nothing but ParseError, whatever the bytes', () => {
  const starts = fc.constantFrom([], page([2, 1], [1, 2, 3]).slice(0, 27), page([1], [1]));
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 80 }), (start, rest) => {
      try {
        new OggReader().push(Uint8Array.of(...start, ...rest));
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
      }
    }),
  );
});
