import { chmodSync, existsSync } from 'node:fs';
import { run } from './children.mjs';
import { isExecutable } from './find-on-path.mjs';
import { Problem } from './problem.mjs';
import { inRoot } from './workspace.mjs';

/** What the server is built on: the first release of the 24 line with long-term support. */
const REQUIRED = /** @type {const} */ ([24, 11]);
/** What these scripts themselves need. */
const BOOTSTRAP_MAJOR = 20;

/** Refuses a Node too old for these scripts, before anything else happens. */
export function requireBootstrapNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < BOOTSTRAP_MAJOR) {
    throw new Problem(`Node.js ${process.versions.node} is too old: install Node.js 20 or newer.`);
  }
}

/**
 * The Node that builds and serves: the one that came as a package, else the one that runs us.
 *
 * @returns {Promise<string>} path of the executable
 */
export async function findNode() {
  const packaged = inRoot('node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(packaged)) {
    if (!isExecutable(packaged)) chmodSync(packaged, 0o755);
    if (await runs(packaged)) return packaged; // not on a C library it was not built for
  }
  if (isEnough(process.versions.node)) return process.execPath;
  throw new Problem(
    `Lockstep runs on Node.js ${REQUIRED.join('.')} or newer and this is ${process.versions.node}; ` +
      `for ${process.platform}-${process.arch} none comes with the packages: install it from https://nodejs.org.`,
  );
}

/** @param {string} node */
async function runs(node) {
  try {
    const { code, output } = await run(node, ['--version']);
    return code === 0 && isEnough(output.trim().slice(1));
  } catch {
    return false; // the kernel refuses the file: the answer, not a failure
  }
}

/** @param {string} version */
export function isEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > REQUIRED[0] || (major === REQUIRED[0] && minor >= REQUIRED[1]);
}
