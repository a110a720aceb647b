/**
 * npm run bench:sync -- [--events 300] [--only TEXT] [--size 640x360]
 *
 * Does the page change in the displayed picture that carries the event? Real pictures over real RTMP, real Chromium, and
 * the screen itself is read. Prints for each condition how many of the events came onto the screen together with their picture.
 */
import { parseArgs } from 'node:util';
import { openBrowser, pointRows, SCREEN } from '../harness/browser.js';
import { ScreenWatch } from '../harness/screen-watch.js';
import { buildSdk } from '../harness/sdk-build.js';
import { makeClip } from '../harness/source-clip.js';
import { temporaryDirectory } from '../harness/temp-dir.js';
import { VirtualDisplay } from '../harness/virtual-display.js';
import { conditions } from './conditions.js';
import { measure, type Measurement } from './measure.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '300' },
    only: { type: 'string', default: '' },
    size: { type: 'string', default: '640x360' },
    verbose: { type: 'boolean', default: false },
  },
});
const [width = 640, height = 360] = values.size.split('x').map(Number);
const size = { width, height };

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
    [rows.pageAbove, rows.pictureAbove, rows.pictureBelow, rows.pageBelow],
    directory.path,
  ),
);

for (const condition of conditions.filter(({ name }) => name.includes(values.only))) {
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
    events: Number(values.events),
  });
  report(condition.name, measurement);
}

function report(name: string, { agreement, display: seen, numbers }: Measurement): void {
  const { events, samePicture, missing, offsets } = agreement;
  const share = ((100 * samePicture) / events).toFixed(1);
  const histogram = [...offsets]
    .sort(([a], [b]) => a - b)
    .map(([offset, count]) => `${offset > 0 ? '+' : ''}${offset}: ${count}`)
    .join(', ');
  console.log(
    `${name}\n  same picture ${samePicture} of ${events} (${share} %)   picture numbers off: {${histogram}}`,
  );
  if (missing > 0) console.log(`  never shown: ${missing}`);
  if (values.verbose) {
    console.log(
      `  displayed pictures ${seen.pictures.length}, half drawn ${seen.torn} (longest ${seen.longestTornMs.toFixed(1)} ms)`,
    );
    console.log(`  ${JSON.stringify(numbers)}`);
  }
}
