import { migrations } from '../database/migrations/index.js';

/** In order. */
const KNOWN = migrations.map(({ name }) => name);

/** The migrations of a database or a backup that this version does not have: it is of a newer one. */
export const unknownMigrations = (applied: readonly string[]): string[] =>
  applied.filter((name) => !KNOWN.includes(name));
