/** `npm run doctor`: what this machine has and lacks, without changing anything. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { findFfmpeg } from './bootstrap/ffmpeg.mjs';
import { findNode } from './bootstrap/node-runtime.mjs';
import { Problem, runScript } from './bootstrap/problem.mjs';
import { inRoot, root } from './bootstrap/workspace.mjs';
import { instruction } from './testing/apt.mjs';
import { chineseFont, frameBuffer, tools } from './testing/tools.mjs';

/** Packages, build output and a little to live in. */
const NEEDED_BYTES = 2 * 2 ** 30;
const ENGINE_PATIENCE_MS = 3000;

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
    ...(await engines()),
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

/**
 * What several processes share, where it is set: whether something listens there. The server itself signs in.
 *
 * @returns {Promise<Finding[]>}
 */
async function engines() {
  const { DATABASE_URL: database, REDIS_URL: redis } = process.env;
  const findings = [];
  if (database) findings.push(await engine('DATABASE_URL', database, 5432));
  if (redis) findings.push(await engine('REDIS_URL', redis, 6379));
  if (redis && !database)
    findings.push({
      ok: false,
      what: 'DATABASE_URL',
      is: 'not set, but REDIS_URL is: several processes share a PostgreSQL; set it, or leave REDIS_URL out',
    });
  return findings;
}

/**
 * @param {string} variable
 * @param {string} address
 * @param {number} byDefault
 * @returns {Promise<Finding>}
 */
function engine(variable, address, byDefault) {
  if (!URL.canParse(address))
    return Promise.resolve({ ok: false, what: variable, is: 'is not an address: correct it' });
  const { hostname, port: given } = new URL(address);
  const [host, port] = [hostname.replace(/^\[|\]$/g, ''), Number(given || byDefault)];
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: ENGINE_PATIENCE_MS });
    const found = (/** @type {boolean} */ ok, /** @type {string} */ is) => {
      socket.destroy();
      resolve({ ok, what: variable, is });
    };
    socket.once('connect', () => found(true, `${host}:${port} is reached`));
    socket.once('error', (error) =>
      found(false, `${host}:${port} is not reached (${error.message}): start it, or correct ${variable}`),
    );
    socket.once('timeout', () =>
      found(false, `${host}:${port} does not answer: start it, or correct ${variable}`),
    );
  });
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
