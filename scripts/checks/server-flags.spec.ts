import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inRoot } from '../bootstrap/workspace.mjs';

const flag = '--max-semi-space-size=4';

it.each([
  'scripts/start.mjs',
  'Dockerfile',
  'apps/api/package.json',
  'docs/operations.md',
  'libs/media/bench/fanout/processes.ts',
])('%s starts the server with the same flags for V8 as all the others', (file) => {
  expect(readFileSync(inRoot(file), 'utf8').match(/--max-semi-space-size=\d+/g)).toContain(flag);
});
