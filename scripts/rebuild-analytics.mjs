/** `npm run analytics:rebuild`: counts every session anew, on the database of a server that is stopped. */
import { runVisibly } from './bootstrap/children.mjs';
import { prepare } from './bootstrap/prepare.mjs';
import { runScript } from './bootstrap/problem.mjs';
import { inRoot } from './bootstrap/workspace.mjs';

await runScript(async () => {
  const { node, env } = await prepare(['programs']);
  return runVisibly(node, [inRoot('apps/api/dist/rebuild-analytics.js')], { env });
});
