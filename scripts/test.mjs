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
import { tools } from './testing/tools.mjs';
import { runGroup } from './testing/vitest-group.mjs';

/** @typedef {import('./bootstrap/prepare.mjs').Prepared} Prepared */
/** @typedef {import('./testing/plan.mjs').Selection} Selection */
/** @typedef {import('./testing/vitest-group.mjs').Tally} Tally */

await runScript(async () => {
  try {
    return await testAll();
  } catch (error) {
    tell(asProblem(error)); // the tests could not even begin: that too ends with the line
    return report([{ passed: 0, failed: 1, failures: [] }]);
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
  return report(await runAll(prepared, selection, folder));
}

/**
 * @param {Prepared} prepared
 * @param {Selection} selection
 * @param {string} folder
 * @returns {Promise<Tally[]>}
 */
async function runAll(prepared, { wants, groups, vitestArguments }, folder) {
  const checks = /** @type {const} */ (['lint', 'types']).filter(wants);
  const tallies = await Promise.all(checks.map((check) => runCheck(check, prepared)));
  // Pages and server are also what the browser tests look at, so they are built for any of them.
  if (wants('build') || groups.length > 0) tallies.push(await runBuild(prepared));
  for (const group of groups) tallies.push(await runGroup(prepared, group, vitestArguments, folder));
  return tallies;
}

/** @param {Prepared} prepared */
async function runBuild({ node, env }) {
  try {
    await build(node, env, ['programs', 'pages']);
    return { passed: 1, failed: 0, failures: [] };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.stdout.write(`${error.detail ?? error.message}\n`);
    return { passed: 0, failed: 1, failures: ['build'] };
  }
}

/** @param {Tally[]} tallies */
function report(tallies) {
  const failures = tallies.flatMap((tally) => tally.failures);
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
  if (failures.length > 0)
    process.stdout.write(`\nFailed:\n${failures.map((name) => `  ${name}\n`).join('')}`);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}
