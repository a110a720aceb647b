/** `npm start`: from a bare clone to a running classroom. Arguments go to the server. */
import { prepare } from './bootstrap/prepare.mjs';
import { runScript } from './bootstrap/problem.mjs';
import { supervise } from './bootstrap/supervise.mjs';
import { inRoot } from './bootstrap/workspace.mjs';

/**
 * V8 keeps up to 48 MiB for new objects after a thousand connections, whatever they hold; 4 MiB a half are enough for a
 * server whose frames live outside of V8's heap, and make a viewer cost half the memory.
 */
const FLAGS = ['--max-semi-space-size=4'];

await runScript(async () => {
  const { node, env } = await prepare(['programs', 'pages']);
  env['NODE_ENV'] ??= 'production';
  return supervise(node, [...FLAGS, inRoot('apps/api/dist/main.js'), ...process.argv.slice(2)], env);
});
