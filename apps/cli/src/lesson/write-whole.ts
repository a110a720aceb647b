import { rename, writeFile } from 'node:fs/promises';
import { asInputError } from '../errors.js';

/** Writes a file whole or not at all. @throws InputError */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  try {
    await writeFile(draft, text);
    await rename(draft, path);
  } catch (error) {
    throw asInputError(error, path);
  }
}
