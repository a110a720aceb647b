/** `npm run -s lesson -- <verb> …`: the `lesson` verbs of the command `lockstep`, built when needed. */
import { runVisibly } from './bootstrap/children.mjs';
import { prepare } from './bootstrap/prepare.mjs';
import { runScript } from './bootstrap/problem.mjs';
import { inRoot } from './bootstrap/workspace.mjs';

await runScript(async () => {
  const { node, env } = await prepare(
    ['preview', 'replay'].includes(process.argv[2] ?? '') ? ['programs', 'pages'] : ['programs'],
  );
  // npm changes to the root; the files named on the command line are where the person is.
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  return runVisibly(node, [inRoot('apps/cli/dist/main.js'), 'lesson', ...process.argv.slice(2)], {
    env,
    cwd,
  });
});
