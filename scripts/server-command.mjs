/**
 * `node scripts/server-command.mjs NAME …`: a command that works on the database and the files of a server, such as
 * `npm run backup`, built when needed.
 */
import { runVisibly } from './bootstrap/children.mjs';
import { prepare } from './bootstrap/prepare.mjs';
import { runScript } from './bootstrap/problem.mjs';
import { inRoot } from './bootstrap/workspace.mjs';

await runScript(async () => {
  const [name, ...args] = process.argv.slice(2);
  const { node, env } = await prepare(['programs']);
  return runVisibly(node, [inRoot('apps/api/dist', `${name}.js`), ...args], { env });
});
