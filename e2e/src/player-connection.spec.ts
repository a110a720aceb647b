import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clip } from '../bench/harness/source-clip.js';
import type { LessonSource } from './support/lesson-source.js';
import { eventually, framesPast, PlayerFixture, showSlides, slide } from './support/player-fixture.js';
import { recorded, recordedOf, type Recorded, startPlayer, stats } from './support/player-page.js';

let fixture: PlayerFixture;
let clip: Clip;
let silent: Clip;
let large: Clip;
let skipping: Clip;
let oneGroup: Clip;

beforeAll(async () => {
  fixture = await PlayerFixture.start();
  clip = await fixture.clip({ bFrames: true });
  silent = await fixture.clip({ bFrames: false, sound: false });
  skipping = await fixture.clip({ bFrames: true, skips: true });
  oneGroup = await fixture.clip({ bFrames: true, gop: 500, groups: 1 });
  large = await fixture.clip({ bFrames: false, size: { width: 640, height: 360 } });
});
afterAll(() => fixture[Symbol.asyncDispose]());

const numbersOf = (events: readonly Recorded[]) => events.map(({ detail }) => Number(detail['seq']));
const statuses = (seen: readonly Recorded[]) =>
  seen.filter(({ type }) => type === 'status').map(({ detail }) => detail['status']);

/** No frame is shown with another state or another number than the stream says. */
function expectExactFrames(source: LessonSource, seen: readonly Recorded[]): void {
  const frames = seen.filter(({ type }) => type === 'frame');
  for (const { detail, number } of frames) expect(number).toBe(source.numberAt(Number(detail['ptsMs'])));
}

describe('a player whose connection breaks', () => {
  it('goes on where it was: every event once and in order, the state right, no hole in what is shown', async () => {
    const source = await fixture.lesson(oneGroup);
    const page = await fixture.player(source, { url: source.cuttableUrl });
    const before = await showSlides(source, 1, 4);
    source.cut();
    const between = await showSlides(source, 5, 8);
    source.cut();
    const after = await showSlides(source, 9, 12);
    const all = [...before, ...between, ...after];
    await eventually(async () => (await recordedOf(page, 'event')).length).toBe(12);
    const seen = await recorded(page);
    expect(numbersOf(seen.filter(({ type }) => type === 'event'))).toEqual(all.map(({ seq }) => seq));
    expect(seen.filter(({ type }) => type === 'gap')).toEqual([]);
    expectExactFrames(source, seen);
    expect(await stats(page)).toMatchObject({ reconnects: 2, seqGaps: 0 });
  });

  it('has the right state again after a cut longer than what the server repeats, and names what it missed', async () => {
    const source = await fixture.lesson(clip);
    const page = await fixture.player(source, { url: source.cuttableUrl, transport: 'flv' });
    await source.stamp(slide(1));
    source.isGone = true;
    source.cut();
    await eventually(async () => statuses(await recorded(page))).toContain('ended');
    await showSlides(source, 2, 14);
    source.isGone = false;
    await eventually(async () => statuses(await recorded(page)).at(-1)).toBe('playing');
    await eventually(() => page.evaluate('player.state.slide.index')).toBe(14);
    const shown = (await recordedOf(page, 'frame')).length;
    await framesPast(page, shown + 10);
    const seen = await recorded(page);
    const gaps = seen.filter(({ type }) => type === 'gap').map(({ detail }) => detail);
    const events = numbersOf(seen.filter(({ type }) => type === 'event'));
    const missed = gaps.flatMap(({ fromSeq, toSeq }) =>
      Array.from({ length: Number(toSeq) - Number(fromSeq) + 1 }, (_, index) => Number(fromSeq) + index),
    );
    expect([...events, ...missed].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 14 }, (_, index) => index + 1),
    );
    expectExactFrames(source, seen);
  });

  it('falls back to the WebSocket when HTTP is not served, and plays there as exactly', async () => {
    const source = await fixture.lesson(clip);
    source.blocked.add('flv');
    const page = await fixture.player(source);
    expect(await stats(page)).toMatchObject({ transport: 'ws-flv' });
    const stamped = await showSlides(source, 1, 5);
    await eventually(async () => numbersOf(await recordedOf(page, 'event'))).toEqual(
      stamped.map(({ seq }) => seq),
    );
    expectExactFrames(source, await recorded(page));
  });

  it('waits for a stream that is not there yet', async () => {
    const source = await fixture.source();
    source.isGone = true;
    const page = await fixture.page(source);
    const refused = page.waitForResponse((response) => response.status() === 404);
    await startPlayer(page);
    await refused;
    expect(await page.evaluate('player.status')).toBe('connecting');
    await source.publish(clip);
    source.isGone = false;
    await eventually(async () => statuses(await recorded(page)).at(-1)).toBe('playing');
  });
});

describe('a player whose stream is damaged', () => {
  it('gets over frames that cannot be decoded', async () => {
    const source = await fixture.source();
    const { publication } = await source.publish(clip);
    const page = await fixture.player(source);
    let video = 0;
    // Frames that others refer to are missing: Chromium's decoder gives up on some of them.
    publication.leaveOut(({ type }) => type === 'video' && ++video < 60 && video % 3 === 0);
    await eventually(() => video).toBeGreaterThan(100);
    const shown = (await recordedOf(page, 'frame')).length;
    await framesPast(page, shown + 30);
    const stamped = await source.stamp(slide(2));
    await eventually(async () => numbersOf(await recordedOf(page, 'event'))).toEqual([stamped.seq]);
    expect(statuses(await recorded(page))).not.toContain('failed');
  });
});

describe('a player whose stream changes', () => {
  it('goes on with another publisher, in another size', async () => {
    const source = await fixture.source();
    const first = await source.publish(clip);
    const page = await fixture.player(source);
    await source.stamp(slide(1));
    await first[Symbol.asyncDispose]();
    await source.publish(large);
    await eventually(async () => (await stats(page))['width']).toBe(640);
    const stamped = await source.stamp(slide(2));
    await eventually(async () => numbersOf(await recordedOf(page, 'event'))).toContain(stamped.seq);
    const shown = (await recordedOf(page, 'frame')).length;
    await framesPast(page, shown + 25);
    expect((await recordedOf(page, 'error')).filter(({ detail }) => detail['fatal'])).toEqual([]);
    expectExactFrames(source, await recorded(page));
  });

  it('begins to sound when sound comes later, and goes on when it stops', async () => {
    const source = await fixture.source();
    const first = await source.publish(silent);
    const page = await fixture.player(source);
    await first[Symbol.asyncDispose]();
    const { publication } = await source.publish(clip);
    await eventually(() => page.evaluate('player.video.webkitAudioDecodedByteCount')).toBeGreaterThan(0);
    publication.leaveOut(({ type }) => type === 'audio');
    const stamped = await showSlides(source, 1, 12);
    await eventually(async () => numbersOf(await recordedOf(page, 'event'))).toEqual(
      stamped.map(({ seq }) => seq),
    );
    const shown = (await recordedOf(page, 'frame')).length;
    await framesPast(page, shown + 50);
    expectExactFrames(source, await recorded(page));
  });

  it('goes on over frames that the encoder skipped, while the sound goes on', async () => {
    const source = await fixture.lesson(skipping);
    const page = await fixture.player(source);
    const shown = (await recordedOf(page, 'frame')).length;
    await framesPast(page, shown + 100);
    expect((await stats(page))['jumps']).toBeLessThanOrEqual(2);
    expect(await recordedOf(page, 'error')).toEqual([]);
    expectExactFrames(source, await recorded(page));
  });

  it('plays on after a hole in the whole stream', async () => {
    const source = await fixture.source();
    const { publication } = await source.publish(clip);
    const page = await fixture.player(source);
    let left = 60;
    publication.leaveOut(({ type }) => left > 0 && (type === 'audio' || left-- > 0));
    await eventually(() => left).toBe(0);
    const shown = (await recordedOf(page, 'frame')).length;
    await framesPast(page, shown + 50);
    const stamped = await source.stamp(slide(3));
    await eventually(async () => numbersOf(await recordedOf(page, 'event'))).toEqual([stamped.seq]);
  });
});
