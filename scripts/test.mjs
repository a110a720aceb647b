/**
 * `npm test`: everything that is to hold, from a bare clone on.
 * `npm test -- --only sei,api` takes parts of it; other arguments go on to vitest.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './bootstrap/build.mjs';
import { prepare } from './bootstrap/prepare.mjs';
import { asProblem, Problem, runScript, tell } from './bootstrap/problem.mjs';
import { provideTools } from './testing/apt.mjs';
import { select } from './testing/plan.mjs';
import { runCheck } from './testing/static-checks.mjs';
import { summary } from './testing/summary.mjs';
import { failedCheck, onlyTime, passedCheck, sum, withRetriesJudged } from './testing/tally.mjs';
import { tools } from './testing/tools.mjs';
import { runGroup } from './testing/vitest-group.mjs';

/** @typedef {import('./bootstrap/prepare.mjs').Prepared} Prepared */
/** @typedef {import('./testing/plan.mjs').Selection} Selection */
/** @typedef {import('./testing/tally.mjs').Tally} Tally */

await runScript(async () => {
  try {
    return await testAll();
  } catch (error) {
    tell(asProblem(error)); // the tests could not even begin: that too ends with the line
    return report([failedCheck('setting up')]);
  }
});

async function testAll() {
  const selection = select(process.argv.slice(2));
  const prepared = await prepare([]);
  if (!process.stdout.isTTY) prepared.env['NO_COLOR'] ??= '1';
  if (selection.groups.length > 0) await provideTools(tools, prepared.env);
  for (const { variable, find } of tools) {
    const path = find(prepared.env);
    if (variable && path) prepared.env[variable] = path;
  }
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-test-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const setUp = onlyTime('set-up', performance.now());
  return report([setUp, ...(await runAll(prepared, selection, folder))]);
}

/**
 * @param {Prepared} prepared
 * @param {Selection} selection
 * @param {string} folder
 * @returns {Promise<Tally[]>}
 */
async function runAll(prepared, { wants, groups, vitestArguments }, folder) {
  /** @type {(check: 'lint' | 'types') => Promise<Tally[]>} */
  const check = async (name) => (wants(name) ? [await runCheck(name, prepared)] : []);
  const lint = check('lint');
  const tallies = await check('types');
  // Pages and server are also what the browser tests look at, so they are built for any of them.
  if (wants('build') || groups.length > 0) tallies.push(await runBuild(prepared));
  for (const group of groups) {
    if (!group.besideLint) await lint;
    tallies.push(await runGroup(prepared, group, vitestArguments, folder));
  }
  return [...(await lint), ...tallies];
}

/** @param {Prepared} prepared */
async function runBuild({ node, env }) {
  const startMs = performance.now();
  try {
    await build(node, env, ['programs', 'pages']);
    return passedCheck('build', performance.now() - startMs);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.stdout.write(`${error.detail ?? error.message}\n`);
    return failedCheck('build', performance.now() - startMs);
  }
}

/** @param {Tally[]} tallies */
function report(tallies) {
  const tally = withRetriesJudged(sum(tallies));
  process.stdout.write(summary(tally, performance.now())); // the process began with the run
  return tally.failed > 0 ? 1 : 0;
}
