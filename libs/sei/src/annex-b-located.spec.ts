import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AnnexBReader, type LocatedNalUnit } from './annex-b-reader.js';

/** The stream again, from the NAL units and their places alone. */
function rebuild(located: readonly LocatedNalUnit[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (const { offset, nal } of located) {
    bytes[offset - 1] = 1;
    bytes.set(nal, offset);
  }
  return bytes;
}

function locate(stream: Uint8Array, chunkSize: number): LocatedNalUnit[] {
  const reader = new AnnexBReader();
  const located: LocatedNalUnit[] = [];
  for (let at = 0; at < stream.length; at += chunkSize) {
    located.push(...reader.pushLocated(stream.subarray(at, at + chunkSize)));
  }
  return [...located, ...reader.endLocated()];
}

it('tells where each NAL unit begins, empty ones too', () => {
  const stream = Uint8Array.of(0, 0, 0, 0, 1, 0x67, 5, 0, 0, 0, 1, 0, 0, 1, 0x65, 0, 0);
  expect(locate(stream, 3)).toEqual([
    { offset: 5, nal: Uint8Array.of(0x67, 5) },
    { offset: 11, nal: new Uint8Array(0) },
    { offset: 14, nal: Uint8Array.of(0x65) },
  ]);
});

it('gives all that is needed to write any stream again byte for byte, in chunks of any size', () => {
  const part = fc.oneof(
    fc.constant([0, 0, 1]),
    fc.constant([0, 0, 0, 1]),
    fc.array(fc.constantFrom(0, 1, 2, 3, 0x65), { maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(part), fc.integer({ min: 1, max: 20 }), (parts, chunkSize) => {
      const stream = Uint8Array.from([0, 0, 1, ...parts.flat()]);
      expect([...rebuild(locate(stream, chunkSize), stream.length)]).toEqual([...stream]);
    }),
    { numRuns: 500 },
  );
});
