import { existsSync } from 'node:fs';
import { run } from './children.mjs';
import { filesBelow, fingerprint } from './fingerprint.mjs';
import { npmCommand } from './npm.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { stamp } from './stamp.mjs';
import { inRoot } from './workspace.mjs';

/** Compiled by one `tsc -b`, which follows their references. */
const compiled = ['apps/api/tsconfig.lib.json', 'apps/cli/tsconfig.lib.json'];
/** Bundled for browsers by the package's own `build` script. */
const bundled = ['libs/player', 'apps/web'];
/** Must be there afterwards. */
const results = [
  'apps/api/dist/main.js',
  'apps/cli/dist/main.js',
  'libs/player/dist/sdk/lockstep-player.js',
  'apps/web/dist/index.html',
];

const folders = new Set([
  'node_modules',
  'dist',
  'coverage',
  'e2e',
  'test',
  'bench',
  'fuzz',
  'vectors',
  'fixtures',
]);

/** @type {(path: string, name: string) => boolean} */
const isNoSource = (path, name) =>
  folders.has(name) || path === 'apps/api/assets' || /\.spec\.tsx?$|\.md$/.test(name);

/** What the products are made of, the installed packages included (through the lock file). */
function* sources() {
  yield* ['package-lock.json', 'tsconfig.base.json'];
  yield* filesBelow('libs', isNoSource);
  yield* filesBelow('apps', isNoSource);
}

/**
 * Compiles and bundles, unless exactly these sources were built before.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
export async function build(node, env) {
  const built = stamp('build');
  const wanted = fingerprint(sources());
  const complete = results.every((path) => existsSync(inRoot(path)));
  if (complete && built.is(wanted)) return;
  built.clear();
  await step('Compiling the server', async () => {
    // The compiler trusts its notes about what it wrote; when something is gone they are wrong.
    const force = complete || !existsSync(inRoot('apps/api/dist')) ? [] : ['--force'];
    await must(node, [inRoot('node_modules/typescript/bin/tsc'), '-b', ...compiled, ...force], env);
  });
  await step('Bundling player and pages', async () => {
    await Promise.all(
      bundled.map((folder) => {
        const { command, args } = npmCommand(['run', '--silent', 'build']);
        return must(command, args, env, inRoot(folder));
      }),
    );
  });
  const missing = results.filter((path) => !existsSync(inRoot(path)));
  if (missing.length > 0) throw new Problem(`The build did not make ${missing.join(', ')}.`);
  built.set(wanted);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [cwd]
 */
async function must(command, args, env, cwd) {
  const { code, output } = await run(command, args, { env, ...(cwd === undefined ? {} : { cwd }) });
  if (code === 0) return;
  if (/ENOSPC/.test(output)) throw new Problem('The disk is full: the build could not write its output.');
  throw new Problem("The build failed; the compiler's own words are above.", output);
}
