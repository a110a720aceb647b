import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json; every relative path of these scripts starts here. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** @param {string[]} segments */
export const inRoot = (...segments) => resolve(root, ...segments);
