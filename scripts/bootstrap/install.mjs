import { existsSync, readFileSync } from 'node:fs';
import { run } from './children.mjs';
import { fingerprint } from './fingerprint.mjs';
import { explain, followInstall } from './npm-failure.mjs';
import { npmCommand } from './npm.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { stamp } from './stamp.mjs';
import { inRoot } from './workspace.mjs';

const arguments_ = [
  'ci',
  // None of our packages needs one, npm 10 would run them all and npm 12 none.
  '--ignore-scripts',
  '--prefer-offline',
  '--no-audit',
  '--no-fund',
  // Packages ask for the Node that comes with them, not for the one that runs npm.
  '--engine-strict=false',
  '--loglevel=http',
  '--fetch-retries=3',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=8000',
];

/** Installs what package-lock.json names, unless exactly that was installed before on this platform. */
export async function installPackages() {
  const installed = stamp('packages');
  const wanted = fingerprint(['package-lock.json'], [process.platform, process.arch]);
  if (installed.is(wanted)) return;
  await step('Installing packages', async (note) => {
    installed.clear();
    const packages = packagesForThisPlatform();
    await runNpm((count) => note(`${count} of about ${packages.length}`));
    requireBinaries(packages);
    installed.set(wanted);
  });
}

/** @param {(count: number) => void} onPackage */
async function runNpm(onPackage) {
  const { command, args } = npmCommand(arguments_);
  // npm_config_* of the npm that runs us (a --loglevel, a --json) must not steer this one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_config_(json|loglevel|workspace|prefix)/i.test(name),
    ),
  );
  const hopeless = new AbortController();
  const onLine = followInstall({ onPackage, onHopeless: (problem) => hopeless.abort(problem) });
  try {
    const { code, output } = await run(command, args, { env, onLine, signal: hopeless.signal });
    if (code !== 0) throw explain(output);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(
      `npm could not be started: ${/** @type {Error} */ (error).message}. Install Node.js with npm.`,
    );
  }
}

/** @typedef {{ path: string, platformBound: boolean }} LockedPackage */

/** @returns {LockedPackage[]} */
function packagesForThisPlatform() {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report?.getReport());
  const libc = report.header.glibcVersionRuntime ? 'glibc' : 'musl';
  /** @type {{ packages: Record<string, { os?: string[], cpu?: string[], libc?: string[], link?: boolean }> }} */
  const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  return Object.entries(lock.packages)
    .filter(
      ([path, wants]) =>
        path.includes('node_modules/') &&
        !wants.link &&
        (wants.os?.includes(process.platform) ?? true) &&
        (wants.cpu?.includes(process.arch) ?? true) &&
        (process.platform !== 'linux' || (wants.libc?.includes(libc) ?? true)),
    )
    .map(([path, { os, cpu }]) => ({ path, platformBound: Boolean(os && cpu) }));
}

/**
 * npm takes a binary package that could not be fetched for one that was not wanted, and reports success.
 *
 * @param {readonly LockedPackage[]} packages
 */
function requireBinaries(packages) {
  const missing = packages.filter(({ path, platformBound }) => platformBound && !existsSync(inRoot(path)));
  if (missing.length === 0) return;
  const names = missing.map(({ path }) => path.replace(/^.*node_modules\//, '')).join(', ');
  throw new Problem(
    `npm left out ${names}, most likely for a failed download: check network and disk, try again.`,
  );
}
