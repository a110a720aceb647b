/** `npm start`: from a bare clone to a running classroom. Arguments go to the server. */
import { prepare } from './bootstrap/prepare.mjs';
import { runScript } from './bootstrap/problem.mjs';
import { supervise } from './bootstrap/supervise.mjs';
import { inRoot } from './bootstrap/workspace.mjs';

await runScript(async () => {
  const { node, env } = await prepare(['programs', 'pages']);
  env['NODE_ENV'] ??= 'production';
  return supervise(node, [inRoot('apps/api/dist/main.js'), ...process.argv.slice(2)], env);
});
