import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.mjs';

/**
 * Content hash of files; names count, so that a renamed or removed file changes it.
 *
 * @param {Iterable<string>} paths absolute or below the root
 * @param {readonly string[]} [salt] what else the result depends on
 */
export function fingerprint(paths, salt = []) {
  const hash = createHash('sha256');
  for (const text of salt) hash.update(`${text}\0`);
  for (const path of paths) {
    hash.update(`${path}\0`);
    hash.update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

/**
 * Every file below a folder, in a stable order.
 *
 * @param {string} folder below the root
 * @param {(path: string, name: string) => boolean} skip asked for folders and files
 * @returns {Generator<string>} paths below the root
 */
export function* filesBelow(folder, skip) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (skip(path, entry.name)) continue;
    if (entry.isDirectory()) yield* filesBelow(path, skip);
    else if (entry.isFile()) yield path;
  }
}
