import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clip } from '../bench/harness/source-clip.js';
import { hlsReport, openHlsPage } from './support/hls-page.js';
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
beforeAll(async () => {
  fixture = await PlayerFixture.start();
  ({ browser } = fixture);
  clip = await fixture.clip({ bFrames: true });
});
afterAll(() => fixture[Symbol.asyncDispose]());

describe('hls.js in Chromium', () => {
  it.each([
    { name: 'parts, with low latency', file: 'index.m3u8', options: { lowLatencyMode: true } },
    { name: 'whole segments', file: 'index.m3u8?ll=0', options: {} },
    { name: 'segments of MPEG-TS', file: 'index.m3u8?container=ts', options: {} },
  ])('plays a live push by $name, and hands over every event', async ({ file, options }) => {
    const source = await fixture.lesson(clip);
    const page = await openHlsPage(browser, source, options, file);
    await eventually(async () => (await hlsReport(page)).frames).toBeGreaterThan(10);
    const stamped = await showSlides(source, 1, 40);
    const seqs = stamped.map(({ seq }) => seq);
    await eventually(async () => (await hlsReport(page)).seqs).toEqual(expect.arrayContaining(seqs));
    const report = await hlsReport(page);
    expect(report.errors.filter((error) => !BEGINNINGS.some((known) => error.startsWith(known)))).toEqual([]);
    expect(report.seqs.filter((seq) => seqs.includes(seq))).toEqual(seqs);
    expect(report.metadataSeqs.filter((seq) => seqs.includes(seq))).toEqual(seqs);
    expect(report.parts > 0).toBe(file === 'index.m3u8');
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
    await source.publish(await fixture.clip({ bFrames: false, size: { width: 480, height: 270 } }));
    await eventually(() => source.stream.isLive).toBe(true);
    const other = await source.stamp({ type: 'marker', name: 'other' });
    await eventually(async () => (await hlsReport(page)).seqs).toContain(other.seq);
    await eventually(() => page.evaluate('video.videoWidth'), { timeout: 20_000 }).toBe(480);
    const { frames } = await hlsReport(page);
    await eventually(async () => (await hlsReport(page)).frames).toBeGreaterThan(frames + 25);
  });
});
