import {
  atMost,
  type Goal,
  print,
  printGoals,
  round,
  startSessions,
  table,
  Viewers,
} from '@lockstep/media/bench/playout';
import { Client } from '../../test/support/client.js';
import { BenchServer } from '../support/bench-server.js';
import { type Percentiles, percentiles } from '../support/percentiles.js';
import { clipsOf, publishYesterday } from '../support/shipped-lesson.js';
import { runBenchmark } from '../support/usage.js';
import { lookAt, measure, type Measured } from './measure.js';
import { type Options, readOptions, USAGE } from './options.js';
import { TaughtSessions } from './taught-sessions.js';

type Result = {
  readonly database: Options['database'];
  readonly server: Measured;
  readonly startMs: Percentiles;
  readonly firstFrameMs: Percentiles;
  readonly barePlayout: Measured | null;
};

const FRAMES_PER_SECOND = 25;
/** A viewer who got less than this part of the frames is starved. */
const ENOUGH = 0.98;

const progress = (text: string): void => void process.stderr.write(`${text}\n`);

async function run(options: Options): Promise<Result> {
  const { database, sessions: count, rate, seconds } = options;
  using viewers = new Viewers();
  await using server = await BenchServer.start(database, {});
  const teacher = new Client(server.web, server.token);
  progress('The lesson is compiled.');
  const lesson = await publishYesterday(teacher);
  server.pin();
  let measured: Pick<Result, 'server' | 'startMs' | 'firstFrameMs'>;
  {
    progress(`${String(count)} sessions start.`);
    await using sessions = await TaughtSessions.start(teacher, lesson, { count, rate });
    progress('They are measured.');
    const streams = {
      ...{ port: Number(new URL(server.web).port), portStep: 0 as const, viewers: count },
      paths: sessions.ids.map((id) => `/live/${id}.flv`),
    };
    measured = {
      server: await measure(streams, seconds, viewers, () => ({
        ...server.cpuMs,
        database: server.databaseCpuMs,
      })),
      startMs: percentiles(sessions.openings.map(({ startMs }) => startMs)),
      firstFrameMs: percentiles(sessions.openings.map(({ firstFrameMs }) => firstFrameMs)),
    };
  }
  if (!options.peer) return { database, ...measured, barePlayout: null };
  progress('The bare playout is measured.');
  await using bare = await startSessions(count, await clipsOf(server.folder));
  return { database, ...measured, barePlayout: await measure(bare.streams, seconds, viewers, lookAt(bare)) };
}

const HEADER = [
  '',
  'sessions',
  'core %',
  'CPU ms/s each',
  'main thread',
  'late p50 ms',
  'p99',
  'p99.9',
  'max',
  'fewest frames',
];
const row = (name: string, m: Measured): string[] => [
  name,
  String(m.sessions),
  ...[m.corePercent, m.cpuMs, m.mainThreadMs, m.p50, m.p99, m.p999, m.max].map(round),
  String(m.fewestFrames),
];
const inWords = ({ p50, p95, p99, max }: Percentiles): string =>
  `median ${round(p50)}, p95 ${round(p95)}, p99 ${round(p99)}, at most ${round(max)} ms`;

function report({ database, server, startMs, firstFrameMs, barePlayout }: Result, seconds: number): void {
  const rows = [
    row(`server, ${database}`, server),
    ...(barePlayout ? [row('bare playout', barePlayout)] : []),
  ];
  print(
    `"Yesterday", 720p, one HTTP-FLV viewer each, one core; ${String(seconds)} s`,
    table([HEADER, ...rows]),
  );
  if (database === 'postgres')
    process.stdout.write(`PostgreSQL beside it: ${round(server.databaseMs)} ms a session and second.\n`);
  process.stdout.write(`POST and start: ${inWords(startMs)}\nFirst frame:    ${inWords(firstFrameMs)}\n`);
}

function goalsOf({ server }: Result, seconds: number): Goal[] {
  const starved = server.fewestFrames < seconds * FRAMES_PER_SECOND * ENOUGH;
  return [
    atMost('CPU of a session', server.cpuMs, 1.5, ' ms/s'),
    atMost('lateness p99', server.p99, 20, ' ms'),
    atMost('viewers that lost the stream or were starved', server.lost + (starved ? 1 : 0), 0),
  ];
}

await runBenchmark(USAGE, async (args) => {
  const options = readOptions(args);
  const result = await run(options);
  const goals = goalsOf(result, options.seconds);
  if (options.json) process.stdout.write(`${JSON.stringify({ ...result, goals })}\n`);
  else {
    report(result, options.seconds);
    printGoals(goals);
  }
  return goals.every(({ holds }) => holds);
});
