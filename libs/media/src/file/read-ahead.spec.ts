import { describe, expect, it } from 'vitest';
import { ReadAhead } from './read-ahead.js';

const item = (dtsMs: number, byteLength = 1): { dtsMs: number; byteLength: number } => ({
  dtsMs,
  byteLength,
});

/** Whether a promise is settled after everything that is due now has happened. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.finally(() => (settled = true));
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

describe('reading ahead', () => {
  it.each([
    { name: 'in time', limits: { maxMs: 100, maxBytes: 1000 }, items: [item(0), item(50), item(100)] },
    { name: 'in bytes', limits: { maxMs: 1000, maxBytes: 100 }, items: [item(0, 60), item(1, 60)] },
  ])('waits at the limit $name, until something is taken', async ({ limits, items }) => {
    const queue = new ReadAhead(limits);
    for (const one of items) await queue.push(one);
    const next = queue.push(item(200));
    expect(await isSettled(next)).toBe(false);
    expect(await queue.take()).toBe(items[0]);
    while (!(await isSettled(next))) await queue.take();
  });

  it('lets who takes wait for who reads', async () => {
    const queue = new ReadAhead();
    const taken = queue.take();
    expect(await isSettled(taken)).toBe(false);
    await queue.push(item(7));
    expect(await taken).toEqual(item(7));
  });

  it('hands out what there is before it ends, with or without an error', async () => {
    const queue = new ReadAhead();
    await queue.push(item(1));
    queue.end({ error: new Error('the disk is gone') });
    expect(await queue.take()).toEqual(item(1));
    await expect(queue.take()).rejects.toThrow('the disk is gone');
    const other = new ReadAhead();
    other.end();
    expect(await other.take()).toBeUndefined();
  });

  it('releases callers that wait on either side when it is abandoned', async () => {
    const full = new ReadAhead({ maxMs: 10, maxBytes: 10 });
    await full.push(item(0, 20));
    const push = full.push(item(1));
    full.abandon();
    await push;
    expect(await full.take()).toBeUndefined();
  });
});
