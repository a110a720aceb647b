import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './workspace.mjs';

/**
 * Programs that these scripts start. Each leads a process group of its own, so that a
 * Ctrl-C reaches it once, through us, and so that its children go when it goes.
 *
 * @type {Set<import('node:child_process').ChildProcess>}
 */
const running = new Set();
const hasGroups = process.platform !== 'win32';

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function start(command, args, options) {
  const child = spawn(command, args, { cwd: root, detached: hasGroups, windowsHide: true, ...options });
  running.add(child);
  child.once('close', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/**
 * Signals a child and everything it started; a group that is already gone is no error.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (hasGroups) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/** npm, told to stop, first finishes what it does, for minutes; nothing is lost by ending it. */
const PATIENCE_MS = 3000;

/** Ends every program that still runs; for the moment when we are told to stop. */
export async function stopAll() {
  const ended = [...running].map((child) => once(child, 'close').catch(() => undefined));
  for (const child of running) signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => {
    for (const child of running) signalGroup(child, 'SIGKILL');
  }, PATIENCE_MS);
  await Promise.all(ended);
  clearTimeout(timer);
}

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 128 for an end by signal
 * @property {string} output the last lines of what it wrote, both streams
 */

/**
 * Runs a program to its end, keeping what it writes for the case of failure.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, signal?: AbortSignal }} [options]
 * @returns {Promise<Outcome>} rejects when the program cannot be started, and with the signal's reason
 */
export function run(command, args, options = {}) {
  const { onLine, signal, ...spawnOptions } = options;
  return new Promise((resolve, reject) => {
    const child = start(command, args, { ...spawnOptions, stdio: ['ignore', 'pipe', 'pipe'] });
    const lines = new LastLines(onLine);
    child.stdout?.setEncoding('utf8').on('data', (text) => lines.push(text));
    child.stderr?.setEncoding('utf8').on('data', (text) => lines.push(text));
    signal?.addEventListener('abort', () => signalGroup(child, 'SIGKILL'), { once: true });
    child.once('error', reject);
    child.once('close', (code) => {
      if (signal?.aborted) reject(signal.reason);
      else resolve({ code: code ?? 128, output: lines.text });
    });
  });
}

/**
 * Runs a program whose output goes straight to ours.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} exit code; 128 for an end by signal
 */
export function runVisibly(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, { ...options, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 128));
  });
}

/** A bounded tail of lines. */
class LastLines {
  static #limit = 400;
  /** @type {string[]} */
  #lines = [];
  #partial = '';

  /** @param {((line: string) => void) | undefined} onLine */
  constructor(onLine) {
    this.onLine = onLine;
  }

  /** @param {string} text */
  push(text) {
    const lines = (this.#partial + text).split('\n');
    this.#partial = lines.pop() ?? '';
    for (const line of lines) this.onLine?.(line);
    this.#lines = [...this.#lines, ...lines].slice(-LastLines.#limit);
  }

  get text() {
    return [...this.#lines, this.#partial].join('\n');
  }
}
