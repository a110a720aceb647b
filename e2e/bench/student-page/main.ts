/**
 * How long does a student wait, from opening the page of a running class to the first frame with its slide? The built
 * page on the compiled server, with an empty and a filled cache, beside a page that has only the player.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { LessonSummary, Session, StreamKeyCreated } from '@lockstep/contracts';
import type { Browser, BrowserContext } from 'playwright-core';
import { LockstepServer } from '../../src/support/server.js';
import { joinClass, launchChromium, visitor } from '../../src/support/visitors.js';
import { positive, readOptions } from '../harness/command-line.js';
import { type Goal, reportGoals } from '../harness/goals.js';
import { PacedPublication } from '../harness/paced-publication.js';
import { RtmpPublisher } from '../harness/rtmp-publisher.js';
import { makeClip } from '../harness/source-clip.js';
import { temporaryDirectory } from '../harness/temp-dir.js';
import { percentile } from '../latency/distribution.js';
import { serveBarePage } from './bare-page.js';
import { type FirstFrame, loadedBy, openUntilFrame, prepare } from './first-frame.js';

const USAGE = `Usage: npm run -s bench:student-page -- [options]
  --openings N   how often each page is opened, default 20
  --loads yes    also print what one opening of the page loads, and when
Needs Chromium, ffmpeg, and everything built.`;
/** Median until the first frame with its slide, ms, with a filled cache. */
const LIMIT_MS = 300;

const values = readOptions(USAGE, { openings: '20', loads: 'no' });
const openings = positive('openings', values.openings, USAGE);

await using stack = new AsyncDisposableStack();
const directory = stack.use(await temporaryDirectory());
const clip = await makeClip(
  { frameRate: 25, bFrames: false, sound: true, gop: 25, groups: 8 },
  directory.path,
);
const server = stack.use(await LockstepServer.start());
const session = await publishedSession();
const publisher = stack.use(
  await RtmpPublisher.start({
    port: Number(new URL(server.links.rtmp).port),
    app: 'live',
    key: (
      await server.call<StreamKeyCreated>('POST', '/api/stream-keys', {
        sessionId: session.id,
        label: 'bench',
        trustedRelay: false,
      })
    ).key,
  }),
);
const publication = PacedPublication.start(publisher, clip);
stack.defer(() => publication.stop());
await server.event(session.id, { type: 'slide.shown', index: 2 });
const stream = server.url(`/live/${session.id}.flv`);
const bare = stack.use(await serveBarePage(server.links.home, stream));
const browser = stack.use(await launchChromium());
const seat = await seatOf(browser);

const student = server.url(`/s/${session.id}`);
const measured = {
  'student page, empty cache': [] as FirstFrame[],
  'student page, filled cache': [] as FirstFrame[],
  'bare player, empty cache': [] as FirstFrame[],
  'bare player, filled cache': [] as FirstFrame[],
};
type Case = keyof typeof measured;
for (let opening = 0; opening < openings; opening++) {
  await openTwice(student, 'student page', opening);
  await openTwice(bare.url, 'bare player', opening);
}
if (values.loads === 'yes') {
  const page = await (await newContext()).newPage();
  await prepare(page);
  await openUntilFrame(page, student);
  console.log(`start, first byte, end:\n${(await loadedBy(page)).join('\n')}`);
  await page.context().close();
}

console.log('From opening a page to its first frame, 720p25 over RTMP, a random access frame every second');
for (const [name, times] of Object.entries(measured)) {
  const at = (of: (one: FirstFrame) => number, p: number) => percentile(times.map(of), p).toFixed(0);
  const line = (of: (one: FirstFrame) => number) => `median ${at(of, 0.5)} ms, p95 ${at(of, 0.95)} ms`;
  const slide = name.startsWith('student') ? `; with its slide: ${line(({ withSlide }) => withSlide)}` : '';
  console.log(`  ${name}: ${line(({ frame }) => frame)}${slide} (${String(times.length)} openings)`);
}
reportGoals(
  (['student page, empty cache', 'student page, filled cache'] as const).map((name): Goal => {
    const median = percentile(
      measured[name].map(({ withSlide }) => withSlide),
      0.5,
    );
    return {
      text: `${name}: first frame with its slide (median) under ${String(LIMIT_MS)} ms`,
      measured: `${median.toFixed(0)} ms`,
      holds: median < LIMIT_MS,
    };
  }),
);

async function publishedSession(): Promise<Session> {
  const lessons = await server.call<LessonSummary[]>('GET', '/api/lessons');
  const lessonId = lessons.find(({ kind }) => kind === 'slides')?.id;
  const made = await server.call<Session>('POST', '/api/sessions', {
    lessonId,
    source: { kind: 'rtmp' },
    cues: 'manual',
  });
  await server.call('POST', `/api/sessions/${made.id}/start`);
  return made;
}

/** What the browser of a student remembers who has joined: opening the page again leads into the class. */
async function seatOf(one: Browser): Promise<Awaited<ReturnType<BrowserContext['storageState']>>> {
  const page = await visitor(one);
  await joinClass(page, server.url(`/s/${session.id}`), 'Mei');
  const state = await page.context().storageState();
  await page.context().close();
  return state;
}

function newContext(): Promise<BrowserContext> {
  return browser.newContext({ storageState: seat, locale: 'en-US', viewport: { width: 1440, height: 900 } });
}

/** First with nothing in the cache, then with what the first opening left there, at any place of the group of pictures. */
async function openTwice(url: string, name: 'student page' | 'bare player', opening: number): Promise<void> {
  const context = await newContext();
  const page = await context.newPage();
  await prepare(page);
  for (const cache of ['empty', 'filled'] as const) {
    await page.goto('about:blank');
    await delay(400 + (opening * 1000) / openings);
    measured[`${name}, ${cache} cache` satisfies Case].push(await openUntilFrame(page, url));
  }
  await context.close();
}
