import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { FileBytes } from '@lockstep/media';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readSettings } from '../config/settings.js';
import type { RecordingArchive } from './recording-archive.js';
import { RecordingStore } from './recording-store.js';

let folder: string;
let store: RecordingStore;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-store-'));
  const settings = readSettings({ DATA_DIR: folder, RECORDING_DIR: folder });
  store = new RecordingStore(settings, {} as RecordingArchive); // nothing of it is asked of what is on disk
  await mkdir(path.join(folder, 'r1'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A box that a reader passes over. */
const free = (bytes: number): Buffer => {
  const box = Buffer.alloc(bytes);
  box.writeUInt32BE(bytes, 0);
  box.write('free', 4, 'latin1');
  return box;
};
const stretch = (number: number) => path.join(folder, 'r1', `${String(number).padStart(5, '0')}.mp4`);

it('opens a file again only when it has changed', async () => {
  const opened = vi.spyOn(FileBytes, 'open');
  await Promise.all([0, 1, 2].map((number) => writeFile(stretch(number), free(100))));
  expect((await store.lookOnDisk('r1')).bytes).toBe(300);
  expect(opened).toHaveBeenCalledTimes(3);
  expect((await store.lookOnDisk('r1')).bytes).toBe(300);
  expect(opened).toHaveBeenCalledTimes(3);
  await appendFile(stretch(2), free(50));
  expect((await store.lookOnDisk('r1')).bytes).toBe(350);
  expect(opened.mock.calls.slice(3)).toEqual([[stretch(2)]]);
  // another file in its place, of the same size
  await rm(stretch(0));
  await writeFile(stretch(0), free(100));
  await store.lookOnDisk('r1');
  expect(opened.mock.calls.slice(4)).toEqual([[stretch(0)]]);
  opened.mockRestore();
});

it('looks again where a file is gone that it was about to open', async () => {
  await Promise.all([0, 1].map((number) => writeFile(stretch(number), free(100))));
  const open = FileBytes.open.bind(FileBytes);
  const opened = vi.spyOn(FileBytes, 'open').mockImplementationOnce(async (file) => {
    await rm(file);
    return open(file);
  });
  expect((await store.lookOnDisk('r1')).bytes).toBe(100);
  opened.mockRestore();
});
