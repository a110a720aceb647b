import { Problem } from '../bootstrap/problem.mjs';

/**
 * Vitest projects, in groups that run one after the other: real-time media and browsers are not
 * to compete with each other for the processor. Inside a group test files run side by side.
 * The linter needs one core for minutes: groups that do not play in real time run beside it.
 *
 * @typedef {object} TestGroup
 * @property {readonly string[]} projects names in vitest.config.ts
 * @property {boolean} [coverage] hold the thresholds of vitest.config.ts
 * @property {boolean} [oneAtATime] test files one after the other
 * @property {boolean} [besideLint] nothing in it plays in real time
 * @property {boolean} [waits] its tests wait for a class or a process for most of their time
 */

/** @type {readonly TestGroup[]} */
export const testGroups = [
  { projects: ['sei', 'contracts'], coverage: true, besideLint: true },
  { projects: ['workspace', 'async', 'formats', 'lesson', 'player', 'web', 'cli'], besideLint: true },
  { projects: ['virtual-teacher'] },
  { projects: ['api'], waits: true },
  { projects: ['media'], oneAtATime: true },
  { projects: ['pages'] },
  { projects: ['e2e'], oneAtATime: true },
];

const checks = /** @type {const} */ (['lint', 'types', 'build']);
const names = [...checks, ...testGroups.flatMap(({ projects }) => projects)];

/**
 * @typedef {object} Selection
 * @property {(check: 'lint' | 'types' | 'build') => boolean} wants
 * @property {readonly TestGroup[]} groups
 * @property {readonly string[]} vitestArguments
 */

/**
 * `--only a,b` picks checks and test projects; what else is given goes on to vitest.
 *
 * @param {readonly string[]} argv
 * @returns {Selection}
 */
export function select(argv) {
  /** @type {string[]} */
  const only = [];
  /** @type {string[]} */
  const vitestArguments = [];
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index] ?? '';
    if (argument === '--only') only.push(...(argv[++index] ?? '').split(','));
    else if (argument.startsWith('--only=')) only.push(...argument.slice('--only='.length).split(','));
    else vitestArguments.push(argument);
  }
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new Problem(`There is no part "${unknown.join('", "')}"; the parts are ${names.join(', ')}.`);
  }
  /** @param {string} name */
  const wanted = (name) => only.length === 0 || only.includes(name);
  const groups = testGroups
    .map((group) => ({ ...group, projects: group.projects.filter(wanted) }))
    .filter(({ projects }) => projects.length > 0)
    // A part of the tests reaches a part of the branches.
    .map((group) => (vitestArguments.length > 0 ? { ...group, coverage: false } : group));
  return { wants: wanted, groups, vitestArguments };
}
