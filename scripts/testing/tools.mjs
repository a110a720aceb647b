import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { findOnPath, isExecutable } from '../bootstrap/find-on-path.mjs';

/**
 * @typedef {object} Tool
 * @property {string} name as people call it
 * @property {string} apt Debian's package
 * @property {string} purpose what cannot be tested without it
 * @property {(env: NodeJS.ProcessEnv) => string | undefined} find its path
 * @property {string} [variable] tells the tests where it is
 */

/** @type {readonly Tool[]} */
export const tools = [
  {
    name: 'Chromium',
    apt: 'chromium',
    purpose: 'player and pages in a real browser',
    variable: 'CHROMIUM_PATH',
    find: (env) =>
      named(env['CHROMIUM_PATH']) ??
      first(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'], env) ??
      ['/Applications/Chromium.app/Contents/MacOS/Chromium'].find(isExecutable),
  },
  {
    name: 'Firefox',
    apt: 'firefox-esr',
    purpose: 'the player in another browser engine',
    variable: 'FIREFOX_PATH',
    find: (env) => named(env['FIREFOX_PATH']) ?? first(['firefox-esr', 'firefox'], env),
  },
  {
    name: 'ffmpeg',
    apt: 'ffmpeg',
    purpose: 'publishing, and decoding what the server sends',
    find: (env) => first(['ffmpeg'], env),
  },
  {
    name: 'ffprobe',
    apt: 'ffmpeg',
    purpose: 'reading back what the server sends',
    find: (env) => first(['ffprobe'], env),
  },
  {
    name: 'srt-live-transmit',
    apt: 'srt-tools',
    purpose: 'playing over SRT with the program of its makers',
    find: (env) => first(['srt-live-transmit'], env),
  },
  {
    name: 'PostgreSQL server',
    apt: 'postgresql',
    purpose: 'the same migrations and calls on a real PostgreSQL',
    variable: 'POSTGRES_BIN',
    // With a server of your own, its programs are not needed.
    find: (env) => (env['TEST_DATABASE_URL'] ? '' : findPostgres(env)),
  },
  {
    name: 'Varnish',
    apt: 'varnish',
    purpose: 'the shipped cache configuration for HLS and DASH',
    find: (env) => first(['varnishd'], env) ?? named('/usr/sbin/varnishd'),
  },
  {
    name: 'Redis',
    apt: 'redis-server',
    purpose: 'several processes as one installation',
    find: (env) => first(['redis-server'], env),
  },
  {
    name: 'promtool',
    apt: 'prometheus',
    purpose: 'the shipped alarms and dashboard, as Prometheus reads them',
    find: (env) => first(['promtool'], env),
  },
  {
    name: 'eSpeak NG',
    apt: 'espeak-ng',
    purpose: 'voice: espeak, offline in 38 languages, Mandarin among them',
    find: (env) => first(['espeak-ng'], env),
  },
];

/** Only the benchmarks of the browser show their window on it. @type {Tool} */
export const frameBuffer = {
  name: 'Xvfb',
  apt: 'xvfb',
  purpose: 'bench:sync and bench:latency, which read the pixels of a screen',
  find: (env) => first(['Xvfb'], env),
};

/** Only the pictures of the pages show Chinese. @type {Tool} */
export const chineseFont = {
  name: 'a font for Chinese',
  apt: 'fonts-noto-cjk',
  purpose: 'npm run screens, which photographs the pages in Chinese',
  find: (env) => firstFont('zh', env),
};

/** @param {string | undefined} path */
const named = (path) => (path && isExecutable(path) ? path : undefined);

/**
 * @param {readonly string[]} programs
 * @param {NodeJS.ProcessEnv} env
 */
const first = (programs, env) => programs.map((program) => findOnPath(program, env['PATH'])).find(Boolean);

/**
 * @param {string} language as fontconfig names it
 * @param {NodeJS.ProcessEnv} env
 */
function firstFont(language, env) {
  const { stdout } = spawnSync('fc-list', [`:lang=${language}`, 'file'], { env, encoding: 'utf8' });
  return stdout?.split(':')[0]?.trim() || undefined;
}

/**
 * The folder of initdb and postgres; Debian keeps it off PATH, one folder a version.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function findPostgres(env) {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const folders = [
    env['POSTGRES_BIN'],
    ...versions.sort((a, b) => Number(b) - Number(a)).map((version) => `${debian}/${version}/bin`),
    findOnPath('initdb', env['PATH'])?.replace(/\/initdb$/, ''),
  ];
  return folders.find(
    (folder) => folder && isExecutable(`${folder}/initdb`) && isExecutable(`${folder}/postgres`),
  );
}
