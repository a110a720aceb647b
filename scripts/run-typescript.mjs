/**
 * `node scripts/run-typescript.mjs FILE …`: benchmarks and fuzzers straight from their source, with
 * the libraries' sources too (condition `@lockstep/source`). No decorators: Node knows none.
 * With `--build` before FILE, server and pages are built first: for what starts them as they ship.
 */
import { runVisibly } from './bootstrap/children.mjs';
import { prepare } from './bootstrap/prepare.mjs';
import { runScript } from './bootstrap/problem.mjs';
import { inRoot } from './bootstrap/workspace.mjs';

const hooks = new URL('./bootstrap/typescript-hooks.mjs', import.meta.url).href;

await runScript(async () => {
  const given = process.argv.slice(2);
  const isBuilt = given[0] === '--build';
  const [file, ...args] = isBuilt ? given.slice(1) : given;
  const { node, env } = await prepare(isBuilt ? ['programs', 'pages'] : []);
  const options = [
    '--conditions=@lockstep/source',
    '--experimental-transform-types', // parameter properties are more than types
    '--disable-warning=ExperimentalWarning',
    '--expose-gc',
  ];
  return runVisibly(node, [...options, '--import', hooks, inRoot(file ?? ''), ...args], { env });
});
