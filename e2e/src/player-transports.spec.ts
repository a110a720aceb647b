import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clip } from '../bench/harness/source-clip.js';
import type { LessonSource } from './support/lesson-source.js';
import { eventually, framesPast, PlayerFixture, showSlides } from './support/player-fixture.js';
import { recorded, recordedOf, type Recorded, startPlayer, stats } from './support/player-page.js';

let fixture: PlayerFixture;
let clip: Clip;

beforeAll(async () => {
  fixture = await PlayerFixture.start();
  clip = await fixture.clip({ bFrames: true });
});
afterAll(() => fixture[Symbol.asyncDispose]());

const seqsOf = (seen: readonly Recorded[]) =>
  seen.filter(({ type }) => type === 'event').map(({ detail }) => detail['seq']);

/** Whatever is told beside a frame belongs to the frame that the surface shows in that moment. */
function expectExact(source: LessonSource, seen: readonly Recorded[]): void {
  for (const { type, detail, number } of seen) {
    if (type === 'frame') expect(number).toBe(source.numberAt(Number(detail['ptsMs'])));
    if (type === 'event') expect(number).toBe(source.numberAt(Number(detail['framePtsMs'])));
  }
}

describe('a player on a line that lets through neither FLV nor WebSockets', () => {
  it('plays HLS with low latency, says why, and is as exact there', async () => {
    const source = await fixture.lesson(clip);
    source.blocked.add('flv').add('ws-flv');
    const page = await fixture.player(source);
    await eventually(async () => (await stats(page))['within']).toBe('same-frame');
    const { transport, transportReason } = await stats(page);
    expect(transport).toBe('ll-hls');
    expect(transportReason).toMatch(/^flv: .* answered 503; ws-flv: .*handshake/);
    expect((await recordedOf(page, 'transport')).map(({ detail }) => detail)).toEqual([
      { transport: 'll-hls', previous: null, reason: transportReason },
    ]);
    const stamped = await showSlides(source, 1, 15);
    await eventually(async () => seqsOf(await recorded(page))).toEqual(stamped.map(({ seq }) => seq));
    const seen = await recorded(page);
    expectExact(source, seen);
    expect(seen.filter(({ type }) => type === 'gap' || type === 'error')).toEqual([]);
  });

  it('goes over to HLS in the middle of a lesson and comes back, and no event is lost or told twice', async () => {
    const source = await fixture.lesson(clip);
    const page = await fixture.player(source, { url: source.cuttableUrl, comeBackMs: 500 });
    const before = await showSlides(source, 1, 5);
    source.blocked.add('flv').add('ws-flv');
    source.cut();
    await eventually(async () => (await stats(page))['transport']).toBe('ll-hls');
    const between = await showSlides(source, 6, 12);
    source.blocked.clear();
    await eventually(async () => (await stats(page))['transport']).toBe('flv');
    const after = await showSlides(source, 13, 16);
    const all = [...before, ...between, ...after].map(({ seq }) => seq);
    await eventually(async () => seqsOf(await recorded(page))).toEqual(all);
    const seen = await recorded(page);
    expectExact(source, seen);
    expect((await stats(page))['transportReason']).toBeNull();
  });

  it('plays on when the publisher comes back', async () => {
    const source = await fixture.source();
    const first = await source.publish(clip);
    const page = await fixture.player(source, { transport: 'll-hls' });
    await first[Symbol.asyncDispose]();
    await source.publish(await fixture.clip({ bFrames: false, size: { width: 480, height: 270 } }));
    await eventually(async () => (await stats(page))['width']).toBe(480);
    const stamped = await showSlides(source, 1, 3);
    await eventually(async () => seqsOf(await recorded(page))).toEqual(stamped.map(({ seq }) => seq));
    const shown = (await recordedOf(page, 'frame')).length;
    await framesPast(page, shown + 10);
    expectExact(source, await recorded(page));
  });
});

describe('a player that is to play DASH', () => {
  it('is as exact there, also after the publisher came back with another size', async () => {
    const source = await fixture.source();
    const first = await source.publish(clip);
    const page = await fixture.player(source, { url: '/live/lesson/manifest.mpd', transport: 'dash' });
    await eventually(() => stats(page)).toMatchObject({
      transport: 'dash',
      within: 'same-frame',
      width: 320,
    });
    const before = await showSlides(source, 1, 15);
    await eventually(async () => seqsOf(await recorded(page))).toEqual(before.map(({ seq }) => seq));
    await first[Symbol.asyncDispose]();
    await source.publish(await fixture.clip({ bFrames: false, size: { width: 480, height: 270 } }));
    await eventually(async () => (await stats(page))['width']).toBe(480);
    const after = await showSlides(source, 16, 20);
    const all = [...before, ...after].map(({ seq }) => seq);
    await eventually(async () => seqsOf(await recorded(page))).toEqual(all);
    const seen = await recorded(page);
    expectExact(source, seen);
    expect(seen.filter(({ type }) => type === 'gap' || type === 'error')).toEqual([]);
  });

  it('is led there where nothing else passes, and comes back', async () => {
    const source = await fixture.lesson(clip);
    source.blocked.add('flv').add('ws-flv').add('hls');
    const page = await fixture.player(source, { comeBackMs: 500 });
    const { transport, transportReason } = await stats(page);
    expect(transport).toBe('dash');
    expect(transportReason).toMatch(/^flv: .*; ws-flv: .*; ll-hls: .* answered 503/);
    const before = await showSlides(source, 1, 5);
    source.blocked.clear();
    await eventually(async () => (await stats(page))['transport']).toBe('flv');
    const after = await showSlides(source, 6, 8);
    const all = [...before, ...after].map(({ seq }) => seq);
    await eventually(async () => seqsOf(await recorded(page))).toEqual(all);
    expectExact(source, await recorded(page));
  });
});

describe('a player that is to play whole segments', () => {
  it('loads hls.js then and not before, and is as exact', async () => {
    const source = await fixture.lesson(clip);
    const page = await fixture.page(source);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    expect(asked.filter((path) => path.startsWith('/sdk/'))).toEqual([]);
    await startPlayer(page, { transport: 'hls' });
    await eventually(async () => (await recordedOf(page, 'frame')).length, {
      timeout: 30_000,
    }).toBeGreaterThan(0);
    expect(asked.filter((path) => path.startsWith('/sdk/'))).toHaveLength(1);
    await eventually(() => stats(page)).toMatchObject({
      transport: 'hls',
      thread: 'main',
      within: 'same-frame',
      width: 320,
    });
    const stamped = await showSlides(source, 1, 10);
    await eventually(async () => seqsOf(await recorded(page)), { timeout: 30_000 }).toEqual(
      stamped.map(({ seq }) => seq),
    );
    const seen = await recorded(page);
    expectExact(source, seen);
    for (const { detail } of seen.filter(({ type }) => type === 'event'))
      expect(detail['ptsMs']).toBe(stamped.find(({ seq }) => seq === detail['seq'])?.ptsMs);
  });
});
