import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inRoot, root } from '../bootstrap/workspace.mjs';

/** Paths of all files under version control that exist. */
export function trackedFiles(): string[] {
  const deleted = new Set(list('--deleted'));
  return list('--deduplicate').filter((path) => !deleted.has(path));
}

function list(option: string): string[] {
  // Who runs the tests need not own the clone; without this git refuses to look at it.
  const args = ['-c', 'safe.directory=*', 'ls-files', '-z', option];
  const output = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return output.split('\0').filter(Boolean);
}

/** Content of a text file; nothing for a binary one. */
export function textOf(path: string): string | undefined {
  const bytes = readFileSync(inRoot(path));
  return bytes.includes(0) ? undefined : bytes.toString('utf8');
}
