import { relative } from 'node:path';
import { root } from '../bootstrap/workspace.mjs';

/** @typedef {import('./run-report.mjs').FileReport} FileReport */

/**
 * What a part of the run came to.
 *
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} failures names of what failed
 * @property {readonly Duration[]} parts wall time of each project or check
 * @property {readonly Duration[]} tests each test with the time that it took
 * @property {readonly Retried[]} retried tests that passed at a later attempt, or failed at every one
 */

/** @typedef {{ name: string, ms: number }} Duration */
/** @typedef {{ name: string, retries: number }} Retried */

/** So many retries in one run are a failure: a test that passes only sometimes proves nothing. */
export const RETRIES_ALLOWED = 2;

/**
 * @param {string} name
 * @param {number | undefined} ms
 * @returns {Duration[]}
 */
const timed = (name, ms) => (ms === undefined ? [] : [{ name, ms }]);

/** @type {Tally} */
const empty = { passed: 0, failed: 0, failures: [], parts: [], tests: [], retried: [] };

/**
 * @param {string} name
 * @param {number} ms wall time
 * @returns {Tally} of what took time and proves nothing
 */
export const onlyTime = (name, ms) => ({ ...empty, parts: timed(name, ms) });

/**
 * @param {string} name
 * @param {number} [ms] wall time
 * @returns {Tally} of one check that passed
 */
export const passedCheck = (name, ms) => ({ ...empty, passed: 1, parts: timed(name, ms) });

/**
 * @param {string} name
 * @param {number} [ms] wall time
 * @returns {Tally} of one check that failed
 */
export const failedCheck = (name, ms) => ({
  ...empty,
  failed: 1,
  failures: [name],
  parts: timed(name, ms),
});

/**
 * @param {readonly FileReport[]} files
 * @returns {Tally}
 */
export function count(files) {
  const tests = files.flatMap((file) =>
    file.tests.map((test) => ({ ...test, name: nameOf(file, test.name) })),
  );
  const failed = tests.filter(({ state }) => state === 'failed');
  // A file that could not be loaded, or whose hooks failed, has no failed test of its own.
  const broken = files.filter((file) => file.failed && !file.tests.some(({ state }) => state === 'failed'));
  return {
    passed: tests.filter(({ state }) => state === 'passed').length,
    failed: failed.length + broken.length,
    failures: [...failed.map(({ name }) => name), ...broken.map((file) => relative(root, file.path))],
    parts: wallTimes(files),
    tests: tests.map(({ name, durationMs }) => ({ name, ms: durationMs })),
    retried: tests.filter(({ retries }) => retries > 0).map(({ name, retries }) => ({ name, retries })),
  };
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  return {
    passed: tallies.reduce((all, { passed }) => all + passed, 0),
    failed: tallies.reduce((all, { failed }) => all + failed, 0),
    failures: tallies.flatMap(({ failures }) => failures),
    parts: tallies.flatMap(({ parts }) => parts),
    tests: tallies.flatMap(({ tests }) => tests),
    retried: tallies.flatMap(({ retried }) => retried),
  };
}

/**
 * The tally of a whole run, in which more than {@link RETRIES_ALLOWED} retries count as one failure.
 *
 * @param {Tally} run
 * @returns {Tally}
 */
export function withRetriesJudged(run) {
  const retries = run.retried.reduce((all, { retries }) => all + retries, 0);
  if (retries <= RETRIES_ALLOWED) return run;
  const failure = `${retries} retries; at most ${RETRIES_ALLOWED} are allowed in a run`;
  return { ...run, failed: run.failed + 1, failures: [...run.failures, failure] };
}

/**
 * @param {readonly FileReport[]} files
 * @returns {Duration[]} from the first file's start to the last one's end; projects of a group overlap
 */
function wallTimes(files) {
  const projects = new Set(files.map(({ project }) => project));
  return [...projects].map((name) => {
    const ofProject = files.filter(({ project }) => project === name);
    const startMs = Math.min(...ofProject.map((file) => file.startMs));
    return { name, ms: Math.max(...ofProject.map((file) => file.endMs)) - startMs };
  });
}

/**
 * @param {FileReport} file
 * @param {string} test
 */
const nameOf = ({ path }, test) => `${relative(root, path)}: ${test}`;
