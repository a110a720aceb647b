/**
 * How soon can a teacher work on the review page of a class of an hour, with 40 students and 3,000 events; does it scroll at
 * 60 Hz, and how much memory does it take? The built page; the answers of the server are made here, so that what is measured is
 * the page alone.
 */
import type { LessonSummary, Recording, Session } from '@lockstep/contracts';
import { examples } from '@lockstep/contracts/examples';
import type { CDPSession, Page, Route } from 'playwright-core';
import { LockstepServer } from '../../src/support/server.js';
import { launchChromium, visitor } from '../../src/support/visitors.js';
import { positive, readOptions } from '../harness/command-line.js';
import { reportGoals } from '../harness/goals.js';
import { temporaryDirectory } from '../harness/temp-dir.js';
import { percentile } from '../latency/distribution.js';
import { recordedHour } from './recording.js';
import { seedClass } from './seeded-class.js';

const USAGE = `Usage: npm run -s bench:review-page -- [options]
  --openings N   how often the page is opened, default 5
  --minutes N    length of the recording, default 60
Needs Chromium, ffmpeg, and everything built.`;
const LIMITS = { interactiveMs: 1500, frameMs: 1000 / 60, memoryMb: 200 };
const [STUDENTS, EVENTS] = [40, 3000];

const values = readOptions(USAGE, { openings: '5', minutes: '60' });
const openings = positive('openings', values.openings, USAGE);
const minutes = positive('minutes', values.minutes, USAGE);

await using stack = new AsyncDisposableStack();
const directory = stack.use(await temporaryDirectory());
const seeded = seedClass(STUDENTS, EVENTS, minutes);
const film = await recordedHour(directory.path, minutes, seeded.events);
console.log(
  `${String(seeded.answers.length)} answers, ${String(EVENTS)} events, ${(film.length / 1e6).toFixed(0)} MB`,
);
const server = stack.use(await LockstepServer.start());
const browser = stack.use(await launchChromium());
const session = await madeSession();

const measured: {
  readonly interactive: number;
  readonly late: number;
  readonly frames: number[];
  readonly memory: number;
}[] = [];
for (let i = 0; i < openings; i++) measured.push(await opened());
const interactive = percentile(
  measured.map((one) => one.interactive),
  0.5,
);
const frame = percentile(
  measured.flatMap((one) => one.frames),
  0.5,
);
const p95 = percentile(
  measured.flatMap((one) => one.frames),
  0.95,
);
const late = Math.max(...measured.map((one) => one.late));
const memory = Math.max(...measured.map((one) => one.memory));
console.log(
  measured.map((one) => `${one.interactive.toFixed(0)} ms, ${one.memory.toFixed(0)} MB`).join('; '),
);
reportGoals([
  {
    text: `interactive (median) under ${String(LIMITS.interactiveMs)} ms`,
    measured: `${interactive.toFixed(0)} ms`,
    holds: interactive < LIMITS.interactiveMs,
  },
  {
    text: 'scrolls at 60 Hz: no frame of a scroll is missed',
    measured: `median ${frame.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, at most ${(100 * late).toFixed(1)} % late`,
    holds: late < 0.02,
  },
  {
    text: `memory of the page's scripts and DOM (at most) under ${String(LIMITS.memoryMb)} MB`,
    measured: `${memory.toFixed(0)} MB`,
    holds: memory < LIMITS.memoryMb,
  },
]);

async function madeSession(): Promise<Session> {
  const lessons = await server.call<LessonSummary[]>('GET', '/api/lessons');
  const lessonId = lessons.find(({ kind }) => kind === 'slides')?.id;
  return server.call<Session>('POST', '/api/sessions', { lessonId, source: { kind: 'rtmp' } });
}

/** Answers in place of the server what is read of the session, and its film in ranges. */
async function answer(route: Route): Promise<void> {
  const { pathname, searchParams } = new URL(route.request().url());
  const rest = pathname.split(`/api/sessions/${session.id}`)[1];
  const recording: Recording = {
    ...{ ...examples.Recording, sessionId: session.id, durationMs: minutes * 60_000, bytes: film.length },
    files: { ...examples.Recording.files, mp4: '/recordings/bench.mp4' },
  };
  const after = Number(searchParams.get('afterSeq') ?? 0);
  const bodies: Readonly<Record<string, unknown>> = {
    '': { ...session, status: 'ended', startedAt: session.createdAt, endedAt: session.createdAt },
    '/recordings': [recording],
    '/answers': seeded.answers,
    '/roster': seeded.roster,
    '/attendance': seeded.attendance,
    '/rewinds': [{ fromPtsMs: 60_000, count: 3 }],
    '/comments': [],
    '/moment-links': [],
    '/ledger': { entries: seeded.ledger.filter(({ seq }) => seq > after).slice(0, 1000) },
  };
  if (rest !== undefined && bodies[rest] !== undefined) return route.fulfill({ json: bodies[rest] });
  if (pathname !== '/recordings/bench.mp4') return route.continue();
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(route.request().headers()['range'] ?? '') ?? [];
  const start = Number(from);
  // a media element asks for everything behind a place, and takes what it gets
  const end = Math.min(film.length, to === '' ? start + 1_000_000 : Number(to) + 1);
  await route.fulfill({
    status: 206,
    headers: {
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
      'content-range': `bytes ${String(start)}-${String(end - 1)}/${String(film.length)}`,
    },
    body: film.subarray(start, end),
  });
}

async function opened() {
  const page = await visitor(browser);
  await page.addInitScript((token) => sessionStorage.setItem('lockstep.token', token), server.links.token);
  await page.route(/\/api\/sessions\/|\/recordings\//, answer);
  const devtools = await page.context().newCDPSession(page);
  await page.goto(server.url(`/review/${session.id}`), { waitUntil: 'commit' });
  const interactive = await whenInteractive(page);
  const frames = await scrolled(page);
  const late = frames.filter((ms) => ms > LIMITS.frameMs * 1.5).length / frames.length;
  const memory = await memoryOf(devtools);
  await page.context().close();
  return { interactive, frames, late, memory };
}

/** Timeline, first answers and replay controls are there, and a task of their page runs at once; ms from the navigation. */
async function whenInteractive(page: Page): Promise<number> {
  await page.waitForFunction(
    () =>
      document.querySelectorAll('.timeline__mark').length > 1000 &&
      document.querySelector('.answers__row') !== null &&
      document.querySelector('.replay-controls') !== null,
    undefined,
    { polling: 'raf', timeout: 60_000 },
  );
  return page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))),
      ),
  );
}

/** Time between frames while the page is scrolled to its end and back, ms. */
function scrolled(page: Page): Promise<number[]> {
  return page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        let before = performance.now();
        const step = (now: number): void => {
          times.push(now - before);
          before = now;
          window.scrollBy(0, times.length < 150 ? 60 : -60);
          if (times.length < 300) requestAnimationFrame(step);
          else resolve(times.slice(5));
        };
        requestAnimationFrame(step);
      }),
  );
}

/** What the scripts of the page hold after a collection, MB. */
async function memoryOf(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  const {
    usedSize,
    embedderHeapUsedSize = 0,
    backingStorageSize = 0,
  } = (await devtools.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    embedderHeapUsedSize?: number;
    backingStorageSize?: number;
  };
  return (usedSize + embedderHeapUsedSize + backingStorageSize) / 1e6;
}
