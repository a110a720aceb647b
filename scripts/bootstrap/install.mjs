import { readFileSync } from 'node:fs';
import { run } from './children.mjs';
import { fingerprint } from './fingerprint.mjs';
import { npmCommand } from './npm.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { stamp } from './stamp.mjs';
import { inRoot, root } from './workspace.mjs';

const arguments_ = [
  'ci',
  // No package of ours needs one, npm 10 would run them all and npm 12 none.
  '--ignore-scripts',
  '--prefer-offline',
  '--no-audit',
  '--no-fund',
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
    const total = countPackages();
    let fetched = 0;
    const { command, args } = npmCommand(arguments_);
    const { code, output } = await runNpm(command, args, (line) => {
      if (/^npm http (fetch GET 200|cache) .*\.tgz/.test(line)) note(`${++fetched} of about ${total}`);
    });
    if (code !== 0) throw explain(output);
    installed.set(wanted);
  });
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {(line: string) => void} onLine
 */
async function runNpm(command, args, onLine) {
  // npm_config_* of the npm that runs us (a --loglevel, a --json) must not steer this one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_config_(json|loglevel|workspace|prefix)/i.test(name),
    ),
  );
  try {
    return await run(command, args, { env, onLine });
  } catch (error) {
    throw new Problem(
      `npm could not be started: ${/** @type {Error} */ (error).message}. Install Node.js with npm.`,
    );
  }
}

/** Packages of the lock file that this platform takes. */
function countPackages() {
  /** @type {{ packages: Record<string, { os?: string[], cpu?: string[], link?: boolean }> }} */
  const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  return Object.entries(lock.packages).filter(
    ([path, { os, cpu, link }]) =>
      path.includes('node_modules/') &&
      !link &&
      (os?.includes(process.platform) ?? true) &&
      (cpu?.includes(process.arch) ?? true),
  ).length;
}

/** @type {readonly (readonly [RegExp, string])[]} */
const causes = [
  [/ENOSPC/, `The disk is full: the packages need about 1 GB below ${root}.`],
  [/EACCES|EPERM|EROFS/, `npm may not write here: give this user the folder ${root} and npm's cache folder.`],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/,
    "The npm registry cannot be reached: check the network (or npm's proxy and registry settings) and try again.",
  ],
  [
    /EUSAGE|Missing: .* from lock file/,
    'package-lock.json does not fit package.json: run npm install and commit both.',
  ],
];

/**
 * One sentence for what npm says in many.
 *
 * @param {string} output
 */
export function explain(output) {
  const errors = output
    .split('\n')
    .filter((line) => /^npm (error|ERR!)/.test(line))
    .slice(0, 12)
    .join('\n');
  const known = causes.find(([pattern]) => pattern.test(errors));
  return new Problem(known?.[1] ?? 'npm could not install the packages; its own words are above.', errors);
}
