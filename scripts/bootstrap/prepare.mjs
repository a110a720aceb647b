import { dirname, delimiter } from 'node:path';
import { build } from './build.mjs';
import { findFfmpeg } from './ffmpeg.mjs';
import { installPackages } from './install.mjs';
import { findNode, requireBootstrapNode } from './node-runtime.mjs';
import { listenForStop } from './stop-signals.mjs';
import { inRoot } from './workspace.mjs';

/**
 * @typedef {object} Prepared
 * @property {string} node path of the Node to run things with
 * @property {NodeJS.ProcessEnv} env with that Node and the packages' programs first on PATH
 */

/**
 * From a bare clone to something that can be run; quick when all is done already.
 *
 * @param {Parameters<typeof build>[2]} built what is to be built
 * @returns {Promise<Prepared>}
 */
export async function prepare(built) {
  requireBootstrapNode();
  listenForStop();
  await installPackages();
  const node = await findNode();
  const path = [dirname(node), inRoot('node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  const env = { ...process.env, PATH: path, FFMPEG_PATH: findFfmpeg(), NX_DAEMON: 'false' };
  await build(node, env, built);
  return { node, env };
}
