/**
 * Does the page change in the displayed frame that carries the event? Real frames over real RTMP, real Chromium, and
 * the screen itself is read. Prints for each condition how many of the events came onto the screen together with their frame.
 */
import { frameSize, positive, readOptions, wrongUsage } from '../harness/command-line.js';
import { openBrowser, pointRows, SCREEN } from '../harness/browser.js';
import { type Goal, reportGoals } from '../harness/goals.js';
import { ScreenWatch } from '../harness/screen-watch.js';
import { buildSdk } from '../harness/sdk-build.js';
import { makeClip } from '../harness/source-clip.js';
import { temporaryDirectory } from '../harness/temp-dir.js';
import { VirtualDisplay } from '../harness/virtual-display.js';
import { type Condition, conditions } from './conditions.js';
import { measure, type Measurement } from './measure.js';

const USAGE = `Usage: npm run -s bench:sync -- [options]
  --events N       events in each condition, default 300 (about a minute)
  --only TEXT      only conditions whose name has this in it, e.g. "WS-FLV"
  --size WxH       size of the frame on the page, default 640x360
  --verbose yes    what the screen and the player say as well
Needs Debian's Chromium, Xvfb, cc and ffmpeg.`;
/** Share of events that come onto the screen together with their frame. */
const SAME_FRAME = 0.995;

const values = readOptions(USAGE, { events: '300', only: '', size: '640x360', verbose: 'no' });
const size = frameSize(values.size, USAGE);
const wantedEvents = positive('events', values.events, USAGE);
const chosen = conditions.filter(({ name }) => name.includes(values.only));
if (chosen.length === 0) wrongUsage(`No condition has "${values.only}" in its name.`, USAGE);
const goals: Goal[] = [];

await using stack = new AsyncDisposableStack();
const directory = stack.use(await temporaryDirectory());
const sdk = await buildSdk(directory.path);
const display = stack.use(await VirtualDisplay.start(SCREEN, directory.path));
const { browser, page, origin } = await openBrowser(display);
stack.defer(() => browser.close());
const rows = pointRows(origin, size);
const watch = stack.use(
  await ScreenWatch.start(
    display.frameBuffer,
    [rows.pageAbove, rows.frameAbove, rows.frameBelow, rows.pageBelow],
    directory.path,
  ),
);

for (const condition of chosen) {
  const { frameRate, bFrames } = condition;
  const clip = await makeClip(
    { frameRate, bFrames, sound: true, gop: 2 * frameRate, groups: 8 },
    directory.path,
  );
  const measurement = await measure(condition, clip, {
    page,
    watch,
    sdk,
    size,
    events: wantedEvents,
  });
  report(condition.name, measurement);
  if (condition.mode === 'player') goals.push(...goalsOf(condition, measurement));
}
reportGoals(goals);

function report(name: string, { agreement, display: seen, numbers }: Measurement): void {
  const { events, sameFrame, missing, offsets } = agreement;
  const share = ((100 * sameFrame) / events).toFixed(1);
  const histogram = [...offsets]
    .sort(([a], [b]) => a - b)
    .map(([offset, count]) => `${offset > 0 ? '+' : ''}${offset}: ${count}`)
    .join(', ');
  console.log(
    `${name}\n  same frame ${sameFrame} of ${events} (${share} %)   frame numbers off: {${histogram}}`,
  );
  if (missing > 0) console.log(`  never shown: ${missing}`);
  if (values.verbose !== 'no') {
    console.log(
      `  displayed frames ${seen.videoFrames.length}, half drawn ${seen.torn} (longest ${seen.longestTornMs.toFixed(1)} ms)`,
    );
    console.log(`  ${JSON.stringify(numbers)}`);
  }
}

/** A main thread that stands still skips frames; there it is asked only that no number is off. */
function goalsOf({ name, blockMs }: Condition, { agreement }: Measurement): Goal[] {
  const { events, sameFrame, offsets, missing } = agreement;
  const off = [...offsets].reduce((sum, [offset, count]) => sum + (offset === 0 ? 0 : count), missing);
  const numbers = { text: `${name}: no frame number off`, measured: `${off} off`, holds: off === 0 };
  if (blockMs !== undefined) return [numbers];
  const share = sameFrame / events;
  const text = `${name}: same frame in at least ${SAME_FRAME * 100} %`;
  return [numbers, { text, measured: `${(share * 100).toFixed(1)} %`, holds: share >= SAME_FRAME }];
}
