import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build, ServerProcess } from '../../test/support/server-process.js';
import { Viewer } from '../../test/support/viewer.js';
import { type Attack, attacks, type Target } from './attacks.js';

const help = `npm run -s bench:hostile -- [--seconds 5] [--at-once 2] [--only NAME] [--json]
What others notice while one client sends the worst that it can without a pause, two blows at a time: how long
/health/live takes to answer, and which frames of a film a viewer of HTTP-FLV misses; beside the same server left in
peace. Goals: every answer under 500 ms, and no frame missed.`;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    'at-once': { type: 'string', default: '2' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const GOAL_MS = 500;
const PROBE_EVERY_MS = 20;
/** Of the film. */
const FRAME_MS = 40;

type Row = {
  readonly attack: string;
  /** Blows that were answered. */
  readonly blows: number;
  readonly answers: number;
  readonly p50Ms: number;
  readonly maxMs: number;
  readonly framesMissed: number;
  readonly longestGapMs: number;
};

/** Notes when frames come. */
class TimedViewer extends Viewer {
  longestGapMs = 0;
  #lastAt = performance.now();

  override push(chunk: Uint8Array): void {
    super.push(chunk);
    this.chunks.length = 0;
    const now = performance.now();
    this.longestGapMs = Math.max(this.longestGapMs, now - this.#lastAt);
    this.#lastAt = now;
  }

  startAgain(): void {
    this.frames.splice(0, this.frames.length - 1);
    this.longestGapMs = 0;
  }

  get missed(): number {
    const times = [...this.frames].sort((a, b) => a - b);
    return times
      .slice(1)
      .reduce((sum, ms, i) => sum + Math.max(0, Math.round((ms - (times[i] ?? ms)) / FRAME_MS) - 1), 0);
  }
}

async function measure(target: Target, viewer: TimedViewer, attack: Attack | undefined): Promise<Row> {
  const strike = await attack?.prepare(target);
  const end = performance.now() + Number(values.seconds) * 1000;
  let blows = 0;
  const striking = Array.from({ length: strike ? Number(values['at-once']) : 0 }, async () => {
    while (performance.now() < end) {
      await Promise.race([strike?.().catch(() => undefined), after(10_000)]);
      blows++;
    }
  });
  viewer.startAgain();
  const times: number[] = [];
  while (performance.now() < end) {
    const begun = performance.now();
    await (await fetch(`${target.web}/health/live`)).arrayBuffer();
    times.push(performance.now() - begun);
    await after(PROBE_EVERY_MS);
  }
  const { missed, longestGapMs } = viewer;
  await Promise.all(striking);
  times.sort((a, b) => a - b);
  return {
    attack: attack?.name ?? 'none',
    ...{ blows, answers: times.length, framesMissed: missed },
    p50Ms: Math.round(times[Math.floor(times.length / 2)] ?? 0),
    maxMs: Math.round(times.at(-1) ?? 0),
    longestGapMs: Math.round(longestGapMs),
  };
}

async function run(): Promise<boolean> {
  await build();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-bench-hostile-'));
  try {
    await using server = await ServerProcess.start({ DATA_DIR: folder, LOG_LEVEL: 'error' });
    const { film, token } = server.links;
    const sessionId = /\/s\/([^/?]+)/.exec(film?.student ?? '')?.[1];
    if (sessionId === undefined || token === null) throw new Error('The server shows no film.');
    await using viewer = new TimedViewer(`${server.web}/live/${sessionId}.flv`);
    while (viewer.frames.length === 0) await after(PROBE_EVERY_MS);
    const target = { web: server.web, token, sessionId };
    const rows: Row[] = [];
    for (const attack of [undefined, ...attacks.filter(({ name }) => name.includes(values.only))]) {
      const row = await measure(target, viewer, attack);
      rows.push(row);
      if (!values.json) console.log(line(row));
    }
    const isReached = rows.every(({ maxMs, framesMissed }) => maxMs < GOAL_MS && framesMissed === 0);
    if (values.json)
      console.log(JSON.stringify({ goals: { maxMs: GOAL_MS, framesMissed: 0 }, isReached, rows }));
    return isReached;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const line = ({ attack, blows, p50Ms, maxMs, framesMissed, longestGapMs }: Row): string =>
  `${attack.padEnd(34)} blows ${String(blows).padStart(6)}   health p50 ${String(p50Ms).padStart(4)} max ${String(maxMs).padStart(5)} ms   frames missed ${String(framesMissed)}, longest gap ${String(longestGapMs)} ms`;

if (values.help) console.log(help);
else process.exitCode = (await run()) ? 0 : 1;
