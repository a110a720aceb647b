import { type Browser, chromium, type Page } from 'playwright-core';
import { BAR_BITS } from '../../bench/harness/bar-code.js';
import { STRIP_SHARE } from '../../bench/harness/source-clip.js';
import type { LessonSource, WebPage } from './lesson-source.js';

/** What every Chromium of the tests is started with. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** `gesture`: sound needs a gesture of the user, as in the browsers of most people. */
export function launchChromium(autoplay: 'free' | 'gesture' = 'free'): Promise<Browser> {
  const policy = autoplay === 'free' ? 'no-user-gesture-required' : 'document-user-activation-required';
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [...FLAGS, `--autoplay-policy=${policy}`],
  });
}

/** What the recorder in the page has seen, in order. */
export type Recorded = {
  readonly type:
    | 'event'
    | 'statechange'
    | 'frame'
    | 'status'
    | 'transport'
    | 'gap'
    | 'error'
    | 'autoplayblocked'
    | 'upcoming';
  readonly detail: Record<string, unknown>;
  /** Number in the bar code of the frame on the surface in that moment; null if it cannot be read. */
  readonly number: number | null;
  /** Slide of the player's state in that moment. */
  readonly slide: number | null;
};

/** A page with an empty box, the SDK as `lockstep` and a recorder. */
export const emptyPage = (headers?: WebPage['headers']): WebPage => ({
  ...(headers && { headers }),
  html: `<!doctype html><meta charset="utf-8"><title>Player</title><link rel="icon" href="data:,">
<div id="box" style="width:320px;height:180px"></div>
<script type="module">${script}</script>`,
});

const script = `
import * as lockstep from '/sdk/lockstep-player.js';

/** Reads the bar codes of the frame on a canvas; null when they contradict each other. */
function numberOn(canvas) {
  if (!(canvas instanceof HTMLCanvasElement) || canvas.width < ${BAR_BITS}) return null;
  const context = canvas.getContext('2d');
  const strip = Math.round(canvas.height * ${STRIP_SHARE / 2});
  const row = (y) => {
    const { data } = context.getImageData(0, y, canvas.width, 1);
    let bits = 0;
    for (let bit = 0; bit < ${BAR_BITS}; bit++) {
      if (data[4 * Math.floor(((bit + 0.5) * canvas.width) / ${BAR_BITS}) + 1] > 127) bits |= 1 << bit;
    }
    return bits;
  };
  const above = row(strip);
  return (above ^ row(canvas.height - 1 - strip)) === ${(1 << BAR_BITS) - 1} ? above : null;
}

function record(player, types = ['event', 'statechange', 'frame', 'status', 'transport', 'gap', 'error', 'autoplayblocked', 'upcoming']) {
  const seen = [];
  for (const type of types) {
    player.on(type, ({ cause, ...detail }) =>
      seen.push({ type, detail, number: numberOn(player.surface), slide: player.state.slide?.index ?? null }));
  }
  return seen;
}

Object.assign(globalThis, { lockstep, numberOn, record });
globalThis.start = (options = {}) => {
  globalThis.player = lockstep.createPlayer(document.getElementById('box'), { url: '/live/lesson.flv', ...options });
  globalThis.seen = record(globalThis.player);
};
// For pages that have to start without a script from outside, which would count as a gesture of the user.
const options = new URLSearchParams(location.search).get('start');
if (options !== null) {
  start(JSON.parse(options));
  player.on('autoplayblocked', () => console.info('autoplay was blocked'));
}
`;

/** Opens a page with the SDK loaded; `start(options)` in it makes the player. */
export async function openPage(
  browser: Pick<Browser, 'newPage'>,
  source: LessonSource,
  path = '/page',
): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(source.url(path));
  await page.waitForFunction('globalThis.start');
  return page;
}

export const recorded = (page: Page): Promise<Recorded[]> => page.evaluate<Recorded[]>('globalThis.seen');

export async function recordedOf(page: Page, type: Recorded['type']): Promise<Recorded[]> {
  return (await recorded(page)).filter((entry) => entry.type === type);
}

/** Calls `start` in the page with these options. */
export const startPlayer = (page: Page, options: Record<string, unknown> = {}): Promise<unknown> =>
  page.evaluate(`globalThis.start(${JSON.stringify(options)})`);

export const stats = (page: Page): Promise<Record<string, unknown>> =>
  page.evaluate<Record<string, unknown>>('globalThis.player.stats');
