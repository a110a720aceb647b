import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { AnnexBReader } from './annex-b-reader.js';
import { MAX_NAL_UNIT_SIZE } from './limits.js';

const START = Uint8Array.of(0, 0, 0, 1, 0x41);
const MIB = 1024 * 1024;
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const held = (): number => {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
};

/** Pushes a NAL unit of `size` bytes in pieces; the reader may refuse it. */
function pushLarge(reader: AnnexBReader, size: number): unknown {
  const piece = new Uint8Array(MIB).fill(0x55);
  reader.push(START);
  try {
    for (let sent = 0; sent < size; sent += piece.length) reader.push(piece);
  } catch (error) {
    return error;
  }
  return undefined;
}

/** V8 frees the memory of array buffers on a thread of its own, some time after the collection that found them. */
const expectReleased = (before: number): Promise<void> =>
  expect.poll(() => held() - before, { timeout: 20_000 }).toBeLessThan(4 * MIB);

/** Drops its references to the units before it returns: an assertion would keep them. */
const unitsIn = (reader: AnnexBReader): number => reader.push(START).length;

describe('the memory of an AnnexBReader', () => {
  it('is given back when a large NAL unit is complete', async () => {
    const reader = new AnnexBReader();
    const before = held();
    pushLarge(reader, 20 * MIB);
    expect(unitsIn(reader)).toBe(1);
    await expectReleased(before);
    expect(reader.push(START)).toEqual([Uint8Array.of(0x41)]);
  });
  it('is given back when a NAL unit is too large, and the next one is read', async () => {
    const reader = new AnnexBReader();
    const before = held();
    const error = pushLarge(reader, MAX_NAL_UNIT_SIZE + 2 * MIB);
    expect(error).toMatchObject({ reason: 'too-large' });
    await expectReleased(before);
    expect(reader.push(START)).toEqual([]);
    expect(reader.push(START)).toEqual([Uint8Array.of(0x41)]);
  });
});
