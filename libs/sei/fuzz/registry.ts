import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FuzzTarget } from './target.js';

/** `fuzz/targets.ts` of every library that has one. */
export function registeredFiles(): string[] {
  const libraries = new URL('../../', import.meta.url);
  return readdirSync(libraries)
    .map((library) => new URL(`${library}/fuzz/targets.ts`, libraries).href)
    .filter((url) => existsSync(fileURLToPath(url)));
}

/** @param only part of a target's name; undefined for all */
export async function loadTargets(files: readonly string[], only: string | undefined): Promise<FuzzTarget[]> {
  const modules = await Promise.all(
    files.map(async (file) => (await import(file)) as { targets: FuzzTarget[] }),
  );
  const targets = modules.flatMap((module) => module.targets);
  return only === undefined ? targets : targets.filter(({ name }) => name.includes(only));
}
