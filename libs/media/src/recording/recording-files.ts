import { access, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that is being written. */
export interface WritableFile {
  write(bytes: Uint8Array, position: number): Promise<{ readonly bytesWritten: number }>;
  truncate(length: number): Promise<void>;
  datasync(): Promise<void>;
  close(): Promise<void>;
}

/** Makes a file that does not exist yet. */
export type CreateFile = (path: string) => Promise<WritableFile>;

const STRETCH = /^(\d{5})\.mp4$/;
const MOST_STRETCHES = 100_000;

/** The finished recording, in the folder of its stretches. */
export const FINISHED = 'recording.mp4';

export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Name of the file of a stretch, counted from 0. */
export const stretchFile = (number: number): string => `${String(number).padStart(5, '0')}.mp4`;

/** The files of the stretches in a folder, in order; none where there is no folder. */
export async function stretchFiles(folder: string): Promise<string[]> {
  const names = (await exists(folder)) ? await readdir(folder) : [];
  return names.filter((name) => STRETCH.test(name)).sort();
}

/**
 * Number of the next stretch in a folder, which is made where it does not exist.
 *
 * @throws RangeError for a folder with 100,000 stretches
 */
export async function nextStretch(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const last = (await stretchFiles(folder)).at(-1);
  const next = last === undefined ? 0 : Number.parseInt(last, 10) + 1;
  if (next >= MOST_STRETCHES) throw new RangeError(`A recording has at most ${MOST_STRETCHES} files.`);
  return next;
}

/** Nobody's file is written over. */
export const createFile: CreateFile = async (path) => {
  const file = await open(path, 'wx', 0o640);
  return {
    write: (bytes, position) => file.write(bytes, 0, bytes.length, position),
    truncate: (length) => file.truncate(length),
    datasync: () => file.datasync(),
    close: () => file.close(),
  };
};

export const pathOfStretch = (folder: string, number: number): string => join(folder, stretchFile(number));
