import { readFileSync } from 'node:fs';
import { run } from '../bootstrap/children.mjs';
import { findOnPath } from '../bootstrap/find-on-path.mjs';
import { Problem } from '../bootstrap/problem.mjs';
import { step } from '../bootstrap/progress.mjs';

/** @typedef {import('./tools.mjs').Tool} Tool */

/**
 * Sees to it that the tools are there: installs them where we may, else says what to install.
 *
 * @param {readonly Tool[]} wanted
 * @param {NodeJS.ProcessEnv} env
 */
export async function provideTools(wanted, env) {
  const missing = wanted.filter((tool) => tool.find(env) === undefined);
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(', ');
  const packages = [...new Set(missing.map(({ apt }) => apt))];
  if (!mayInstall()) throw new Problem(`The tests need ${names}. ${instruction(packages)}`);
  await step(`Installing ${names}`, () => aptInstall(packages));
  const still = missing.filter((tool) => tool.find(env) === undefined).map(({ name }) => name);
  if (still.length > 0)
    throw new Problem(`Installed, but ${still.join(', ')} still cannot be found on PATH.`);
}

function mayInstall() {
  return process.getuid?.() === 0 && isDebianLike() && findOnPath('apt-get') !== undefined;
}

function isDebianLike() {
  try {
    return /^(ID|ID_LIKE)=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false; // no such file: not a Linux that tells its name
  }
}

/** @param {readonly string[]} packages */
export function instruction(packages) {
  if (process.platform === 'darwin') {
    const brew = packages.map((name) => (name === 'chromium' ? '--cask chromium' : name));
    return `Install them: ${brew.map((name) => `brew install ${name}`).join(' && ')}`;
  }
  if (isDebianLike())
    return `Install them: sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`;
  return `Install the packages that your system calls ${packages.join(', ')}, or set CHROMIUM_PATH and POSTGRES_BIN.`;
}

/** @param {readonly string[]} packages */
async function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['-y', '-q', '-o', 'DPkg::Lock::Timeout=120'];
  for (const args of [
    ['update', ...options],
    ['install', ...options, '--no-install-recommends', ...packages],
  ]) {
    const { code, output } = await run('apt-get', args, { env });
    if (code !== 0) throw new Problem(`apt-get ${args[0]} failed; its own words are above.`, output);
  }
}
