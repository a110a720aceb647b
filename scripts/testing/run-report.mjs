import { writeFileSync } from 'node:fs';

/** Names the file that the report goes to; set by the program that starts vitest with this reporter. */
export const REPORT_VARIABLE = 'LOCKSTEP_TEST_REPORT';

/**
 * @typedef {object} TestReport
 * @property {string} name with the names of its suites
 * @property {'passed' | 'failed' | 'skipped' | 'pending'} state
 * @property {number} durationMs of all attempts together
 * @property {number} retries attempts after the first
 */

/**
 * @typedef {object} FileReport
 * @property {string} project name in vitest.config.ts
 * @property {string} path absolute
 * @property {boolean} failed also when it could not be loaded, or a hook of its failed
 * @property {number} startMs when its first test could begin, from an arbitrary origin
 * @property {number} endMs on the same clock
 * @property {readonly TestReport[]} tests
 */

/**
 * A reporter for vitest that writes what `npm test` counts and prints. The JSON reporter of vitest does not tell which
 * tests were retried.
 */
export default class RunReport {
  /** @type {Map<string, { startMs: number, endMs: number }>} by module */
  #times = new Map();

  /** @param {import('vitest/node').TestModule} module */
  onTestModuleStart({ id }) {
    this.#times.set(id, { startMs: performance.now(), endMs: performance.now() });
  }

  /** @param {import('vitest/node').TestModule} module */
  onTestModuleEnd({ id }) {
    const times = this.#times.get(id);
    if (times) times.endMs = performance.now();
  }

  /** @param {readonly import('vitest/node').TestModule[]} modules */
  onTestRunEnd(modules) {
    const path = process.env[REPORT_VARIABLE];
    if (path === undefined) throw new Error(`${REPORT_VARIABLE} must name the file to write the report to.`);
    writeFileSync(path, JSON.stringify(modules.map((module) => this.#describe(module))));
  }

  /**
   * @param {import('vitest/node').TestModule} module
   * @returns {FileReport}
   */
  #describe(module) {
    return {
      project: module.project.name,
      path: module.moduleId,
      failed: module.state() === 'failed',
      ...(this.#times.get(module.id) ?? { startMs: 0, endMs: 0 }),
      tests: [...module.children.allTests()].map((test) => ({
        name: test.fullName,
        state: test.result().state,
        durationMs: test.diagnostic()?.duration ?? 0,
        retries: test.diagnostic()?.retryCount ?? 0,
      })),
    };
  }
}
