import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { ClipStore } from '../src/clip/clip-store.js';
import { compileLesson, type CompileProgress } from '../src/compile/compile-lesson.js';
import { clipsOf } from '../src/compile/compiled-lesson.js';
import { longScript } from './support/long-script.js';
import { isRunning, TestStudio } from './support/studio.js';

const script = fileURLToPath(new URL('./support/compile-until-killed.ts', import.meta.url));
const hooks = new URL('../../../scripts/bootstrap/typescript-hooks.mjs', import.meta.url).href;
const FROM_SOURCE = [
  ...['--conditions=@lockstep/source', '--experimental-transform-types'],
  ...['--disable-warning=ExperimentalWarning', '--import', hooks],
];

type Said = { readonly done: number; readonly pids: number[] };

/** Lets another process compile until some clips are there, and kills it where it stands. */
async function compileAndKill(directory: string): Promise<Said> {
  const child = spawn(process.execPath, [...FROM_SOURCE, script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    for await (const line of createInterface(child.stdout)) {
      const said = JSON.parse(line) as Said;
      if (said.done >= 5) return said;
    }
    throw new Error('It ended before it was killed.');
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

it('goes on where a killed process stopped', async () => {
  await using studio = await TestStudio.open();
  const { directory } = studio.store;
  const { done, pids } = await compileAndKill(directory);
  await vi.waitFor(() => expect(pids.filter(isRunning)).toEqual([]), 10_000); // its encoders end with it
  const kept = await studio.clips();
  expect(kept.length).toBeGreaterThanOrEqual(done);
  for (const id of kept)
    expect((await studio.store.load(id)).readyCells).toBe((await studio.store.info(id))?.cells);

  const store = await ClipStore.open(directory);
  expect(await readdir(join(directory, 'tmp'))).toEqual([]);
  let last: CompileProgress | undefined;
  const lesson = await compileLesson(longScript(30), undefined, {
    ...{ voice: studio.voice, stage: studio.stage, store, encoders: studio.encoders, ffmpeg: studio.ffmpeg },
    onProgress: (progress) => (last = progress),
  });
  expect(last).toMatchObject({ done: 30, total: 30 });
  expect(last?.reused).toBeGreaterThanOrEqual(done);
  expect(studio.voice.spoken).toBe(30 - (last?.reused ?? 0));
  for (const id of clipsOf(lesson)) expect(await store.info(id)).toMatchObject({ id });
  expect(await studio.leftovers()).toEqual([]);
});
