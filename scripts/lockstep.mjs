/**
 * `node scripts/lockstep.mjs COMMAND [VERB] …`: the command `lockstep`, built when needed. npm has a script for each
 * command.
 */
import { runVisibly } from './bootstrap/children.mjs';
import { prepare } from './bootstrap/prepare.mjs';
import { runScript } from './bootstrap/problem.mjs';
import { inRoot } from './bootstrap/workspace.mjs';

/** Verbs that show pages. */
const WITH_PAGES = ['lesson preview', 'lesson replay'];

await runScript(async () => {
  const args = process.argv.slice(2);
  const isWithPages = WITH_PAGES.includes(args.slice(0, 2).join(' '));
  const { node, env } = await prepare(isWithPages ? ['programs', 'pages'] : ['programs']);
  // npm changes to the root; the files named on the command line are where the person is.
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  return runVisibly(node, [inRoot('apps/cli/dist/main.js'), ...args], { env, cwd });
});
