import { existsSync } from 'node:fs';
import { run } from './children.mjs';
import { filesBelow, fingerprint } from './fingerprint.mjs';
import { npmCommand } from './npm.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { stamp } from './stamp.mjs';
import { inRoot } from './workspace.mjs';

/**
 * @typedef {object} Stage
 * @property {string} title
 * @property {readonly string[]} sources files and folders it is made of
 * @property {readonly string[]} results must be there afterwards
 * @property {(node: string, env: NodeJS.ProcessEnv, repair: boolean) => Promise<void>} make
 *   `repair` when a result is gone that was there after the last time
 */

/** Server and command: one `tsc -b`, which follows their references. @type {Stage} */
const programs = {
  title: 'Compiling the server',
  sources: [
    'libs/async',
    'libs/sei',
    'libs/formats',
    'libs/contracts',
    'libs/lesson',
    'libs/media',
    'libs/virtual-teacher',
    'apps/api',
    'apps/cli',
  ],
  results: ['apps/api/dist/main.js', 'apps/cli/dist/main.js'],
  async make(node, env, repair) {
    const projects = ['apps/api/tsconfig.lib.json', 'apps/cli/tsconfig.lib.json'];
    // The compiler trusts its notes about what it wrote; when something is gone they are wrong.
    const force = repair ? ['--force'] : [];
    await must(node, [inRoot('node_modules/@typescript/native/bin/tsc'), '-b', ...projects, ...force], env);
  },
};

/** Player and pages: bundled for browsers by each project's own `build` script. @type {Stage} */
const pages = {
  title: 'Bundling player and pages',
  sources: ['async', 'sei', 'formats', 'contracts', 'lesson', 'player']
    .map((name) => `libs/${name}`)
    .concat('apps/web'),
  results: [
    ...['player', 'replay'].map((name) => `libs/player/dist/sdk/lockstep-${name}.js`),
    'apps/web/dist/index.html',
  ],
  async make(_, env) {
    const { command, args } = npmCommand(['run', '--silent', 'build']);
    await Promise.all(['libs/player', 'apps/web'].map((folder) => must(command, args, env, inRoot(folder))));
  },
};

/** What is made of the sources: the command needs the programs alone. */
export const stages = { programs, pages };

/** Folders and files that go into no result. */
const otherFolders = new Set([
  ...['node_modules', 'dist', 'coverage'],
  ...['e2e', 'test', 'bench', 'fuzz', 'vectors', 'fixtures'],
]);

/** @type {(path: string, name: string) => boolean} */
const isNoSource = (path, name) =>
  otherFolders.has(name) || path === 'apps/api/assets' || /\.spec\.tsx?$|\.md$/.test(name);

/** @param {Stage} stage */
function* sourcesOf({ sources }) {
  yield* ['package-lock.json', 'tsconfig.base.json'];
  for (const folder of sources) yield* filesBelow(folder, isNoSource);
}

/**
 * Makes what these stages are to make, unless it was made of exactly these sources before.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly (keyof typeof stages)[]} wanted
 */
export async function build(node, env, wanted) {
  for (const name of wanted) {
    const stage = stages[name];
    const made = stamp(name);
    const fingerprintNow = fingerprint(sourcesOf(stage));
    const missing = () => stage.results.filter((path) => !existsSync(inRoot(path)));
    const complete = missing().length === 0;
    if (complete && made.is(fingerprintNow)) continue;
    const repair = !complete && made.exists();
    made.clear();
    await step(stage.title, () => stage.make(node, env, repair));
    if (missing().length > 0) throw new Problem(`The build did not make ${missing().join(', ')}.`);
    made.set(fingerprintNow);
  }
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
