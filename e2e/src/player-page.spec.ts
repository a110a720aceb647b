import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Clip } from '../bench/harness/source-clip.js';
import { BareChromium } from './support/bare-chromium.js';
import type { LessonSource } from './support/lesson-source.js';
import { eventually, framesPast, PlayerFixture, showSlides, slide } from './support/player-fixture.js';
import { emptyPage, type Recorded, recorded, recordedOf, startPlayer, stats } from './support/player-page.js';

let fixture: PlayerFixture;
let clip: Clip;

beforeAll(async () => {
  // As in the browsers of most people: sound needs a gesture.
  fixture = await PlayerFixture.start('gesture');
  clip = await fixture.clip({ bFrames: false });
});
afterAll(() => fixture[Symbol.asyncDispose]());

/** Counts, from before the page's own scripts on, what a page could leave behind. */
const countLeftovers = `
  globalThis.left = { timers: new Set(), listeners: 0, urls: new Set(), sockets: new Set(), frames: 0, workers: 0 };
  for (const [set, clear] of [['setInterval', 'clearInterval'], ['setTimeout', 'clearTimeout']]) {
    const [start, stop] = [globalThis[set], globalThis[clear]];
    globalThis[set] = (run, ...rest) => {
      const id = start((...args) => { if (set === 'setTimeout') left.timers.delete(id); run(...args); }, ...rest);
      left.timers.add(id);
      return id;
    };
    globalThis[clear] = (id) => { left.timers.delete(id); stop(id); };
  }
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  const global = (target) => target === document || target === globalThis;
  EventTarget.prototype.addEventListener = function (...args) { if (global(this ?? globalThis)) left.listeners++; return add.apply(this, args); };
  EventTarget.prototype.removeEventListener = function (...args) { if (global(this ?? globalThis)) left.listeners--; return remove.apply(this, args); };
  const { createObjectURL: create, revokeObjectURL: revoke } = URL;
  URL.createObjectURL = (what) => { const url = create.call(URL, what); left.urls.add(url); return url; };
  URL.revokeObjectURL = (url) => { left.urls.delete(url); revoke.call(URL, url); };
  const isAlive = (url) => fetch(url).then(() => true, () => false);
  globalThis.leftovers = async () => ({ timers: left.timers.size, listeners: left.listeners, urls: (await Promise.all([...left.urls].map(isAlive))).filter(Boolean).length, children: document.getElementById('box').childElementCount });
`;
type Leftovers = { timers: number; listeners: number; urls: number; children: number };

async function playing(page: Page): Promise<void> {
  await framesPast(page, 10);
}

/** A page that starts its player by itself, and whose browser has forbidden sound. */
async function blocked(source: LessonSource, options: Record<string, unknown> = {}): Promise<Page> {
  const page = await fixture.browser.newPage();
  onTestFinished(() => page.close());
  // Looking into the page would count as a gesture.
  const said = page.waitForEvent('console', (message) => message.text() === 'autoplay was blocked');
  await page.goto(source.url(`/page?start=${encodeURIComponent(JSON.stringify(options))}`));
  await said;
  return page;
}

const elementPage = `<!doctype html><meta charset="utf-8"><title>Element</title><link rel="icon" href="data:,">
<script type="module">
import '/sdk/lockstep-player.js';
document.querySelector('lockstep-player').addEventListener('lockstep-autoplayblocked', () => {
  console.info('autoplay was blocked');
});
</script>
<lockstep-player src="/live/lesson.flv" style="width:320px"></lockstep-player>`;

/** Runs in the page: a gesture is what the browser waits for. */
const unmuteOnClick = `document.addEventListener('click', () => {
  document.querySelector('lockstep-player').muted = false;
})`;

/** Runs in the page: from now on every drawing fails, and frames are counted as they come and go. */
const failToDraw = `window.open_ = 0;
const Original = VideoFrame;
VideoFrame = class extends Original {
  constructor(...args) { super(...args); window.open_++; window.made_ = (window.made_ ?? 0) + 1; }
  close() { window.open_--; super.close(); }
};
CanvasRenderingContext2D.prototype.drawImage = () => { throw new TypeError('no drawing'); };`;

describe('a page on which drawing fails', () => {
  it('gives every frame back to the decoder', async () => {
    const source = await fixture.lesson(clip);
    const page = await fixture.page(source);
    await page.evaluate(failToDraw);
    await startPlayer(page, { muted: true });
    await eventually(() => page.evaluate('window.made_ >= 5')).toBe(true);
    expect(await page.evaluate('window.open_')).toBe(0);
  });
});

describe('a page that may not sound before a gesture', () => {
  it('plays without sound, says so, and sounds after the gesture', async () => {
    const source = await fixture.lesson(clip);
    const page = await blocked(source);
    await playing(page);
    expect((await recordedOf(page, 'autoplayblocked')).map(({ detail }) => detail)).toEqual([
      { playing: true },
    ]);
    expect(await page.evaluate('player.muted')).toBe(true);
    await page.evaluate(
      `document.addEventListener('click', () => { player.muted = false; void player.play(); })`,
    );
    await page.click('#box');
    await eventually(() => page.evaluate('player.muted')).toBe(false);
    const shown = (await recordedOf(page, 'frame')).length;
    await framesPast(page, shown + 10);
  });

  it('is given its sound back by the property of the element, which autoplay muted without an attribute', async () => {
    const source = await fixture.lesson(clip);
    source.addPage('/element', { html: elementPage });
    const page = await fixture.browser.newPage();
    onTestFinished(() => page.close());
    const said = page.waitForEvent('console', (message) => message.text() === 'autoplay was blocked');
    await page.goto(source.url('/element'));
    await said;
    const element = page.locator('lockstep-player');
    expect(await element.evaluate((player) => Reflect.get(player, 'muted') as boolean)).toBe(true);
    await page.evaluate(unmuteOnClick);
    await element.click();
    await eventually(() => element.evaluate((player) => Reflect.get(player, 'muted') as boolean)).toBe(false);
    expect(
      await element.evaluate(
        (player) => (player as unknown as { player: { video: HTMLVideoElement } }).player.video.muted,
      ),
    ).toBe(false);
  });

  it('waits for the gesture where that is wanted, and begins at the live edge', async () => {
    const source = await fixture.lesson(clip);
    const page = await blocked(source, { whenAutoplayBlocked: 'ask' });
    const told = (await recordedOf(page, 'autoplayblocked')).map(({ detail }) => detail);
    expect(told).toEqual([{ playing: false }]);
    expect(await page.evaluate('player.video.paused')).toBe(true);
    await page.evaluate(`document.addEventListener('click', () => void player.play())`);
    const [stamped] = await showSlides(source, 4, 4);
    await page.click('#box');
    await playing(page);
    expect(await page.evaluate('player.muted')).toBe(false);
    await eventually(() => page.evaluate('player.state.slide?.index')).toBe(4);
    const frames = await recordedOf(page, 'frame');
    expect(Number(frames.at(-1)?.detail['ptsMs'])).toBeGreaterThan(stamped?.ptsMs ?? Infinity);
  });

  it('starts muted without asking anybody', async () => {
    const source = await fixture.lesson(clip);
    const page = await fixture.page(source);
    await startPlayer(page, { muted: true });
    await playing(page);
    expect(await recordedOf(page, 'autoplayblocked')).toEqual([]);
  });
});

describe('a page with a strict policy', () => {
  it('plays on the main thread where workers from a blob are forbidden', async () => {
    const source = await fixture.lesson(clip);
    const policy =
      "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; media-src blob:";
    source.addPage('/strict', emptyPage({ 'content-security-policy': policy }));
    const page = await fixture.page(source, '/strict');
    await startPlayer(page, { muted: true });
    await playing(page);
    expect(await stats(page)).toMatchObject({ thread: 'main', surface: 'canvas', transport: 'flv' });
    const stamped = await source.stamp(slide(5));
    await eventually(() => page.evaluate('player.state.slide?.index')).toBe(5);
    const [event] = await recordedOf(page, 'event');
    expect(event?.number).toBe(source.numberAt(Number(event?.detail['framePtsMs'])));
    expect(event?.detail['seq']).toBe(stamped.seq);
  });
});

describe('a page in a tab that is hidden', () => {
  it('keeps the state right meanwhile, and shows frame and state together at once when it is seen again', async () => {
    const source = await fixture.lesson(clip);
    await using chromium = await BareChromium.start();
    const tab = await chromium.open(source.url(`/page?start=${encodeURIComponent('{"muted":true}')}`));
    const seen = async () => ((await tab.evaluate('globalThis.seen ?? []')) ?? []) as Recorded[];
    const shown = async () => (await seen()).filter(({ type }) => type === 'frame').length;
    await eventually(shown).toBeGreaterThan(10);
    const other = await chromium.open('about:blank');
    await other.bringToFront();
    await eventually(() => tab.evaluate('document.visibilityState')).toBe('hidden');
    const stamped = await showSlides(source, 1, 10);
    await eventually(() => tab.evaluate('player.state.slide?.index')).toBe(10);
    const events = (await seen()).filter(({ type }) => type === 'event');
    expect(events.map(({ detail }) => detail['seq'])).toEqual(stamped.map(({ seq }) => seq));
    const before = (await seen()).length;
    await tab.bringToFront();
    await eventually(() => tab.evaluate('document.visibilityState')).toBe('visible');
    await eventually(async () => (await seen()).length).toBeGreaterThan(before + 30);
    const after = (await seen()).slice(before).filter(({ type }) => type === 'frame');
    for (const { detail, number } of after.slice(-20))
      expect(number).toBe(source.numberAt(Number(detail['ptsMs'])));
    await eventually(() => tab.evaluate('player.stats.behindLiveMs')).toBeLessThan(1_000);
  });
});

describe('destroy', () => {
  it.each([
    { name: 'in a worker', options: { muted: true } },
    { name: 'on the main thread', options: { muted: true, worker: false } },
    { name: 'over a WebSocket', options: { muted: true, worker: false, transport: 'ws-flv' } },
  ])('leaves nothing behind, $name', async ({ options }) => {
    const source = await fixture.lesson(clip);
    const page = await fixture.browser.newPage();
    await page.addInitScript(countLeftovers);
    await page.goto(source.url('/page'));
    await page.waitForFunction('globalThis.start');
    const before = await page.evaluate<Leftovers>('leftovers()');
    await startPlayer(page, options);
    await playing(page);
    expect(source.viewers).toBe(1);
    const held = await page.evaluate<Leftovers>('leftovers()');
    expect(held.children).toBe(1);
    expect(held.listeners).toBeGreaterThan(before.listeners);
    expect(held.timers).toBeGreaterThan(0);
    await page.evaluate('player.destroy(); player.destroy();');
    await eventually(() => source.viewers).toBe(0);
    await eventually(() => page.evaluate('leftovers()')).toEqual(before);
    await eventually(() => page.workers()).toEqual([]);
    const seen = (await recorded(page)).length;
    await source.stamp(slide(1));
    await eventually(() => source.stream.positionMs ?? 0).toBeGreaterThan(0);
    expect((await recorded(page)).length).toBe(seen);
    expect((await recorded(page)).at(-1)).toMatchObject({ type: 'status', detail: { status: 'destroyed' } });
    await page.close();
  });

  it('leaves nothing behind while it is still connecting', async () => {
    const source = await fixture.lesson(clip);
    const page = await fixture.browser.newPage();
    await page.addInitScript(countLeftovers);
    await page.goto(source.url('/page'));
    await page.waitForFunction('globalThis.start');
    const before = await page.evaluate<Leftovers>('leftovers()');
    await page.evaluate(
      'for (let times = 0; times < 5; times++) { start({ muted: true }); player.destroy(); }',
    );
    await eventually(() => page.evaluate('leftovers()')).toEqual(before);
    await eventually(() => page.workers()).toEqual([]);
    await eventually(() => source.viewers).toBe(0);
    await page.close();
  });
});

describe('a page that is open for long', () => {
  it('holds no more media than it was told, and forgets events it does not need', async () => {
    const source = await fixture.lesson(clip);
    const page = await fixture.page(source);
    await startPlayer(page, { muted: true, keepBehindMs: 2_000 });
    await playing(page);
    // The media of three times as long as is kept: what is held afterwards has stopped to grow.
    await eventually(async () => Number((await stats(page))['heldMs'])).toBeGreaterThan(2_000);
    const from = source.stream.positionMs ?? 0;
    await eventually(() => source.stream.positionMs ?? 0, { timeout: 20_000 }).toBeGreaterThan(from + 9_000);
    // A browser frees whole groups of pictures: up to one of a second more is held, and a second between two removals.
    expect(Number((await stats(page))['heldMs'])).toBeLessThan(2_000 + 1_000 + 1_500);
  });

  it('does not free what the frame on screen is made of, however long its group of pictures is', async () => {
    const source = await fixture.lesson(await fixture.clip({ bFrames: false, gop: 500, groups: 1 }));
    const page = await fixture.page(source);
    await startPlayer(page, { muted: true, keepBehindMs: 500 });
    await framesPast(page, 125);
    expect(await stats(page)).toMatchObject({ jumps: 0, stalls: 0 });
  });

  it('gathers no more than some seconds while nothing plays', async () => {
    const source = await fixture.lesson(clip);
    const page = await fixture.page(source);
    await startPlayer(page, { autoplay: false });
    await eventually(() => source.viewers).toBe(1);
    await eventually(() => source.viewers, { timeout: 20_000 }).toBe(0);
    expect(Number((await stats(page))['bufferMs'])).toBeLessThan(13_000);
    await source.stamp(slide(6));
    await page.evaluate('void player.play()');
    await eventually(() => page.evaluate('player.state.slide?.index')).toBe(6);
  });

  it('closes the connection in a long pause, and goes on at the live edge', async () => {
    const source = await fixture.lesson(clip);
    const page = await fixture.page(source);
    await startPlayer(page, { muted: true });
    await playing(page);
    await page.evaluate('player.pause()');
    await eventually(() => page.evaluate('player.status')).toBe('paused');
    await eventually(() => source.viewers).toBe(0);
    await source.stamp(slide(8));
    const atMs = source.stream.positionMs ?? 0;
    await page.evaluate('void player.play()');
    await eventually(() => page.evaluate('player.state.slide?.index')).toBe(8);
    await eventually(() => page.evaluate('player.ptsMs')).toBeGreaterThan(atMs);
    await eventually(() => page.evaluate('player.stats.behindLiveMs')).toBeLessThan(1_000);
  });
});
