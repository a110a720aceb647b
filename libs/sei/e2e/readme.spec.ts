import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

it('has a README whose example does what the README says', async () => {
  const readme = readFileSync(pathOf('../README.md'), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const said = /It prints `(.*)`\./.exec(readme)?.[1];
  const hooks = ['--import', pathOf('../../../scripts/bootstrap/typescript-hooks.mjs')];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@lockstep/source', ...hooks, '--input-type=module-typescript', '--eval', example],
    { cwd: pathOf('..') },
  );
  expect(stdout).toBe(`${said}\n`);
});
