import { milliseconds } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BatchRing, type NewBatch } from './batch-ring.js';
import { BlockPool } from './block-pool.js';
import type { Opening } from './opening.js';

const opening: Opening = {
  headers: { metadata: {} },
  first: () => Buffer.alloc(0),
  change: () => Buffer.alloc(0),
};
const otherOpening: Opening = { ...opening };
/** Nothing is on its way to anybody. */
const NOBODY = { isInUse: () => false, neededFrom: () => -Infinity };
const ALL = Number.MAX_SAFE_INTEGER;

/** A batch of `byteLength` bytes, all of them `fill`. */
function batch(byteLength: number, fill: number, more: Partial<NewBatch> = {}): NewBatch {
  return { byteLength, opening, dtsMs: milliseconds(0), fill: (target) => target.fill(fill), ...more };
}
const entry = (offset = 0) => ({ offset, dtsMs: milliseconds(0) });

describe('BatchRing', () => {
  it('counts positions from the beginning of the stream', () => {
    const ring = new BatchRing();
    ring.append(batch(10, 1), 0);
    const second = ring.append(batch(5, 2), 40);
    expect([second.start, second.end, ring.start, ring.end]).toEqual([10, 15, 0, 15]);
  });

  it('reads neighbouring batches as one view of the shared block, not as a copy', () => {
    const ring = new BatchRing();
    const first = ring.append(batch(3, 1), 0);
    ring.append(batch(2, 2), 40);
    const run = ring.read(0, ALL);
    expect([...(run?.bytes ?? [])]).toEqual([1, 1, 1, 2, 2]);
    expect(run?.bytes.buffer).toBe(first.bytes.buffer);
  });

  it('reads on from within a batch', () => {
    const ring = new BatchRing();
    ring.append(batch(3, 1), 0);
    ring.append(batch(2, 2), 40);
    expect([...(ring.read(2, ALL)?.bytes ?? [])]).toEqual([1, 2, 2]);
  });

  it('reads whole batches up to the limit, but at least one', () => {
    const ring = new BatchRing();
    ring.append(batch(8, 1), 0);
    ring.append(batch(2, 2), 40);
    ring.append(batch(2, 3), 80);
    expect(ring.read(0, 4)?.end).toBe(8);
    expect(ring.read(8, 4)?.end).toBe(12);
  });

  it('does not read over a change of headers', () => {
    const ring = new BatchRing();
    ring.append(batch(3, 1), 0);
    ring.append(batch(3, 2, { opening: otherOpening }), 40);
    expect(ring.read(0, ALL)?.end).toBe(3);
    expect(ring.read(3, ALL)?.opening).toBe(otherOpening);
  });

  it('has nothing at its end, nor where it has let go', () => {
    const ring = new BatchRing({ maxBytes: 4 });
    ring.append(batch(3, 1), 0);
    ring.append(batch(3, 2), 40);
    expect(ring.start).toBe(3);
    expect(ring.read(0, ALL)).toBeUndefined();
    expect(ring.read(6, ALL)).toBeUndefined();
  });

  it('gives up old batches, but not those since the newest place to start', () => {
    const ring = new BatchRing({ maxAgeMs: 100 });
    ring.append(batch(1, 1), 0);
    ring.append(batch(1, 2, { entry: entry() }), 40);
    ring.append(batch(1, 3), 80);
    ring.append(batch(1, 4), 1000);
    expect([ring.start, ring.entry?.position]).toEqual([1, 1]);
  });

  it('gives up even the newest place to start rather than hold more bytes than it may', () => {
    const ring = new BatchRing({ maxBytes: 10 });
    ring.append(batch(6, 1, { entry: entry() }), 0);
    ring.append(batch(6, 2), 40);
    expect(ring.byteLength).toBe(6);
    expect(ring.entry).toBeUndefined();
  });

  it('keeps the newest batch, whatever its size', () => {
    const ring = new BatchRing({ maxBytes: 10, blockBytes: 16 });
    ring.append(batch(100, 1, { entry: entry(20) }), 0);
    expect(ring.read(20, ALL)?.bytes.length).toBe(80);
  });

  it('gives up what nobody who is reading needs, nor who comes', () => {
    let neededFrom = 0;
    const ring = new BatchRing({}, { isInUse: () => true, neededFrom: () => neededFrom });
    for (let i = 0; i < 4; i++) ring.append(batch(10, i, i === 2 ? { entry: entry() } : {}), i * 40);
    expect(ring.start).toBe(0);
    neededFrom = 10;
    ring.append(batch(10, 4), 160);
    expect(ring.start).toBe(10);
    neededFrom = 50;
    ring.append(batch(10, 5), 200);
    expect(ring.start).toBe(20); // the newest place to start
    ring.append(batch(10, 6, { entry: entry(5) }), 240);
    expect(ring.start).toBe(50);
    expect([...(ring.read(50, ALL)?.bytes ?? [])]).toEqual([
      ...Array<number>(10).fill(5),
      ...Array<number>(10).fill(6),
    ]);
  });

  it('uses the memory of batches again that nobody can read any more', () => {
    const ring = new BatchRing({ blockBytes: 10, maxAgeMs: 30 }, NOBODY);
    const memory = new Set<ArrayBufferLike>();
    for (let i = 0; i < 40; i++) memory.add(ring.append(batch(5, i), i * 10).bytes.buffer);
    expect(memory.size).toBeLessThanOrEqual(4);
  });

  it('takes the memory that another stream gave up, not what a socket there still sends from', () => {
    const pool = new BlockPool();
    let isInUse = true;
    const one = new BatchRing(
      { blockBytes: 10, maxAgeMs: 30 },
      { isInUse: () => isInUse, neededFrom: () => -Infinity },
      pool,
    );
    using other = new BatchRing({ blockBytes: 10 }, NOBODY, pool);
    const held = one.append(batch(10, 1), 0);
    one.append(batch(10, 2), 100);
    expect(other.append(batch(10, 3), 100).bytes.buffer).not.toBe(held.bytes.buffer);
    expect([...held.bytes]).toEqual(Array<number>(10).fill(1));
    isInUse = false;
    const free = one.append(batch(10, 4), 200); // in the memory of the first one
    expect(free.bytes.buffer).toBe(held.bytes.buffer);
    one.append(batch(10, 5), 300);
    expect(other.append(batch(10, 6), 300).bytes.buffer).toBe(free.bytes.buffer);
    one[Symbol.dispose]();
  });

  it('never uses memory again that a socket may still send from', () => {
    const view = fc.record({
      length: fc.integer({ min: 1, max: 12 }),
      isHeldFor: fc.nat(30),
      reads: fc.boolean(),
    });
    const run = (
      views: { length: number; isHeldFor: number; reads: boolean }[],
      blockBytes: number,
    ): void => {
      let held: { from: number; until: number; bytes: Buffer; copy: Buffer }[] = [];
      const ring = new BatchRing(
        { blockBytes, maxAgeMs: 20, maxBytes: 60 },
        {
          isInUse: (end) => held.some(({ from }) => from < end),
          neededFrom: () => -Infinity,
        },
      );
      views.forEach(({ length, isHeldFor, reads }, i) => {
        const { start, bytes } = ring.append(batch(length, i % 256), i * 10);
        const from = reads ? Math.max(ring.start, start - 7) : start;
        const sent = reads ? (ring.read(from, ALL)?.bytes ?? bytes) : bytes;
        held.push({ from, until: i + isHeldFor, bytes: sent, copy: Buffer.from(sent) });
        held = held.filter(({ until }) => until >= i);
        for (const one of held) expect(one.bytes.equals(one.copy)).toBe(true);
      });
    };
    fc.assert(
      fc.property(fc.array(view, { minLength: 20, maxLength: 80 }), fc.integer({ min: 8, max: 40 }), run),
    );
  });

  it('hands out exactly the bytes that were put in, from every position that it still holds', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 60 });
    const run = (lengths: number[], blockBytes: number, maxBytes: number, longest: number): void => {
      const ring = new BatchRing({ blockBytes, maxBytes, maxAgeMs: 50 }, NOBODY);
      const written: number[] = [];
      lengths.forEach((length, i) => {
        ring.append(batch(length, i, i % 7 === 0 ? { entry: entry() } : {}), i * 10);
        written.push(...Array<number>(length).fill(i));
        expect(ring.byteLength).toBe(ring.end - ring.start);
        expect(ring.byteLength <= Math.max(maxBytes, length)).toBe(true);
      });
      for (let start = ring.start; start < ring.end; start++) {
        const read: number[] = [];
        for (let at = start, part; (part = ring.read(at, longest)); at = part.end) read.push(...part.bytes);
        expect(read).toEqual(written.slice(start));
      }
    };
    fc.assert(fc.property(sizes, fc.integer({ min: 1, max: 64 }), fc.nat(200), fc.nat(80), run));
  });
});
