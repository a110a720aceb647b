import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { DataFolder } from '../src/database/data-folder.js';

it('what a killed server had begun to write is gone at the next start, and nothing else', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-leftovers-'));
  try {
    const draft = '.3f2b8c1e-0d7a-4c55-9b1e-2f6a7c8d9e0f';
    const files = {
      slides: [draft, `${'a'.repeat(64)}.webp`],
      media: [draft, '.hidden-by-somebody', 'film.mp4'],
      'files/incoming': ['0123456789abcdef0123456789abcdef'],
      files: ['b'.repeat(64)],
    };
    for (const [name, names] of Object.entries(files)) {
      await mkdir(path.join(folder, name), { recursive: true });
      for (const file of names) await writeFile(path.join(folder, name, file), 'half');
    }
    using opened = await DataFolder.open(folder);
    const left = (name: string) => readdir(path.join(opened.path, name));
    expect(await left('slides')).toEqual([`${'a'.repeat(64)}.webp`]);
    expect((await left('media')).sort()).toEqual(['.hidden-by-somebody', 'film.mp4']);
    expect(await left('files/incoming')).toEqual([]);
    expect((await left('files')).sort()).toEqual(['b'.repeat(64), 'incoming']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
