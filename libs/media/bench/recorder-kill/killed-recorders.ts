import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { framesIn } from '../../e2e/support/stored-frames.js';

/** What a recording process says of one of its streams. */
export type Report = {
  readonly stream: number;
  /** Stream time of the newest frame, ms. */
  readonly pushedMs: number;
  /** Stream time behind what is written, ms. */
  readonly writtenMs: number | null;
  readonly alarm: string | null;
};

export type Killing = {
  /** An FLV file that all streams show. */
  readonly film: string;
  /** Of the recordings: one folder for each stream. */
  readonly folder: string;
  readonly streams: number;
  /** How much faster than real time. */
  readonly speed: number;
  /** The process is killed after so many reports, counted from the first one with something written of every stream. */
  readonly afterReports: number;
};

/** What one kill left of one stream. */
export type Kept = {
  readonly report: Report;
  /** Decoding time of the last frame that can be read, ms. */
  readonly lastMs: number;
  readonly frames: number;
  /** Frames that are missing between two others, where one process recorded both. */
  readonly missing: number;
};

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const HOOKS = here('../../../../scripts/bootstrap/typescript-hooks.mjs');
const OPTIONS = ['--conditions=@lockstep/source', '--experimental-transform-types', '--no-warnings'];

/** Lets a process record, kills it, and reads what it left. @throws Error when the process ends by itself */
export async function recordAndKill(killing: Killing): Promise<Kept[]> {
  const { film, folder, streams, speed } = killing;
  const script = [here('./recording-process.ts'), film, folder, String(streams), String(speed)];
  const child = spawn(process.execPath, [...OPTIONS, '--import', HOOKS, ...script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const last = new Map<number, Report>();
  let reports = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const report = JSON.parse(line) as Report;
    last.set(report.stream, report);
    const hasBegun = last.size === streams && [...last.values()].every(({ writtenMs }) => writtenMs !== null);
    if (hasBegun && reports++ === killing.afterReports) child.kill('SIGKILL');
  }
  await closed;
  if (child.signalCode !== 'SIGKILL') throw new Error('The recording process ended by itself.');
  return Promise.all([...last.values()].map((report) => keptOf(`${folder}/${report.stream}`, report)));
}

async function keptOf(folder: string, report: Report): Promise<Kept> {
  const { video } = await framesIn(folder);
  let missing = 0;
  for (const [i, { frame }] of video.entries()) {
    const before = video[i - 1]?.frame;
    if (before !== undefined && frame !== 0 && frame !== before + 1) missing++;
  }
  return { report, missing, lastMs: video.at(-1)?.dtsMs ?? 0, frames: video.length };
}
