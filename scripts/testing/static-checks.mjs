import { run } from '../bootstrap/children.mjs';
import { step } from '../bootstrap/progress.mjs';
import { inRoot } from '../bootstrap/workspace.mjs';
import { failedCheck, passedCheck } from './tally.mjs';

/** @typedef {import('../bootstrap/prepare.mjs').Prepared} Prepared */

const nx = inRoot('node_modules/nx/dist/bin/nx.js');
const eslint = inRoot('node_modules/eslint/bin/eslint.js');
const oxlint = inRoot('node_modules/oxlint/bin/oxlint');
const prettier = inRoot('node_modules/prettier/bin/prettier.cjs');
const tsc = inRoot('node_modules/@typescript/native/bin/tsc');

/**
 * Programs of each check, run in this order; the module boundaries are only looked at when the
 * project graph exists, which the first one makes.
 *
 * @type {Record<'lint' | 'types', readonly (readonly string[])[]>}
 */
const programs = {
  lint: [
    [nx, 'show', 'projects', '--json'],
    [eslint, '.'],
    [oxlint], // the rules that need types
    [prettier, '--check', '--log-level=warn', '.'],
  ],
  types: [[tsc, '-b']],
};

/**
 * @param {'lint' | 'types'} check
 * @param {Prepared} prepared
 * @returns {Promise<import('./tally.mjs').Tally>} one passed or failed check
 */
export async function runCheck(check, { node, env }) {
  const startMs = performance.now();
  try {
    await step(check === 'lint' ? 'Lint and format' : 'Type check', async () => {
      for (const args of programs[check]) {
        const { code, output } = await run(node, args, { env });
        if (code !== 0) throw new CheckFailed(output);
      }
    });
    return passedCheck(check, performance.now() - startMs);
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    process.stdout.write(`${error.message.trimEnd()}\n`);
    return failedCheck(check, performance.now() - startMs);
  }
}

/** Its message is what the program wrote. */
class CheckFailed extends Error {}
