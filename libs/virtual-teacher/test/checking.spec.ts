import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** What draws, formulates, speaks and judges. */
const HEAVY = /node_modules\/(?:satori|sharp|mathjax|@marp-team|openai|wink-nlp|harper\.js)\//u;

it('a check whose slides are kept loads nothing of what draws', async () => {
  const checking = new URL('../src/checking.ts', import.meta.url).href;
  const hooks = fileURLToPath(new URL('../../../scripts/bootstrap/typescript-hooks.mjs', import.meta.url));
  const script = `
    import { registerHooks } from 'node:module';
    registerHooks({ load: (url, context, next) => (process.stdout.write(url + '\\n'), next(url, context)) });
    await import(${JSON.stringify(checking)});`;
  const options = ['--conditions=@lockstep/source', '--experimental-transform-types', '--import', hooks];
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...options,
    '--input-type=module',
    '-e',
    script,
  ]);
  const loaded = stdout.split('\n');
  expect(loaded.length).toBeGreaterThan(50);
  expect(loaded.filter((url) => HEAVY.test(url))).toEqual([]);
});
