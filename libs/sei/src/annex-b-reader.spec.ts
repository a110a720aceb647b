import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileBytes } from '../test/hostile-bytes.js';
import { joinAnnexB, splitAnnexB } from './annex-b.js';
import { AnnexBReader } from './annex-b-reader.js';
import { MAX_NAL_UNIT_SIZE } from './limits.js';
import { ParseError } from './parse-error.js';

const readInChunks = (bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] => {
  const reader = new AnnexBReader();
  const nals: Uint8Array[] = [];
  let at = 0;
  for (const size of sizes) {
    nals.push(...reader.push(bytes.subarray(at, at + size)));
    at += size;
  }
  nals.push(...reader.push(bytes.subarray(at)));
  return [...nals, ...reader.end()];
};

describe('AnnexBReader', () => {
  it('gives the same NAL units however the stream is cut', () => {
    fc.assert(
      fc.property(hostileBytes(), fc.array(fc.nat({ max: 9 })), (tail, sizes) => {
        const stream = Uint8Array.of(0, 0, 1, ...tail);
        expect(readInChunks(stream, sizes)).toEqual(splitAnnexB(stream));
      }),
      { numRuns: 1000 },
    );
  });

  it('hands out a NAL unit as soon as the next start code is there', () => {
    const reader = new AnnexBReader();
    expect(reader.push(Uint8Array.of(0, 0, 0, 1, 0x65, 0xaa, 0, 0))).toEqual([]);
    expect(reader.push(Uint8Array.of(0, 1))).toEqual([Uint8Array.of(0x65, 0xaa)]);
    expect(reader.push(Uint8Array.of(0x41))).toEqual([]);
    expect(reader.end()).toEqual([Uint8Array.of(0x41)]);
  });

  it('copies, so that the chunk may be used again', () => {
    const chunk = joinAnnexB([Uint8Array.of(0x65), Uint8Array.of(0x41)]);
    const [nal] = new AnnexBReader().push(chunk);
    chunk.fill(9);
    expect(nal).toEqual(Uint8Array.of(0x65));
  });

  it('can begin again after the end', () => {
    const reader = new AnnexBReader();
    reader.push(joinAnnexB([Uint8Array.of(0x65)]));
    expect([reader.end(), reader.end()]).toEqual([[Uint8Array.of(0x65)], []]);
    expect(reader.push(joinAnnexB([Uint8Array.of(0x41), Uint8Array.of(0x42)]))).toEqual([
      Uint8Array.of(0x41),
    ]);
  });

  it('says where a stream does not begin with a start code, and goes on at the next one', () => {
    const reader = new AnnexBReader();
    expect(reader.push(Uint8Array.of(0, 0))).toEqual([]);
    expect(() => reader.push(Uint8Array.of(0, 0x47, 0x11))).toThrow(
      expect.objectContaining({ reason: 'bad-signature', offset: 3 }),
    );
    expect(reader.push(Uint8Array.of(0x12, 0, 0))).toEqual([]);
    expect(reader.push(Uint8Array.of(1, 0x65, 0, 0, 1))).toEqual([Uint8Array.of(0x65)]);
  });

  it('keeps no more than the largest NAL unit, and goes on at the next start code', () => {
    const reader = new AnnexBReader();
    reader.push(Uint8Array.of(0, 0, 1, 0x65));
    const block = new Uint8Array(MAX_NAL_UNIT_SIZE / 4).fill(0x55);
    for (let i = 0; i < 3; i++) reader.push(block);
    expect(() => reader.push(block)).toThrow(expect.objectContaining({ reason: 'too-large', offset: 3 }));
    expect(reader.push(Uint8Array.of(0x55, 0, 0, 1, 0x41, 0, 0, 1))).toEqual([Uint8Array.of(0x41)]);
  });

  it('keeps no zeros before the first start code', () => {
    const reader = new AnnexBReader();
    for (let i = 0; i < 1000; i++) reader.push(new Uint8Array(100));
    expect(reader.push(Uint8Array.of(1, 0x65, 0, 0, 1))).toEqual([Uint8Array.of(0x65)]);
  });

  it('throws nothing but ParseError', () => {
    fc.assert(
      fc.property(fc.array(hostileBytes()), (chunks) => {
        const reader = new AnnexBReader();
        for (const chunk of chunks) {
          try {
            reader.push(chunk);
          } catch (error) {
            expect(error).toBeInstanceOf(ParseError);
          }
        }
        expect(() => reader.end()).not.toThrow();
      }),
    );
  });
});
