import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { inRoot } from '../bootstrap/workspace.mjs';
import { trackedFiles } from './tracked-files.js';

/** File -> the files of the same folder tree that it imports or re-exports, types included. Paths from the root. */
export type Imports = ReadonlyMap<string, readonly string[]>;

const isSource = (path: string): boolean =>
  /\.tsx?$/.test(path) && !/\.spec\.tsx?$/.test(path) && !path.endsWith('.d.ts');

/** The relative imports of all source files below `folder`; specs are left out. */
export function sourceImports(folder: string): Imports {
  const files = trackedFiles().filter((path) => path.startsWith(`${folder}/`) && isSource(path));
  return new Map(files.map((file) => [file, importsOf(file)]));
}

function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(inRoot(file), 'utf8'), true, true);
  return importedFiles
    .map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => resolveImport(posix.join(posix.dirname(file), name)))
    .filter((path) => path !== undefined);
}

/** Imports name the compiled file, `.js`; the source is `.ts` or `.tsx`. */
function resolveImport(path: string): string | undefined {
  const stem = path.replace(/\.[jt]sx?$/, '');
  return [`${stem}.ts`, `${stem}.tsx`, `${stem}/index.ts`].find((candidate) => existsSync(inRoot(candidate)));
}

/** Files that lead back to themselves: each cycle once, as the chain of its files. */
export function cycles(imports: Imports): string[][] {
  const found: string[][] = [];
  const state = new Map<string, 'open' | 'done'>();
  const chain: string[] = [];
  const visit = (file: string): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push([...chain.slice(chain.indexOf(file)), file]);
      return;
    }
    state.set(file, 'open');
    chain.push(file);
    for (const next of imports.get(file) ?? []) visit(next);
    chain.pop();
    state.set(file, 'done');
  };
  for (const file of imports.keys()) visit(file);
  return found;
}
