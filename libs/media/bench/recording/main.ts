/** What recording costs, beside `ffmpeg -c copy` of the same streams in the same run: see README.md in this folder. */
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { readRecorded, recorded } from '../../e2e/support/flv-fixture.js';
import { makeMedia } from '../../e2e/support/ffmpeg.js';
import { makeHouseClip } from '../../e2e/support/house-clips.js';
import { TempDir } from '../../e2e/support/temp-dir.js';
import { finished, finishedByFfmpeg, liveFfmpeg, streamed } from './costs.js';
import { keptEvents } from './kept-events.js';

/** 720p25 at about 1 Mbit/s. */
const PICTURE = {
  seconds: 4,
  size: '1280x720',
  bFrames: 2,
  extra: ['-b:v', '1M', '-maxrate', '1M', '-bufsize', '1M'],
};
const GOALS = { cpuMs: 1, memoryMb: 2, sizeRatio: 1.02, late: 0 };
const USAGE = `Usage: npm run -s bench:recording -- [--json] [--loops N] [--live SECONDS] [--playouts N] [--events N]`;

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const OPTIONS = [
  '--conditions=@lockstep/source',
  '--experimental-transform-types',
  '--no-warnings',
  '--expose-gc',
];

type Playouts = {
  readonly frames: number;
  readonly late: number;
  readonly worstMs: number;
  readonly lostMs: number;
  readonly cpuMsPerStreamSecond: number;
  readonly memoryMbPerStream: number;
};

/** On one core, where the system can hold a process there. @param folder `-`: nobody records */
async function playouts(clip: string, folder: string, count: number, seconds: number): Promise<Playouts> {
  const hooks = ['--import', here('../../../../scripts/bootstrap/typescript-hooks.mjs')];
  const script = [here('./recorded-playouts.ts'), clip, folder, String(count), String(seconds)];
  const node = [process.execPath, ...OPTIONS, ...hooks, ...script] as const;
  const command = process.platform === 'linux' ? (['taskset', '-c', '0', ...node] as const) : node;
  const { stdout } = await promisify(execFile)(command[0], command.slice(1));
  return JSON.parse(stdout) as Playouts;
}

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      loops: { type: 'string', default: '150' },
      live: { type: 'string', default: '20' },
      playouts: { type: 'string', default: '100' },
      events: { type: 'string', default: '10000' },
    },
  });
  const [loops, live, rooms, events] = [values.loops, values.live, values.playouts, values.events].map(
    Number,
  ) as [number, number, number, number];
  await using dir = await TempDir.make();
  const path = await makeMedia(dir.file('film.flv'), PICTURE);
  const film = await readRecorded(path);
  await streamed(film, loops, dir.file('warm'));
  const alone = await streamed(film, loops);
  const ours = await streamed(film, loops, dir.file('r'));
  const recordedBytes = await sizeOf(`${dir.file('r')}/00000.mp4`);
  const ending = await finished(dir.file('r'), ours.seconds);
  const ffmpegMs = await liveFfmpeg(path, dir.file('ffmpeg.mp4'), live);
  const ffmpegSpeed = await finishedByFfmpeg(
    `${dir.file('r')}/recording.mp4`,
    dir.file('fast.mp4'),
    ours.seconds,
  );
  const clip = await makeHouseClip(dir.file('clip.flv'), { cells: 25, tone: 440, bitsPerSecond: 1_000_000 });
  const silent = await playouts(clip, '-', rooms, live);
  const many = await playouts(clip, dir.file('many'), rooms, live);
  const kept = await keptEvents(
    await recorded({ seconds: 4, size: '96x54', bFrames: 2 }),
    dir.file('e'),
    events,
  );
  const result = {
    cpuMsPerStreamSecond: { recorder: ours.cpuMs - alone.cpuMs, stream: alone.cpuMs, ffmpeg: ffmpegMs },
    memoryMbPerStream: many.memoryMbPerStream - silent.memoryMbPerStream,
    playouts: { count: rooms, recorded: many, notRecorded: silent },
    finishing: { secondsPerSecond: ending.speed, ffmpegSecondsPerSecond: ffmpegSpeed },
    sizeRatio: { recording: recordedBytes / ours.mediaBytes, finished: ending.bytes / ours.mediaBytes },
    events: kept,
  };
  const goals = {
    cpu: result.cpuMsPerStreamSecond.recorder <= GOALS.cpuMs,
    memory: result.memoryMbPerStream <= GOALS.memoryMb,
    punctual: many.late <= GOALS.late && many.lostMs === 0,
    size: Math.max(...Object.values(result.sizeRatio)) <= GOALS.sizeRatio,
    events: [kept.mp4, kept.flv, kept.hls].every((count) => count === kept.aired && count === events),
  };
  process.stdout.write(`${JSON.stringify({ ...result, goals }, undefined, values.json ? undefined : 2)}\n`);
  if (Object.values(goals).includes(false)) process.exitCode = 1;
}

const sizeOf = async (path: string): Promise<number> => (await stat(path)).size;

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
  process.exitCode = 1;
});
