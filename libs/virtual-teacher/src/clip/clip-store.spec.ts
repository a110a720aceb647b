import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cell } from '@lockstep/media';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClipInfo } from './clip.js';
import { clipId, ClipMissing, ClipStore } from './clip-store.js';

const cell: Cell = {
  videoFrames: Array.from({ length: 8 }, (_, index) => ({
    isRandomAccess: index === 0,
    bytes: Uint8Array.of(0, 0, 0, 2, index === 0 ? 0x65 : 0x41, index),
  })),
  audioFrames: Array.from({ length: 15 }, (_, index) => Uint8Array.of(index, 1)),
};
const infoOf = (name: string): ClipInfo => ({
  ...{ id: clipId(name), cells: 1, marks: [{ picture: 3, mark: 'slide 2' }] },
  ...{ captions: [], speech: null },
});

let directory: string;
let store: ClipStore;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lockstep-store-'));
  store = await ClipStore.open(directory);
});
afterEach(() => rm(directory, { recursive: true }));

const lastUsed = async (name: string, daysAgo: number): Promise<void> => {
  const then = new Date(Date.now() - daysAgo * 86_400_000);
  await utimes(join(directory, `${clipId(name)}.json`), then, then);
};

describe('the store of clips', () => {
  it('gives back what was kept, in the next process too', async () => {
    await store.put(infoOf('a'), [cell]);
    const again = await ClipStore.open(directory);
    expect(await again.info(clipId('a'))).toEqual(infoOf('a'));
    const clip = await again.load(clipId('a'));
    expect(clip.readyCells).toBe(1);
    expect([...(clip.cell(0)?.videoFrames[7]?.bytes ?? [])]).toEqual([...(cell.videoFrames[7]?.bytes ?? [])]);
    expect(clip.cell(0)?.audioFrames.map((audio) => [...audio])).toEqual(
      cell.audioFrames.map((audio) => [...audio]),
    );
  });

  it('says what it does not have', async () => {
    expect(await store.info(clipId('gone'))).toBeUndefined();
    await expect(store.load(clipId('gone'))).rejects.toThrow(ClipMissing);
    expect(await store.blob(clipId('gone'))).toBeUndefined();
  });

  it('lets no name leave its folder', async () => {
    await expect(store.info('../../etc/passwd')).rejects.toThrow(RangeError);
    expect(() => store.pathOf('x')).toThrow(RangeError);
  });

  it('holds no clip whose description was not written any more', async () => {
    await store.put(infoOf('a'), [cell]);
    await rm(join(directory, `${clipId('a')}.json`)); // the moment between the two files
    expect(await store.info(clipId('a'))).toBeUndefined();
  });

  it('removes what killed processes left, and nothing of those that run', async () => {
    const temporary = join(directory, 'tmp');
    await mkdir(temporary, { recursive: true });
    const files = ['4194300-dead', `${process.pid}-earlier-process`, `${process.ppid}-at-work`];
    for (const file of files) await writeFile(join(temporary, file), 'half a clip');
    await ClipStore.open(directory);
    expect(await readdir(temporary)).toEqual([`${process.ppid}-at-work`]);
  });

  it('gives two things two names, and the same thing one', () => {
    expect(clipId({ words: ['a'] })).toBe(clipId({ words: ['a'] }));
    expect(clipId({ words: ['a'] })).not.toBe(clipId({ words: ['b'] }));
  });
});

describe('collecting what nobody uses', () => {
  beforeEach(async () => {
    for (const [index, name] of ['oldest', 'named', 'older', 'fresh'].entries()) {
      await store.put(infoOf(name), [cell]);
      await lastUsed(name, 10 - index);
    }
    await store.info(clipId('fresh')); // used just now
  });

  it('takes the oldest first, never what lessons name or what was used just now', async () => {
    const removed = await store.collect({ maxBytes: 0, keep: new Set([clipId('named')]) });
    expect(removed).toEqual([clipId('oldest'), clipId('older')]);
    expect(await store.info(clipId('oldest'))).toBeUndefined();
    expect(await store.info(clipId('named'))).toBeDefined();
    expect(await store.info(clipId('fresh'))).toBeDefined();
    expect((await readdir(directory)).filter((name) => name.startsWith(clipId('oldest')))).toEqual([]);
  });

  it('takes drawings that were not used for a month', async () => {
    const [old, used] = [clipId('an avatar of before'), clipId('nora')];
    for (const id of [old, used]) await store.putBlob(id, Uint8Array.of(1));
    const then = new Date(Date.now() - 40 * 86_400_000);
    for (const id of [old, used]) await utimes(join(directory, `${id}.bin`), then, then);
    await store.blob(used);
    await store.collect({ maxBytes: 1_000_000, keep: new Set() });
    expect(await store.blob(old)).toBeUndefined();
    expect(await store.blob(used)).toBeDefined();
  });

  it('stops when there is room', async () => {
    expect(await store.collect({ maxBytes: 1_000_000, keep: new Set() })).toEqual([]);
  });
});
