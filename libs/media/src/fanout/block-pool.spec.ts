import { expect, it } from 'vitest';
import { BlockPool } from './block-pool.js';

const KIB = 1024;
const poolOf = (rings: number): BlockPool => {
  const pool = new BlockPool();
  for (let i = 0; i < rings; i++) pool.join();
  return pool;
};
const taken = (pool: BlockPool, count: number): Set<Buffer> =>
  new Set(Array.from({ length: count }, () => pool.take(64 * KIB)));

it('gives out what it was given, each block to one ring, and only for its size', () => {
  const pool = poolOf(1);
  const blocks: Buffer[] = [Buffer.alloc(64 * KIB), Buffer.alloc(64 * KIB), Buffer.alloc(KIB)];
  for (const block of blocks) pool.give(block);
  const large = taken(pool, 3);
  expect(large.size).toBe(3);
  expect(blocks.map((block) => large.has(block))).toEqual([true, true, false]);
  expect([...large].every(({ length }) => length === 64 * KIB)).toBe(true);
  expect(pool.take(KIB)).toBe(blocks[2]);
});

it('keeps one MiB for each ring, and nothing when the last one is gone', () => {
  const pool = poolOf(2);
  const blocks: Buffer[] = Array.from({ length: 40 }, () => Buffer.alloc(64 * KIB));
  for (const block of blocks) pool.give(block);
  pool.leave();
  const kept = [...taken(pool, 40)].filter((block) => blocks.includes(block));
  expect(kept.length).toBe(16);
  for (const block of kept) pool.give(block);
  pool.leave();
  expect([...taken(pool, 40)].some((block) => blocks.includes(block))).toBe(false);
});
