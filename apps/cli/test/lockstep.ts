import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const root = new URL('../../../', import.meta.url);
/** The command from its source: what a build would make of it. */
const COMMAND = [
  '--conditions=@lockstep/source',
  '--experimental-transform-types',
  '--disable-warning=ExperimentalWarning',
  '--import',
  new URL('scripts/bootstrap/typescript-hooks.mjs', root).href,
  fileURLToPath(new URL('apps/cli/src/main.ts', root)),
];

export type Result = { readonly code: number | null; readonly stdout: Buffer; readonly stderr: string };

/** A test starts the command dozens of times: compiled once, it starts five times faster. */
const compileCache = fileURLToPath(new URL('node_modules/.cache/lockstep-cli', root));

/** Starts the command. stdin is a pipe that the caller ends. */
export const start = (args: readonly string[]) =>
  spawn(process.execPath, [...COMMAND, ...args], {
    // slides are drawn in each test: those of another run are not used
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache, XDG_CACHE_HOME: '/dev/null' },
  });

/** Runs the command to its end, in a process of its own. */
export async function lockstep(
  args: readonly string[],
  stdin: Uint8Array = new Uint8Array(0),
): Promise<Result> {
  const child = start(args);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on('error', () => undefined); // the command need not read all of it
  child.stdin.end(stdin);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() };
}

/** The lines of JSON that a run printed. */
export const linesOf = ({ stdout }: Result): Record<string, unknown>[] =>
  stdout
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Path of a recording, wherever it is kept. */
export const recording = (name: string): string => {
  const folder = /\.(264|jsv|h264)$/.test(name) ? 'libs/sei/fixtures' : 'libs/formats/fixtures';
  return fileURLToPath(new URL(`${folder}/${name}`, root));
};

/** Path of a recording with a fault or a freedom of the field; see the README of the fixtures. */
export const fieldRecording = (name: string): string =>
  fileURLToPath(new URL(`libs/formats/fixtures/field/${name}`, root));

/** An empty folder that is gone after the test. */
export function temporaryFolder(): {
  path: (name: string) => string;
  write: (name: string, content: string | Uint8Array) => string;
  read: (name: string) => Buffer;
} {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string): string => join(folder, name);
  return {
    path,
    write: (name, content) => {
      writeFileSync(path(name), content);
      return path(name);
    },
    read: (name) => readFileSync(path(name)),
  };
}
