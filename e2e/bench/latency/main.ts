/**
 * npm run bench:latency -- [--minutes 1] [--openings 12] [--size 640x360] [--players a,b]
 *
 * How long does a picture take from its RTMP write to its pixels, over HTTP-FLV with sound? The player as it ships and, in
 * the same run, mpegts.js with its live chasing as it is delivered and tuned as far as it goes. Then: how long
 * until the first picture after a page is opened, with a keyframe every 2 s.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { BAR_BITS, readBars } from '../harness/bar-code.js';
import { openBrowser, pointRows, SCREEN } from '../harness/browser.js';
import { ScreenWatch, type Sighting } from '../harness/screen-watch.js';
import { buildSdk } from '../harness/sdk-build.js';
import { makeClip } from '../harness/source-clip.js';
import { Stage } from '../harness/stage.js';
import { temporaryDirectory } from '../harness/temp-dir.js';
import { VirtualDisplay } from '../harness/virtual-display.js';
import { describe, percentile } from './distribution.js';
import { type PictureLatency, pictureLatencies } from './picture-latency.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    openings: { type: 'string', default: '12' },
    size: { type: 'string', default: '640x360' },
    players: { type: 'string', default: 'player,mpegts,mpegts-tuned' },
  },
});
const [width = 640, height = 360] = values.size.split('x').map(Number);
const seconds = Number(values.minutes) * 60;
/** Every player may find its distance to the live edge before it is measured. */
const SETTLING_MS = 12_000;
/** A peer's distance does not change any more after this; ours is measured for the whole time. */
const PEER_SECONDS = 60;
const names: Readonly<Record<string, string>> = {
  player: 'Lockstep player',
  mpegts: 'mpegts.js, live chasing',
  'mpegts-tuned': 'mpegts.js, live chasing tuned to 0.4 s / 0.1 s',
};

await using stack = new AsyncDisposableStack();
const directory = stack.use(await temporaryDirectory());
const sdk = await buildSdk(directory.path);
const clip = await makeClip(
  { frameRate: 25, bFrames: false, sound: true, gop: 50, groups: 8 },
  directory.path,
);
const display = stack.use(await VirtualDisplay.start(SCREEN, directory.path));
const { browser, page, origin } = await openBrowser(display);
stack.defer(() => browser.close());
const rows = pointRows(origin, { width, height });
const watch = stack.use(
  await ScreenWatch.start(display.frameBuffer, [rows.pictureAbove, rows.pictureBelow], directory.path),
);
const stage = stack.use(await Stage.start(clip, sdk));

const isPicture = ({ rows: [above = 0, below = 0] }: Sighting) => {
  const bars = readBars(above, below);
  return bars !== undefined && bars < clip.frames;
};

console.log('RTMP write to pixels, 720p25 over HTTP-FLV with sound');
const medians = new Map<string, number>();
for (const mode of values.players.split(',')) {
  const measured = await measure(mode, mode === 'player' ? seconds : Math.min(seconds, PEER_SECONDS));
  medians.set(mode, percentile(latenciesOf(measured), 0.5));
  console.log(`  ${names[mode] ?? mode}: ${describe(latenciesOf(measured))}`);
  if (mode === 'player') reportByMinute(measured);
}
for (const mode of ['mpegts', 'mpegts-tuned']) {
  const ratio = (medians.get('player') ?? NaN) / (medians.get(mode) ?? NaN);
  if (!Number.isNaN(ratio)) console.log(`  Lockstep player / ${names[mode] ?? mode}: ${ratio.toFixed(2)}`);
}
await reportOpenings(Number(values.openings));

async function measure(mode: string, forSeconds: number): Promise<PictureLatency[]> {
  await page.goto('about:blank');
  const shown = watch.first(isPicture);
  await page.goto(stage.pageUrl({ mode, transport: 'http', bits: BAR_BITS, width, height }));
  await shown;
  await delay(SETTLING_MS);
  watch.take();
  const nearFrame = stage.publication.newest;
  await delay(forSeconds * 1000);
  return pictureLatencies(watch.take(), stage, nearFrame);
}

function latenciesOf(measured: readonly PictureLatency[]): number[] {
  return measured.map(({ latencyMs }) => latencyMs);
}

/** A player that drifts away from the live edge shows it here. */
function reportByMinute(measured: readonly PictureLatency[]): void {
  const startMs = measured[0]?.shownAtMs ?? 0;
  for (let minute = 0; minute < Number(values.minutes) && Number(values.minutes) > 1; minute++) {
    const part = measured.filter(({ shownAtMs }) => Math.floor((shownAtMs - startMs) / 60_000) === minute);
    console.log(`    minute ${minute + 1}: ${describe(latenciesOf(part))}`);
  }
}

/** Opens the page at every place of the group of pictures. */
async function reportOpenings(count: number): Promise<void> {
  const times: number[] = [];
  for (let opening = 0; opening < count; opening++) {
    await page.goto('about:blank');
    await delay(700 + (opening * 2000) / count);
    const shown = watch.first(isPicture);
    const openedAtMs = performance.now();
    await page.goto(stage.pageUrl({ mode: 'player', bits: BAR_BITS, width, height }), {
      waitUntil: 'commit',
    });
    times.push((await shown).atMs - openedAtMs);
  }
  console.log(
    `First picture after opening the page, a keyframe every 2 s\n  ${describe(times).replace('pictures', 'openings')}`,
  );
}
