import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRoot } from './workspace.mjs';

/**
 * A note in node_modules of what was done last, and with what; it goes when node_modules goes.
 *
 * @param {string} name
 */
export function stamp(name) {
  const path = inRoot('node_modules', '.lockstep', name);
  return {
    /** @param {string} value */
    is(value) {
      try {
        return readFileSync(path, 'utf8') === value;
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return false;
        throw error;
      }
    },
    exists: () => existsSync(path),
    /** @param {string} value */
    set(value) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, value);
    },
    /** Before work begins: what is interrupted must not look done. */
    clear() {
      rmSync(path, { force: true });
    },
  };
}
