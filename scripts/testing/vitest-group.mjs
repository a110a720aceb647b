import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { runVisibly } from '../bootstrap/children.mjs';
import { inRoot } from '../bootstrap/workspace.mjs';
import { REPORT_VARIABLE } from './run-report.mjs';
import { count, failedCheck, passedCheck, sum } from './tally.mjs';

/** On two cores vitest would take one: but most of our tests wait, for a process, a socket or the clock. */
const workers = Math.max(2, availableParallelism() - 1);
/** Classes that are taught in real time leave more of a core idle. */
const workersThatWait = workers + 1;

/**
 * Runs one group of projects and counts its tests.
 *
 * @param {import('../bootstrap/prepare.mjs').Prepared} prepared
 * @param {import('./plan.mjs').TestGroup} group
 * @param {readonly string[]} extra arguments for vitest
 * @param {string} folder for the report
 * @returns {Promise<import('./tally.mjs').Tally>}
 */
export async function runGroup({ node, env }, group, extra, folder) {
  const name = group.projects.join(', ');
  const report = join(folder, `${group.projects.join('-')}.json`);
  process.stdout.write(`\n── ${name}\n`);
  const args = [
    inRoot('node_modules/vitest/vitest.mjs'),
    'run',
    ...group.projects.flatMap((project) => ['--project', project]),
    ...(group.coverage ? ['--coverage'] : []),
    ...(group.oneAtATime
      ? ['--no-file-parallelism']
      : [`--maxWorkers=${group.waits ? workersThatWait : workers}`]),
    ...(extra.length > 0 ? ['--passWithNoTests'] : []),
    '--reporter=default',
    `--reporter=${inRoot('scripts/testing/run-report.mjs')}`,
    ...extra,
  ];
  const code = await runVisibly(node, args, { env: { ...env, [REPORT_VARIABLE]: report } });
  const tally = count(existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : []);
  // Thresholds, an error outside any test, a crash: vitest fails without a failed test.
  if (code !== 0 && tally.failed === 0) {
    return sum([tally, failedCheck(`${name}: vitest ended with ${code}; see its output above`)]);
  }
  return group.coverage ? sum([tally, passedCheck(`coverage of ${name}`)]) : tally;
}
