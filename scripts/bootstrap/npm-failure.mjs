import { Problem } from './problem.mjs';
import { root } from './workspace.mjs';

const unreachable =
  "The npm registry cannot be reached: check the network (or npm's proxy and registry settings) and try again.";

/** @type {readonly (readonly [RegExp, string])[]} */
const causes = [
  [/ENOSPC|EDQUOT/, `The disk is full: the packages need about 1 GB below ${root}.`],
  [/EACCES|EPERM|EROFS/, `npm may not write here: give this user the folder ${root} and npm's cache folder.`],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/,
    unreachable,
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

/** This many requests without one answer, over this time, are more than a hiccup. */
const HOPELESS = { failures: 10, forMs: 10_000 };

/**
 * Follows npm's progress. Without a network npm tries every package several times, a few at once,
 * which takes minutes; nobody is to wait for that.
 *
 * @param {{ onPackage: (count: number) => void, onHopeless: (problem: Problem) => void }} listener
 * @param {() => number} [now] milliseconds
 * @returns {(line: string) => void} for each line of `npm ci --loglevel=http`
 */
export function followInstall({ onPackage, onHopeless }, now = Date.now) {
  let packages = 0;
  let answers = 0;
  let failures = 0;
  let firstFailureAt = 0;
  let given = false;
  return (line) => {
    if (/^npm http (fetch GET 200|cache) /.test(line)) answers++;
    if (/^npm http (fetch GET 200|cache) .*\.tgz/.test(line)) onPackage(++packages);
    if (!/^npm http fetch .* attempt \d+ failed with E/.test(line)) return;
    if (++failures === 1) firstFailureAt = now();
    const hopeless = failures >= HOPELESS.failures && now() - firstFailureAt >= HOPELESS.forMs;
    if (!hopeless || answers > 0 || given) return;
    given = true;
    onHopeless(new Problem(unreachable, line));
  };
}
