/** `npm run doctor`: what this machine has and lacks, without changing anything. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { findFfmpeg } from './bootstrap/ffmpeg.mjs';
import { findNode } from './bootstrap/node-runtime.mjs';
import { Problem, runScript } from './bootstrap/problem.mjs';
import { inRoot, root } from './bootstrap/workspace.mjs';
import { instruction } from './testing/apt.mjs';
import { chineseFont, frameBuffer, tools } from './testing/tools.mjs';

/** Packages, build output and a little to live in. */
const NEEDED_BYTES = 2 * 2 ** 30;

/** @typedef {{ ok: boolean, what: string, is: string, optional?: boolean }} Finding */

await runScript(async () => {
  const findings = [...(await forRunning()), ...forTesting()];
  const lines = findings.map(
    ({ ok, what, is, optional }) => `${ok ? '✓' : optional ? '–' : '✗'} ${what.padEnd(18)} ${is}\n`,
  );
  process.stdout.write(lines.join(''));
  return findings.every(({ ok, optional }) => ok || optional) ? 0 : 1;
});

/** @returns {Promise<Finding[]>} */
async function forRunning() {
  return [
    await finding('Node.js', findNode),
    await finding('ffmpeg', async () => findFfmpeg()),
    installed(),
    disk(),
    dataFolder(),
    await port('PORT', 3000),
    await port('RTMP_PORT', 1935),
    libsrt(),
  ];
}

/** @returns {Finding[]} */
function forTesting() {
  return [...tools, frameBuffer, chineseFont].map(({ name, find, apt, purpose }) => {
    const path = find(process.env);
    return {
      ok: path !== undefined,
      what: name,
      is: path ?? `for ${purpose}. ${instruction([apt])}`,
      optional: true,
    };
  });
}

/**
 * @param {string} what
 * @param {() => Promise<string>} look
 * @returns {Promise<Finding>}
 */
async function finding(what, look) {
  try {
    return { ok: true, what, is: await look() };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { ok: false, what, is: error.message };
  }
}

/** @returns {Finding} */
function installed() {
  const ok = existsSync(inRoot('node_modules', '.lockstep', 'packages'));
  return {
    ok,
    what: 'packages',
    is: ok ? 'installed' : 'not installed yet: npm start does it',
    optional: true,
  };
}

/** Only SRT needs it. @returns {Finding} */
function libsrt() {
  const named = process.env['SRT_LIBRARY'];
  const listed =
    spawnSync('ldconfig', ['-p'], { encoding: 'utf8', env: { PATH: '/usr/sbin:/sbin' } }).stdout ?? '';
  const found = named || /=> (\S*libsrt(?:-gnutls)?\.so\.1\S*)/.exec(listed)?.[1];
  const ok = found !== undefined && existsSync(found);
  return {
    ok,
    what: 'libsrt',
    is: ok ? found : `for SRT, where SRT_PORT is set. ${instruction(['libsrt1.5-gnutls'])}`,
    optional: true,
  };
}

/** @returns {Finding} */
function disk() {
  const { bavail, bsize } = statfsSync(root);
  const free = bavail * bsize;
  return {
    ok: free >= NEEDED_BYTES,
    what: 'disk',
    is: `${(free / 2 ** 30).toFixed(1)} GiB free, 2 GiB needed`,
  };
}

/** @returns {Finding} */
function dataFolder() {
  const folder = resolve(root, process.env['DATA_DIR'] || 'data');
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  try {
    accessSync(existing, constants.W_OK);
    return { ok: true, what: 'DATA_DIR', is: folder };
  } catch {
    return {
      ok: false,
      what: 'DATA_DIR',
      is: `${folder} cannot be written: ${existing} belongs to somebody else`,
    };
  }
}

/**
 * @param {string} variable
 * @param {number} byDefault
 * @returns {Promise<Finding>}
 */
function port(variable, byDefault) {
  const number = Number(process.env[variable] || byDefault);
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () =>
      resolve({
        ok: false,
        what: variable,
        is: `${number} is taken: stop what listens there, or set ${variable}`,
      }),
    );
    server.listen(number, '127.0.0.1', () =>
      server.close(() => resolve({ ok: true, what: variable, is: `${number} is free` })),
    );
  });
}
