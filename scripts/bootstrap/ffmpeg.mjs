import { chmodSync, existsSync } from 'node:fs';
import { findOnPath, isExecutable } from './find-on-path.mjs';
import { Problem } from './problem.mjs';
import { inRoot } from './workspace.mjs';

/**
 * The ffmpeg to work with: FFMPEG_PATH, else the system's, else the one inside a package.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string} path of the executable
 */
export function findFfmpeg(env = process.env) {
  const named = env['FFMPEG_PATH'];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Problem(`FFMPEG_PATH names ${named}, which is not a program that can be run.`);
  }
  const found = findOnPath('ffmpeg', env['PATH']) ?? packagedFfmpeg();
  if (found) return found;
  throw new Problem(
    `No ffmpeg found, and none comes with the packages for ${process.platform}-${process.arch}: ` +
      'install ffmpeg or set FFMPEG_PATH to one.',
  );
}

/** The package's own install script would set the mode bit; install scripts are not run. */
function packagedFfmpeg() {
  const folder = inRoot('node_modules', '@ffmpeg-installer', `${process.platform}-${process.arch}`);
  const path = `${folder}/ffmpeg${process.platform === 'win32' ? '.exe' : ''}`;
  if (!existsSync(path)) return undefined;
  if (!isExecutable(path)) chmodSync(path, 0o755);
  return path;
}
