import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Names the folder that all test files of a run share. */
export const SHARED_FOLDER = 'LOCKSTEP_TEST_FOLDER';

/** For vitest, before the first test file of a run; what it returns runs after the last one. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-run-'));
  process.env[SHARED_FOLDER] = folder;
  return () => rm(folder, { recursive: true, force: true });
}
