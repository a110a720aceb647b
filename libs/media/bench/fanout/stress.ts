import { measure, measureAlone } from './measure.js';
import type { Options } from './options.js';
import { ServerProcess, type LoadGenerator } from './processes.js';
import { atMost, print, round, table, type Goal } from './report.js';

/** As many viewers as one core is to carry, with nobody starved. */
export async function capacity(options: Options, generator: LoadGenerator): Promise<Goal[]> {
  const load = { viewers: options.capacityViewers, seconds: options.seconds, warmUp: 5 };
  const { arrivals, cpuPercent, kibPerViewer } = await measureAlone('ours.ts', generator, load);
  const { p50, p99, max, fewestFrames, mostFrames, starved, begun } = arrivals;
  print(
    `Capacity: ${load.viewers} viewers on one core`,
    table([
      ['CPU %', 'p50 ms', 'p99 ms', 'max ms', 'frames, fewest', 'most', 'KiB/viewer'],
      [
        ...[cpuPercent, p50, p99, max].map(round),
        String(fewestFrames),
        String(mostFrames),
        round(kibPerViewer),
      ],
    ]),
  );
  return [
    atMost(`p99 with ${load.viewers} viewers on one core`, p99, 100, ' ms'),
    atMost('viewers starved (under 95 % of the frames) or never served', starved + load.viewers - begun, 0),
  ];
}

/** Load of the core before the newcomers come, when every frame is a batch. */
const BUSY = 0.8;
const NEWCOMERS_PER_SECOND = 1000;
const NEWCOMER_SECONDS = 2;

/** A class arrives while the core is busy. */
export async function newcomers(options: Options, generator: LoadGenerator): Promise<Goal[]> {
  const trial = await measureAlone('ours.ts', generator, { viewers: options.viewers, seconds: 4 });
  const viewers = Math.round((BUSY * 1e6) / trial.cpuPerViewerSecond);
  const measured = await measureAlone('ours.ts', generator, {
    viewers,
    seconds: Math.max(10, options.seconds),
    warmUp: 5,
    newcomers: NEWCOMERS_PER_SECOND * NEWCOMER_SECONDS,
    newcomerRate: NEWCOMERS_PER_SECOND,
  });
  const { firstByteP50, firstByteP99, firstByteMax, newcomersLate, p99, starved } = measured.arrivals;
  print(
    `Newcomers: ${NEWCOMERS_PER_SECOND} a second for ${NEWCOMER_SECONDS} s onto ${viewers} viewers, ` +
      `${BUSY * 100} % of a core with a batch per frame`,
    table([
      [
        'CPU % before',
        'CPU % all',
        'first byte p50 ms',
        'p99 ms',
        'max ms',
        'late',
        'p99 of the others ms',
        'starved',
      ],
      [
        ...[measured.cpuPercentBefore, measured.cpuPercent, firstByteP50, firstByteP99, firstByteMax].map(
          round,
        ),
        String(newcomersLate),
        round(p99),
        String(starved),
      ],
    ]),
  );
  return [atMost('newcomers who waited more than a second for their first byte', newcomersLate, 0)];
}

const SLOW_EVERY = 10;
/** A tenth of 1 Mbit/s. */
const SLOW_BYTES_PER_SECOND = 12_500;
/** What p99 differs by from run to run, on a machine that does other things too. */
const UNCHANGED = 1.3;

/** One viewer in ten reads at a tenth of the rate. */
export async function slow(options: Options, generator: LoadGenerator): Promise<Goal[]> {
  const { viewers, slowSeconds } = options;
  await using server = await ServerProcess.start('ours.ts');
  const calm = await measure(server, generator, { viewers, seconds: Math.min(20, slowSeconds), warmUp: 3 });
  const load = {
    viewers,
    seconds: slowSeconds,
    warmUp: 3,
    slowEvery: SLOW_EVERY,
    slowBytes: SLOW_BYTES_PER_SECOND,
  };
  const measured = await measure(server, generator, load);
  print(
    `Slow: one viewer in ${SLOW_EVERY} of ${viewers} reads at a tenth of the rate, ${slowSeconds} s`,
    table([
      ['', 'memory grew by MiB', 'p50 ms', 'p99 ms', 'starved', 'CPU %'],
      ...(
        [
          ['all read', calm],
          ['one in ten is slow', measured],
        ] as const
      ).map(([name, { growthMib, arrivals, cpuPercent }]) => [
        name,
        ...[growthMib, arrivals.p50, arrivals.p99].map(round),
        String(arrivals.starved),
        round(cpuPercent),
      ]),
    ]),
  );
  return [
    atMost('growth of memory with slow viewers', measured.growthMib, 20, ' MiB'),
    atMost(
      "the others' p99, of that without slow viewers",
      measured.arrivals.p99 / calm.arrivals.p99,
      UNCHANGED,
    ),
    atMost('others starved', measured.arrivals.starved, 0),
  ];
}
