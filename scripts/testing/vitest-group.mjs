import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { runVisibly } from '../bootstrap/children.mjs';
import { inRoot, root } from '../bootstrap/workspace.mjs';

/** On two cores vitest would take one: but most of our tests wait, for a process, a socket or the clock. */
const workers = Math.max(2, availableParallelism() - 1);

/** @typedef {{ passed: number, failed: number, failures: string[] }} Tally */

/**
 * Runs one group of projects and counts its tests.
 *
 * @param {import('../bootstrap/prepare.mjs').Prepared} prepared
 * @param {import('./plan.mjs').TestGroup} group
 * @param {readonly string[]} extra arguments for vitest
 * @param {string} folder for the report
 * @returns {Promise<Tally>}
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
    ...(group.oneAtATime ? ['--no-file-parallelism'] : [`--maxWorkers=${workers}`]),
    ...(extra.length > 0 ? ['--passWithNoTests'] : []),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...extra,
  ];
  const code = await runVisibly(node, args, { env });
  const tally = existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8'))) : empty();
  // Thresholds, an error outside any test, a crash: vitest fails without a failed test.
  if (code !== 0 && tally.failed === 0) {
    tally.failed++;
    tally.failures.push(`${name}: vitest ended with ${code}; see its output above`);
  } else if (group.coverage) tally.passed++; // the thresholds held
  return tally;
}

const empty = () => /** @type {Tally} */ ({ passed: 0, failed: 0, failures: [] });

/**
 * @typedef {object} FileResult
 * @property {string} name
 * @property {string} status
 * @property {{ status: string, fullName: string }[]} assertionResults
 */

/**
 * @param {{ testResults: FileResult[] }} report vitest's JSON
 * @returns {Tally}
 */
export function count({ testResults }) {
  const tally = empty();
  for (const { name: path, status, assertionResults } of testResults) {
    const name = relative(root, path);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    tally.passed += assertionResults.filter((test) => test.status === 'passed').length;
    tally.failed += failed.length;
    tally.failures.push(...failed.map(({ fullName }) => `${name}: ${fullName}`));
    // A file that could not be loaded, or whose hooks failed, has no failed test of its own.
    if (status === 'failed' && failed.length === 0) {
      tally.failed++;
      tally.failures.push(name);
    }
  }
  return tally;
}
