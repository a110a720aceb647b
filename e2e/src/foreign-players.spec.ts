import { findFfmpeg, Ladder } from '@lockstep/media';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clip } from '../bench/harness/source-clip.js';
import { hlsReport, openHlsPage } from './support/hls-page.js';
import { type Judge, JudgePage } from './support/judge-page.js';
import type { LessonSource } from './support/lesson-source.js';
import { eventually, PlayerFixture, showSlides } from './support/player-fixture.js';

/**
 * What the first viewer of all meets in the first seconds: it waits until segments are ahead, and hls.js asks for the first
 * segment once more as a whole after it had parts of it.
 */
const BEGINNINGS = [
  'bufferStalledError ',
  'bufferAppendNoProgress Fragment append did not increase buffered coverage (1)',
];

let fixture: PlayerFixture;
let browser: Browser;
let clip: Clip;
/** Of another size. */
let other: Clip;
beforeAll(async () => {
  fixture = await PlayerFixture.start();
  ({ browser } = fixture);
  clip = await fixture.clip({ bFrames: true });
  other = await fixture.clip({ bFrames: false, size: { width: 480, height: 270 } });
});
afterAll(() => fixture[Symbol.asyncDispose]());

describe('hls.js in Chromium', () => {
  it('plays a live push by parts, by whole segments and by segments of MPEG-TS, and hands over every event', async () => {
    const source = await fixture.lesson(clip);
    const ways = [
      { file: 'index.m3u8', options: { lowLatencyMode: true } },
      { file: 'index.m3u8?ll=0', options: {} },
      { file: 'index.m3u8?container=ts', options: {} },
    ];
    const players = await Promise.all(
      ways.map(async ({ file, options }) => ({
        file,
        page: await openHlsPage(browser, source, options, file),
      })),
    );
    for (const { page } of players)
      await eventually(async () => (await hlsReport(page)).frames, { timeout: 30_000 }).toBeGreaterThan(10);
    const seqs = (await showSlides(source, 1, 40)).map(({ seq }) => seq);
    for (const { page, file } of players) {
      await eventually(async () => (await hlsReport(page)).seqs).toEqual(expect.arrayContaining(seqs));
      const { errors, parts, ...report } = await hlsReport(page);
      const unexpected = errors.filter((error) => !BEGINNINGS.some((known) => error.startsWith(known)));
      expect({ file, unexpected }).toEqual({ file, unexpected: [] });
      expect(report.seqs.filter((seq) => seqs.includes(seq))).toEqual(seqs);
      expect(report.metadataSeqs.filter((seq) => seqs.includes(seq))).toEqual(seqs);
      expect(parts > 0).toBe(file === 'index.m3u8');
    }
  });

  it('goes on after the publisher came back, and after one with another picture', async () => {
    const source = await fixture.source();
    const first = await source.publish(clip);
    await eventually(() => source.stream.isLive).toBe(true);
    const page = await openHlsPage(browser, source, { lowLatencyMode: true });
    await eventually(async () => (await hlsReport(page)).frames).toBeGreaterThan(10);
    await first[Symbol.asyncDispose]();
    const second = await source.publish(clip);
    await eventually(() => source.stream.isLive).toBe(true);
    const again = await source.stamp({ type: 'marker', name: 'again' });
    await eventually(async () => (await hlsReport(page)).seqs).toContain(again.seq);
    await second[Symbol.asyncDispose]();
    await source.publish(other);
    await eventually(() => source.stream.isLive).toBe(true);
    const last = await source.stamp({ type: 'marker', name: 'other' });
    await eventually(async () => (await hlsReport(page)).seqs).toContain(last.seq);
    await eventually(() => page.evaluate('video.videoWidth'), { timeout: 20_000 }).toBe(480);
    const { frames } = await hlsReport(page);
    await eventually(async () => (await hlsReport(page)).frames).toBeGreaterThan(frames + 25);
  });
});

/** Goes back and forth between all renditions, ten events in each. @returns their seqs, and their places */
async function switchThrough(page: Page, source: LessonSource, change: string, current: string) {
  const aired: { seq: number; ptsMs: number }[] = [];
  for (const [turn, level] of [2, 0, 1, 2, 1, 0].entries()) {
    await page.evaluate(`(${change})(${level})`);
    const shown = await showSlides(source, 1 + 10 * turn, 10 + 10 * turn);
    aired.push(...shown.map(({ seq, ptsMs }) => ({ seq, ptsMs })));
    await eventually(() => page.evaluate(current), { timeout: 30_000 }).toBe(level);
  }
  return aired;
}

describe('a player that changes between renditions', () => {
  it('gets every event once, on its frame, from hls.js and dash.js', async () => {
    const source = await fixture.lesson(clip);
    await using ladder = new Ladder({
      source: source.stream,
      ffmpeg: await findFfmpeg(),
      template: {
        renditions: [
          { name: 'middle', height: 120, videoKbps: 300 },
          { name: 'low', height: 90, videoKbps: 100 },
        ],
      },
    });
    await eventually(() => ladder.status.renditions.map(({ state }) => state)).toEqual(['live', 'live']);
    const page = await openHlsPage(browser, source, { lowLatencyMode: true });
    const judge = await JudgePage.open(browser, source, 'dash.js', 'manifest.mpd');
    await eventually(async () => (await hlsReport(page)).frames, { timeout: 30_000 }).toBeGreaterThan(10);
    await eventually(async () => (await judge.report()).frames, { timeout: 30_000 }).toBeGreaterThan(10);
    await judge.page.evaluate(
      'player.updateSettings({ streaming: { abr: { autoSwitchBitrate: { video: false } } } })',
    );
    const byHls = await switchThrough(page, source, '(level) => (hls.nextLevel = level)', 'hls.currentLevel');
    const byDash = await switchThrough(
      judge.page,
      source,
      "(index) => player.setRepresentationForTypeByIndex('video', index)",
      "player.getCurrentRepresentationForType('video').index",
    );
    const seqs = [...byHls, ...byDash].map(({ seq }) => seq);
    await eventually(async () => (await hlsReport(page)).seqs).toEqual(expect.arrayContaining(seqs));
    await eventually(() => judge.events(), { timeout: 30_000 }).toEqual(
      expect.arrayContaining([...byHls, ...byDash]),
    );
    expect(ladder.status.restarts).toBe(0);
  });
});

const JUDGES: readonly { readonly judge: Judge; readonly file: string }[] = [
  { judge: 'dash.js', file: 'manifest.mpd' },
  { judge: 'shaka', file: 'manifest.mpd' },
  { judge: 'shaka', file: 'index.m3u8' },
];

/** Waits until each shows more than so many further frames, and none has told an error. */
async function play(players: readonly JudgePage[], more: number): Promise<void> {
  const before = await Promise.all(players.map((player) => player.report()));
  for (const [index, player] of players.entries()) {
    const enough = (before[index]?.frames ?? 0) + more;
    await eventually(() => player.report(), { timeout: 30_000 }).toMatchObject({
      errors: [],
      frames: expect.toSatisfy((shown: number) => shown > enough),
    });
  }
}

/** Events of now are in the bytes that each player appends, on their frames. */
async function expectEvents(
  players: readonly JudgePage[],
  source: LessonSource,
  [from, to]: readonly [number, number],
): Promise<void> {
  const aired = (await showSlides(source, from, to)).map(({ seq, ptsMs }) => ({ seq, ptsMs }));
  for (const player of players)
    await eventually(() => player.events(), { timeout: 30_000 }).toEqual(expect.arrayContaining(aired));
}

describe('dash.js and Shaka in Chromium', () => {
  it('play a live push with every event on its frame, also after another publication of another size', async () => {
    const source = await fixture.source();
    const publisher = await source.publish(clip);
    await eventually(() => source.stream.isLive).toBe(true);
    const players = await Promise.all(
      JUDGES.map(({ judge, file }) => JudgePage.open(browser, source, judge, file)),
    );
    await play(players, 10);
    await expectEvents(players, source, [1, 12]);
    await play(players, 25);

    await publisher[Symbol.asyncDispose]();
    await source.publish(other);
    const byManifest = players.filter((_, index) => JUDGES[index]?.file === 'manifest.mpd');
    for (const player of byManifest)
      await eventually(async () => (await player.report()).width, { timeout: 30_000 }).toBe(480);
    await expectEvents(byManifest, source, [13, 20]);
    await play(byManifest, 25);
  });
});
