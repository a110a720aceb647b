/**
 * How long does a frame take from its RTMP write to its pixels, with audio? The player as it ships over HTTP-FLV and over each
 * kind of segments and, in the same run, mpegts.js with its live chasing as it is delivered and tuned as far as it goes. Then: how long
 * until the first frame after a page is opened, with a random access frame every 2 s.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { BAR_BITS, readBars } from '../harness/bar-code.js';
import { frameSize, positive, readOptions, wrongUsage } from '../harness/command-line.js';
import { openBrowser, pointRows, SCREEN } from '../harness/browser.js';
import { type Goal, reportGoals } from '../harness/goals.js';
import { ScreenWatch, type Sighting } from '../harness/screen-watch.js';
import { buildSdk } from '../harness/sdk-build.js';
import { makeClip } from '../harness/source-clip.js';
import { RtmpSource } from '../harness/rtmp-source.js';
import { Stage } from '../harness/stage.js';
import { temporaryDirectory } from '../harness/temp-dir.js';
import { VirtualDisplay } from '../harness/virtual-display.js';
import { describe, percentile } from './distribution.js';
import { type FrameLatency, frameLatencies } from './frame-latency.js';

const USAGE = `Usage: npm run -s bench:latency -- [options]
  --minutes N      how long our player is measured, default 1; its peers at most one
  --openings N     how often the page is opened for the first frame, default 12
  --size WxH       size of the frame on the page, default 640x360
  --players LIST   of player,player-dash,player-ll-hls,player-hls,mpegts,mpegts-tuned; default all
Needs Debian's Chromium, Xvfb, cc and ffmpeg.`;
/** Milliseconds from the RTMP write to the pixels, and until the first frame. */
const LIMITS = { median: 180, p95: 220, firstFrame: 500, ofPeer: 0.5 };
/** What the last minute may be slower than the first, in milliseconds: less than half a frame. */
const NO_MORE_MS = 20;

/** The median by which a way may be late, in milliseconds: parts and chunks have 200 ms, segments a second. */
const SEGMENTED: Readonly<Record<string, { transport: string; limitMs: number }>> = {
  'player-dash': { transport: 'dash', limitMs: 500 },
  'player-ll-hls': { transport: 'll-hls', limitMs: 700 },
  'player-hls': { transport: 'hls', limitMs: 2500 },
};

const names: Readonly<Record<string, string>> = {
  player: 'Lockstep player',
  'player-dash': 'Lockstep player, DASH with low latency',
  'player-ll-hls': 'Lockstep player, HLS with low latency',
  'player-hls': 'Lockstep player, HLS of whole segments by hls.js',
  mpegts: 'mpegts.js, live chasing',
  'mpegts-tuned': 'mpegts.js, live chasing tuned to 0.4 s / 0.1 s',
};
const values = readOptions(USAGE, {
  minutes: '1',
  openings: '12',
  size: '640x360',
  players: Object.keys(names).join(','),
});
const { width, height } = frameSize(values.size, USAGE);
const minutes = positive('minutes', values.minutes, USAGE);
const openings = positive('openings', values.openings, USAGE);
const players = values.players.split(',');
for (const player of players) if (!(player in names)) wrongUsage(`There is no player "${player}".`, USAGE);
const seconds = minutes * 60;
/** Every player may find its distance to the live edge before it is measured. */
const SETTLING_MS = 12_000;
/** A peer's distance does not change any more after this; ours is measured for the whole time. */
const PEER_SECONDS = 60;

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
  await ScreenWatch.start(display.frameBuffer, [rows.frameAbove, rows.frameBelow], directory.path),
);
const stage = stack.use(await Stage.start((stream) => RtmpSource.open(clip, stream), sdk));

const isFrame = ({ rows: [above = 0, below = 0] }: Sighting) => {
  const bars = readBars(above, below);
  return bars !== undefined && bars < clip.frames;
};

console.log('RTMP write to pixels, 720p25 with audio, over HTTP-FLV where no other way is named');
const medians = new Map<string, number>();
const goals: Goal[] = [];
for (const mode of players) {
  const measured = await measure(mode, mode === 'player' ? seconds : Math.min(seconds, PEER_SECONDS));
  const latencies = latenciesOf(measured);
  medians.set(mode, percentile(latencies, 0.5));
  console.log(`  ${names[mode] ?? mode}: ${describe(latencies)}`);
  const segmented = SEGMENTED[mode];
  if (segmented)
    goals.push(under(`median over ${segmented.transport}`, percentile(latencies, 0.5), segmented.limitMs));
  if (mode !== 'player') continue;
  goals.push(under('median', percentile(latencies, 0.5), LIMITS.median));
  goals.push(under('95th percentile', percentile(latencies, 0.95), LIMITS.p95));
  goals.push(...reportByMinute(measured));
}
for (const mode of ['mpegts', 'mpegts-tuned']) {
  const ratio = (medians.get('player') ?? NaN) / (medians.get(mode) ?? NaN);
  if (Number.isNaN(ratio)) continue;
  console.log(`  Lockstep player / ${names[mode] ?? mode}: ${ratio.toFixed(2)}`);
  goals.push({
    text: `median, of ${names[mode] ?? mode}: at most ${LIMITS.ofPeer}`,
    measured: ratio.toFixed(2),
    holds: ratio <= LIMITS.ofPeer,
  });
}
goals.push(await reportOpenings(openings));
reportGoals(goals);

function under(text: string, measuredMs: number, limitMs: number): Goal {
  return {
    text: `${text} under ${limitMs} ms`,
    measured: `${measuredMs.toFixed(0)} ms`,
    holds: measuredMs < limitMs,
  };
}

async function measure(mode: string, forSeconds: number): Promise<FrameLatency[]> {
  await page.goto('about:blank');
  const shown = watch.first(isFrame);
  await page.goto(
    stage.pageUrl({ mode, transport: SEGMENTED[mode]?.transport ?? 'flv', bits: BAR_BITS, width, height }),
  );
  await shown;
  await delay(SETTLING_MS);
  watch.take();
  const nearFrame = stage.source.newest;
  await delay(forSeconds * 1000);
  return frameLatencies(watch.take(), stage.source, nearFrame);
}

function latenciesOf(measured: readonly FrameLatency[]): number[] {
  return measured.map(({ latencyMs }) => latencyMs);
}

/** A player that drifts away from the live edge shows it here. */
function reportByMinute(measured: readonly FrameLatency[]): Goal[] {
  const startMs = measured[0]?.shownAtMs ?? 0;
  const whole = Math.floor(minutes);
  if (whole < 2) return [];
  const parts = Array.from({ length: whole }, (_, minute) =>
    measured.filter(({ shownAtMs }) => Math.floor((shownAtMs - startMs) / 60_000) === minute),
  ).map(latenciesOf);
  parts.forEach((part, minute) => console.log(`    minute ${minute + 1}: ${describe(part)}`));
  const growth = percentile(parts.at(-1) ?? [], 0.5) - percentile(parts[0] ?? [], 0.5);
  return [
    {
      text: `median of the last minute no more than that of the first (${NO_MORE_MS} ms apart)`,
      measured: `${growth.toFixed(0)} ms`,
      holds: growth <= NO_MORE_MS,
    },
  ];
}

/** Opens the page at every place of the group of pictures. */
async function reportOpenings(count: number): Promise<Goal> {
  const times: number[] = [];
  for (let opening = 0; opening < count; opening++) {
    await page.goto('about:blank');
    await delay(700 + (opening * 2000) / count);
    const shown = watch.first(isFrame);
    const openedAtMs = performance.now();
    await page.goto(stage.pageUrl({ mode: 'player', bits: BAR_BITS, width, height }), {
      waitUntil: 'commit',
    });
    times.push((await shown).atMs - openedAtMs);
  }
  console.log(
    `First frame after opening the page, a random access frame every 2 s\n  ${describe(times).replace('frames', 'openings')}`,
  );
  return under('first frame (median)', percentile(times, 0.5), LIMITS.firstFrame);
}
