import { join } from 'node:path';
import { FileBytes } from './byte-source.js';
import { exists, FINISHED, stretchFiles } from './recording-files.js';
import { findStretches } from './stretch-place.js';

/** A file of a recording, and which part of it holds stretches. */
export type RecordingPart = {
  readonly path: string;
  /** Name of the file in its folder. */
  readonly name: string;
  /** Where the first stretch begins, bytes. */
  readonly from: number;
  /** Where the last one ends; Infinity while it may grow. */
  readonly until: number;
};

/** The files of a recording: one for each stretch, or the finished one. */
export async function recordingParts(folder: string): Promise<RecordingPart[]> {
  const path = join(folder, FINISHED);
  if (await exists(path)) {
    await using source = await FileBytes.open(path);
    const place = await findStretches(source);
    return place ? [{ path, name: FINISHED, ...place }] : [];
  }
  const names = await stretchFiles(folder);
  return names.map((name) => ({ path: join(folder, name), name, from: 0, until: Infinity }));
}
