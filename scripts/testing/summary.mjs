import { RETRIES_ALLOWED } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */
/** @typedef {import('./tally.mjs').Duration} Duration */

const SLOWEST = 10;

/**
 * What `npm test` ends with: where the time went, what was retried, what failed, and the counts alone on the last line.
 *
 * @param {Tally} tally
 * @param {number} wallMs of the whole run
 */
export function summary({ passed, failed, failures, parts, tests, retried }, wallMs) {
  const byTime = (/** @type {Duration} */ a, /** @type {Duration} */ b) => b.ms - a.ms;
  return [
    ...block(`Wall time (${seconds(wallMs)} in all)`, parts.toSorted(byTime).map(row)),
    ...block('Slowest tests', tests.toSorted(byTime).slice(0, SLOWEST).map(row)),
    ...block(
      `Warning: retried (a run with more than ${RETRIES_ALLOWED} retries fails)`,
      retried.map(({ name, retries }) => `${name} (${retries} ${retries === 1 ? 'retry' : 'retries'})`),
    ),
    ...block('Failed', failures),
    '',
    `${passed} passed, ${failed} failed`,
    '',
  ].join('\n');
}

/**
 * @param {string} title
 * @param {readonly string[]} rows
 */
const block = (title, rows) => (rows.length > 0 ? ['', `${title}:`, ...rows.map((text) => `  ${text}`)] : []);

/** @param {Duration} duration */
const row = ({ name, ms }) => `${seconds(ms).padStart(8)}  ${name}`;

/** @param {number} ms */
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
