import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from '../config/settings.js';

/** Folders of a data folder whose files are kept. Slides that were drawn before are drawn again. */
const DATA_FOLDERS = ['slides', 'files', 'clips', 'media'] as const;
/** Files get their names when they are whole; one on its way begins with a dot, or is in the folder of uploads. */
const ON_ITS_WAY = /(^|\/)\.|^files\/incoming(\/|$)/;

/** A folder of this machine, and what the paths of its files begin with in a backup. */
export type Root = { readonly prefix: string; readonly folder: string };

/** Where the files of an installation are. */
export function rootsOf(settings: Settings): Root[] {
  const recordings = settings.get('RECORDING_DIR') ?? settings.inData('recordings');
  return [
    ...DATA_FOLDERS.map((name) => ({ prefix: name, folder: settings.inData(name) })),
    { prefix: 'recordings', folder: recordings },
  ];
}

/** Where a file of a backup belongs on this machine; undefined for one that belongs nowhere. */
export function placeOf(roots: readonly Root[], file: string): string | undefined {
  const root = roots.find(({ prefix }) => file.startsWith(`${prefix}/`));
  return root && path.join(root.folder, ...file.slice(root.prefix.length + 1).split('/'));
}

/** Every whole file, by its path in a backup. */
export async function filesOf(roots: readonly Root[]): Promise<string[]> {
  const all = await Promise.all(
    roots.map(async ({ prefix, folder }) => {
      const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(unlessMissing);
      return found
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
        .map((name) => `${prefix}/${name.split(path.sep).join('/')}`);
    }),
  );
  return all
    .flat()
    .filter((name) => !ON_ITS_WAY.test(name))
    .sort();
}

/** A part of a recording that may still grow. */
export const isGrowing = (file: string): boolean =>
  file.startsWith('recordings/') && !file.endsWith('/recording.mp4');

/** The bytes that a file has now; undefined where it is gone. */
export async function bytesOf(
  file: string,
): Promise<{ readonly size: number; readonly bytes: AsyncIterable<Buffer> } | undefined> {
  const handle = await open(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  const { size } = await handle.stat();
  if (size > 0) return { size, bytes: handle.createReadStream({ end: size - 1, highWaterMark: 1 << 20 }) };
  await handle.close();
  return { size, bytes: (async function* () {})() };
}

function unlessMissing(error: unknown): [] {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
  throw error;
}
