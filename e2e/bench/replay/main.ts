/**
 * Is a recording as exact as the live stream, after seeks to random places? Real frames recorded over real RTMP, real Chromium, and
 * the screen itself is read: how long a seek takes until the right frame stands there with the right state, and how many of the events
 * behind it come onto the screen together with their frame.
 */
import { BAR_MODULUS, BAR_BITS, readBars } from '../harness/bar-code.js';
import { openBrowser, pointRows, SCREEN } from '../harness/browser.js';
import { frameSize, positive, readOptions } from '../harness/command-line.js';
import { reportGoals } from '../harness/goals.js';
import { ScreenWatch } from '../harness/screen-watch.js';
import { buildSdk } from '../harness/sdk-build.js';
import { makeClip } from '../harness/source-clip.js';
import { temporaryDirectory } from '../harness/temp-dir.js';
import { VirtualDisplay } from '../harness/virtual-display.js';
import { percentile } from '../latency/distribution.js';
import { replayGoals } from './goals.js';
import { serveReplay } from './replay-server.js';
import { seekAndPlay, type SeekOutcome } from './seeks.js';
import { recordTaught } from './taught-recording.js';

const USAGE = `Usage: npm run -s bench:replay -- [options]
  --seeks N      seeks to random frames, default 50
  --events N     events that are played behind each, default 4
  --recorded N   events in the recording, default 160 (about half a minute)
  --size WxH     size of the frame on the page, default 640x360
Needs Debian's Chromium, Xvfb, cc and ffmpeg.`;

const values = readOptions(USAGE, { seeks: '50', events: '4', recorded: '160', size: '640x360' });
const size = frameSize(values.size, USAGE);
const seeks = positive('seeks', values.seeks, USAGE);
const eventsBehind = positive('events', values.events, USAGE);
const recorded = Math.min(positive('recorded', values.recorded, USAGE), BAR_MODULUS - 1);
/** The golden ratio visits all of a recording, forwards and backwards. */
const GOLDEN = 0.618034;

await using stack = new AsyncDisposableStack();
const directory = stack.use(await temporaryDirectory());
const sdk = await buildSdk(directory.path);
const clip = await makeClip(
  { frameRate: 25, bFrames: true, sound: true, gop: 50, groups: 8 },
  directory.path,
);
const recording = await recordTaught(clip, recorded, directory.path);
const server = stack.use(await serveReplay(sdk, recording.bytes));
const display = stack.use(await VirtualDisplay.start(SCREEN, directory.path));
const { browser, page, origin } = await openBrowser(display);
stack.defer(() => browser.close());
const { pageAbove, frameAbove, frameBelow, pageBelow } = pointRows(origin, size);
const watch = stack.use(
  await ScreenWatch.start(
    display.frameBuffer,
    [pageAbove, frameAbove, frameBelow, pageBelow],
    directory.path,
  ),
);
const opened = watch.first(({ rows: [, above = 0, below = 0] }) => readBars(above, below) !== undefined);
const parameters = { mode: 'replay', url: '/recording.mp4', bits: BAR_BITS, ...size };
await page.goto(
  `${server.url}?${new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)])).toString()}`,
);
await opened;

const firstFrame = recording.events[0]?.frame ?? 0;
const lastFrame = recording.events.at(-1 - eventsBehind)?.frame ?? firstFrame;
const outcomes: SeekOutcome[] = [];
for (let seek = 1; seek <= seeks; seek++) {
  const frame = firstFrame + Math.floor(((seek * GOLDEN) % 1) * (lastFrame - firstFrame));
  outcomes.push(await seekAndPlay({ page, watch, recording }, frame, eventsBehind));
}
const times = outcomes.flatMap(({ seekMs }) => seekMs ?? []);
const at = (share: number) => percentile(times, share).toFixed(0);
console.log(
  `${seeks} seeks: median ${at(0.5)} ms, p95 ${at(0.95)} ms, slowest ${at(1)} ms until frame and state are on the screen`,
);
reportGoals(replayGoals(outcomes));
