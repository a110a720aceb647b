import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clip } from '../bench/harness/source-clip.js';
import { eventually, firstFrame, PlayerFixture, showSlides, slide } from './support/player-fixture.js';
import { recorded, recordedOf, stats } from './support/player-page.js';

let fixture: PlayerFixture;
let plain: Clip;
let reordered: Clip;

beforeAll(async () => {
  fixture = await PlayerFixture.start();
  plain = await fixture.clip({ bFrames: false });
  reordered = await fixture.clip({ bFrames: true });
});
afterAll(() => fixture[Symbol.asyncDispose]());

describe('a player in Chromium', () => {
  it('has the state of the very first frame it draws', async () => {
    const source = await fixture.lesson(plain);
    const stamped = await showSlides(source, 1, 12);
    const page = await fixture.player(source);
    const [first] = await recordedOf(page, 'frame');
    const ptsMs = Number(first?.detail['ptsMs']);
    const last = stamped.findLast((event) => event.ptsMs <= ptsMs);
    expect(first?.slide).toBe(stamped.findIndex((event) => event === last) + 1);
    expect(first?.number).toBe(source.numberAt(ptsMs));
  });

  it.each([
    { name: 'without B-frames', clip: () => plain, startAtMs: 0 },
    { name: 'with B-frames', clip: () => reordered, startAtMs: 0 },
    { name: 'where stream time passes 32 bits', clip: () => reordered, startAtMs: 2 ** 32 - 4_000 },
  ])('fires every event with the frame that carries it, $name', async ({ clip, startAtMs }) => {
    const source = await fixture.lesson(clip(), { startAtMs });
    const page = await fixture.player(source);
    const stamped = await showSlides(source, 1, 25);
    await eventually(async () => (await recordedOf(page, 'event')).length).toBe(25);
    const seen = await recorded(page);
    const events = seen.filter(({ type }) => type === 'event');
    expect(events.map(({ detail }) => detail['seq'])).toEqual(stamped.map(({ seq }) => seq));
    expect(events.map(({ detail }) => detail['ptsMs'])).toEqual(stamped.map(({ ptsMs }) => ptsMs));
    // On a frame that was skipped on screen an event comes with the next one, and says so.
    for (const { detail, number } of events)
      expect(number).toBe(source.numberAt(Number(detail['framePtsMs'])));
    const onTheirOwn = events.filter(({ detail }) => detail['ptsMs'] === detail['framePtsMs']);
    expect(onTheirOwn.length).toBeGreaterThan(5);
    for (const { type, detail, number, slide: shown } of seen) {
      if (type !== 'frame') continue;
      const ptsMs = Number(detail['ptsMs']);
      expect(number).toBe(source.numberAt(ptsMs));
      expect(shown ?? 0).toBe(stamped.filter((event) => event.ptsMs <= ptsMs).length);
    }
  });

  it('tells of an event before its frame, so that what it shows can be made ready', async () => {
    const source = await fixture.lesson(plain);
    const page = await fixture.player(source);
    await source.stamp(slide(3));
    await eventually(async () => (await recordedOf(page, 'event')).length).toBe(1);
    const seen = await recorded(page);
    const upcoming = seen.findIndex(({ type }) => type === 'upcoming');
    expect(upcoming).toBeGreaterThanOrEqual(0);
    expect(upcoming).toBeLessThan(seen.findIndex(({ type }) => type === 'event'));
    expect(seen[upcoming]?.detail['inMs']).toBeGreaterThan(0);
  });

  it('plays in a worker onto a canvas, and says so', async () => {
    const source = await fixture.lesson(plain);
    const page = await fixture.player(source);
    await eventually(() => stats(page)).toMatchObject({
      transport: 'flv',
      thread: 'worker',
      surface: 'canvas',
      within: 'same-frame',
      seqGaps: 0,
      width: 320,
      height: 180,
    });
    expect(page.workers()).toHaveLength(1);
    await source.stamp({ type: 'marker', name: 'now' });
    await eventually(async () => (await stats(page))['latencyMs']).toBeGreaterThan(0);
  });

  it('shows the plain video element where that is wanted, with the same events', async () => {
    const source = await fixture.lesson(plain);
    const page = await fixture.player(source, { surface: 'video' });
    expect(await stats(page)).toMatchObject({ surface: 'video', within: 'one-refresh' });
    expect(await page.evaluate('player.surface === player.video')).toBe(true);
    const stamped = await source.stamp(slide(7));
    await eventually(async () => (await recordedOf(page, 'event')).length).toBe(1);
    const [event] = await recordedOf(page, 'event');
    expect(event).toMatchObject({ detail: { seq: stamped.seq, ptsMs: stamped.ptsMs }, slide: 7 });
  });

  it('names events that did not arrive, fetches them, and fires each once', async () => {
    const source = await fixture.lesson(plain);
    const page = await fixture.page(source);
    await source.stamp(slide(1));
    const lost = source.loseOne(slide(2));
    await page.exposeFunction('ledger', (from: number, to: number) =>
      from === lost.seq && to === lost.seq ? [lost] : [],
    );
    await page.evaluate(`start({ fetchMissing: (from, to) => globalThis.ledger(from, to) })`);
    await firstFrame(page);
    await source.stamp({ type: 'caption', text: 'after the gap' });
    await eventually(async () => (await recordedOf(page, 'event')).length).toBeGreaterThanOrEqual(2);
    expect((await recordedOf(page, 'gap')).map(({ detail }) => detail)).toEqual([
      { fromSeq: lost.seq, toSeq: lost.seq },
    ]);
    const events = await recordedOf(page, 'event');
    const recovered = events.filter(({ detail }) => detail['recovered']);
    expect(recovered.map(({ detail }) => detail['seq'])).toEqual([lost.seq]);
    await eventually(() => page.evaluate('player.state')).toMatchObject({
      slide: { index: 2 },
      caption: { text: 'after the gap' },
    });
    expect(await stats(page)).toMatchObject({ seqGaps: 1 });
  });
});

describe('<lockstep-player>', () => {
  it('dispatches lockstep-event in the task that draws the frame, and shows which element the frame is on', async () => {
    const source = await fixture.lesson(reordered);
    const page = await fixture.page(source);
    await page.evaluate(() => {
      const element = document.createElement('lockstep-player');
      element.setAttribute('src', '/live/lesson.flv');
      element.style.width = '320px';
      const scope = globalThis as unknown as {
        numberOn(surface: unknown): number | null;
        seen: unknown[];
        element: HTMLElement & { surface: unknown };
      };
      scope.seen = [];
      scope.element = element as typeof scope.element;
      element.addEventListener('lockstep-event', (event) => {
        const { detail } = event as CustomEvent<Record<string, unknown>>;
        scope.seen.push({
          type: 'event',
          detail,
          number: scope.numberOn(scope.element.surface),
          slide: null,
        });
      });
      document.body.append(element);
    });
    await eventually(() => page.evaluate('element.stats?.frames ?? 0')).toBeGreaterThan(5);
    const stamped = await showSlides(source, 1, 8);
    await eventually(async () => (await recorded(page)).length).toBe(8);
    for (const [index, { detail, number }] of (await recorded(page)).entries()) {
      expect(detail).toMatchObject({
        event: { type: 'slide.shown' },
        seq: stamped[index]?.seq,
        ptsMs: stamped[index]?.ptsMs,
      });
      expect(number).toBe(source.numberAt(Number(detail['framePtsMs'])));
    }
  });

  it('plays while it is in the document, another stream when told, and nothing afterwards', async () => {
    const source = await fixture.lesson(plain);
    const page = await fixture.page(source);
    await page.evaluate(`
      globalThis.element = document.createElement('lockstep-player');
      element.src = '/live/lesson.flv';
      document.body.append(element);
    `);
    await eventually(() => page.evaluate('element.stats?.frames ?? 0')).toBeGreaterThan(0);
    expect(await page.evaluate('element.surface instanceof HTMLCanvasElement')).toBe(true);
    await page.evaluate(`element.setAttribute('src', '/live/lesson.flv?class=economy')`);
    await eventually(() => page.evaluate('element.stats?.frames ?? 0')).toBeGreaterThan(0);
    await eventually(() => source.viewers).toBe(1);
    await page.evaluate('element.remove()');
    await eventually(() => source.viewers).toBe(0);
    expect(await page.evaluate('[element.player ?? null, element.surface, element.state]')).toEqual([
      null,
      null,
      null,
    ]);
    expect(page.workers()).toHaveLength(0);
  });
});
