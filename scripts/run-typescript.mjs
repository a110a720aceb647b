/**
 * `node scripts/run-typescript.mjs FILE …`: benchmarks and fuzzers straight from their source, with
 * the libraries' sources too (condition `@lockstep/source`). No decorators: Node knows none.
 */
import { runVisibly } from './bootstrap/children.mjs';
import { prepare } from './bootstrap/prepare.mjs';
import { runScript } from './bootstrap/problem.mjs';
import { inRoot } from './bootstrap/workspace.mjs';

const hooks = new URL('./bootstrap/typescript-hooks.mjs', import.meta.url).href;

await runScript(async () => {
  const [file, ...args] = process.argv.slice(2);
  const { node, env } = await prepare([]);
  const options = [
    '--conditions=@lockstep/source',
    '--experimental-transform-types', // parameter properties are more than types
    '--disable-warning=ExperimentalWarning',
    '--expose-gc',
  ];
  return runVisibly(node, [...options, '--import', hooks, inRoot(file ?? ''), ...args], { env });
});
