/** What a session costs, beside one ffmpeg process per session in the same run: see README.md in this folder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeHouseClip } from '../../e2e/support/house-clips.js';
import { atMost, print, printGoals, round, table, type Goal } from '../fanout/report.js';
import { startPeers, startSessions, type Clips, type Contestant } from './contestants.js';
import { readOptions, USAGE, WrongUsage, type Options } from './options.js';
import { Viewers, type Arrivals } from './viewers.js';

const FRAMES_PER_SECOND = 25;
/** A player waits 120 ms before it shows a frame. */
const HALF_A_PLAYER_DELAY_MS = 60;
/** A viewer who got less than this part of the frames is starved. */
const ENOUGH = 0.98;

type Measured = Arrivals & {
  readonly sessions: number;
  /** CPU of one session, milliseconds a second. */
  readonly cpuMs: number;
  /** Of the core, percent. */
  readonly corePercent: number;
  readonly isStarved: boolean;
};

async function measure(contestant: Contestant, viewers: Viewers, seconds: number): Promise<Measured> {
  await using running = contestant;
  const looks: { cpu: number; at: number }[] = [];
  const look = (): number => looks.push({ cpu: running.cpuMicroseconds, at: performance.now() });
  const arrivals = await viewers.watch(running.streams, seconds, look);
  const [from, to] = looks;
  if (!from || !to) throw new Error('The viewers did not say when they measured.');
  const sessions = running.streams.viewers;
  const corePercent = (to.cpu - from.cpu) / (to.at - from.at) / 10;
  return {
    ...arrivals,
    sessions,
    corePercent,
    cpuMs: (corePercent * 10) / sessions,
    isStarved: arrivals.fewestFrames < seconds * FRAMES_PER_SECOND * ENOUGH,
  };
}

const HEADER = [
  '',
  'sessions',
  'core %',
  'CPU ms/s each',
  'late p50 ms',
  'p99 ms',
  'p99.9 ms',
  'max ms',
  'fewest frames',
];
const row = (name: string, m: Measured): string[] => [
  name,
  String(m.sessions),
  ...[m.corePercent, m.cpuMs, m.p50, m.p99, m.p999, m.max].map(round),
  String(m.fewestFrames),
];

/** Ours and its peer, one after the other on the same core, with the same clips and the same viewers. */
async function compare(options: Options, clips: Clips, viewers: Viewers): Promise<Goal[]> {
  const { sessions, peers, seconds, rounds } = options;
  const [ours, theirs]: [Measured[], Measured[]] = [[], []];
  for (let i = 0; i < rounds; i++) {
    theirs.push(await measure(await startPeers(peers, clips), viewers, seconds));
    ours.push(await measure(await startSessions(sessions, clips), viewers, seconds));
  }
  const rows = [
    ...theirs.map((one) => row('ffmpeg -re -c copy', one)),
    ...ours.map((one) => row('playout', one)),
  ];
  print(
    `Compare: 720p at 25 frames/s, 1 Mbit/s, one viewer each; ${rounds} x ${seconds} s`,
    table([HEADER, ...rows]),
  );
  const mean = (of: readonly Measured[], key: 'cpuMs' | 'corePercent'): number =>
    of.reduce((sum, one) => sum + one[key], 0) / of.length;
  const [mine, its] = [mean(ours, 'cpuMs'), mean(theirs, 'cpuMs')];
  process.stdout.write(
    `A session costs ${round(mine)} ms of CPU a second, an ffmpeg process ${round(its)} ms: ` +
      `${round(its / mine)} sessions for the price of one.\n`,
  );
  return [
    atMost('CPU per session, of an ffmpeg process', mine / its, 0.16),
    atMost(`${sessions} sessions on one core, of that core`, mean(ours, 'corePercent'), 100, ' %'),
    atMost('pacing jitter p99', Math.max(...ours.map(({ p99 }) => p99)), 20, ' ms'),
    atMost('rounds with a starved viewer', ours.filter(({ isStarved }) => isStarved).length, 0),
  ];
}

/** More sessions on the core than anybody was promised. */
async function capacity(options: Options, clips: Clips, viewers: Viewers): Promise<Goal[]> {
  const { capacitySessions: sessions, seconds } = options;
  const measured = await measure(await startSessions(sessions, clips), viewers, seconds);
  print(`Capacity: ${sessions} sessions on one core`, table([HEADER, row('playout', measured)]));
  return [
    atMost(`pacing jitter p99 with ${sessions} sessions`, measured.p99, HALF_A_PLAYER_DELAY_MS, ' ms'),
    atMost('starved viewers there', measured.isStarved ? 1 : 0, 0),
  ];
}

async function main(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const options = readOptions(args);
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-playout-'));
  try {
    using viewers = new Viewers();
    const film = { size: '1280x720', bitsPerSecond: 930_000 }; // with the audio 1 Mbit/s
    const clips: Clips = {
      idle: await makeHouseClip(join(folder, 'idle.flv'), { ...film, cells: 12 }),
      talk: await makeHouseClip(join(folder, 'talk.flv'), { ...film, cells: 24, gop: 24, tone: 330 }),
    };
    const goals: Goal[] = [];
    if (options.scenarios.includes('compare')) goals.push(...(await compare(options, clips, viewers)));
    if (options.scenarios.includes('capacity')) goals.push(...(await capacity(options, clips, viewers)));
    printGoals(goals);
    return goals.every(({ holds }) => holds) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage =
    error instanceof WrongUsage || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  if (!isUsage) throw error;
  process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
  process.exitCode = 2;
}
