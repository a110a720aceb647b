import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { LiveStream } from '@lockstep/media';
import type { Page } from 'playwright-core';
import { BAR_BITS, readBars } from '../harness/bar-code.js';
import { type Display, displayedFrames } from '../harness/displayed-frames.js';
import type { ScreenWatch } from '../harness/screen-watch.js';
import { RtmpSource } from '../harness/rtmp-source.js';
import type { Clip } from '../harness/source-clip.js';
import { type Source, Stage, type StampedEvent } from '../harness/stage.js';
import { TaughtSource } from '../harness/taught-source.js';
import { type Agreement, agreementOf } from './agreement.js';
import type { Condition } from './conditions.js';

export type MeasureContext = {
  readonly page: Page;
  readonly watch: ScreenWatch;
  readonly sdk: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly events: number;
};

export type Measurement = {
  readonly agreement: Agreement;
  readonly display: Display;
  /** The player's own numbers at the end, for people. */
  readonly numbers: unknown;
};

/** Events come with every distance to the frames: not in step with them. */
const SHORTEST_PAUSE_MS = 110;
const PAUSE_STEP_MS = 37;
const PAUSE_STEPS = 5;
/** How long the last event may take to the screen. */
const TAIL_MS = 1_500;

export async function measure(
  condition: Condition,
  clip: Clip,
  context: MeasureContext,
): Promise<Measurement> {
  const { page, watch, sdk, size, events } = context;
  await using stack = new AsyncDisposableStack();
  const stage = stack.use(await Stage.start<Source>(sourceOf(condition, clip), sdk));
  const shown = watch.first(({ rows: [, above = 0, below = 0] }) => readBars(above, below) !== undefined);
  const parameters = {
    mode: condition.mode,
    transport: condition.transport,
    bits: BAR_BITS,
    ...size,
    ...(condition.blockMs !== undefined && { block: condition.blockMs }),
  };
  await page.goto(stage.pageUrl(parameters, condition.cutEvery !== undefined));
  await shown;
  for (let busy = 0; busy < (condition.busyProcesses ?? 0); busy++) stack.use(busyProcess());
  // Playback settles at its distance to the live edge before anything is counted.
  await delay(2_000);
  watch.take();
  const nearFrame = stage.source.newest;
  const stamped: StampedEvent[] = [];
  for (let event = 1; event <= events; event++) {
    if (condition.cutEvery !== undefined && event % condition.cutEvery === 0) stage.cut();
    stamped.push(await stage.stamp(event));
    await delay(SHORTEST_PAUSE_MS + (event % PAUSE_STEPS) * PAUSE_STEP_MS);
  }
  await delay(TAIL_MS);
  const display = displayedFrames(watch.take(), { clipFrames: clip.frames, nearFrame });
  const numbers: unknown = await page.evaluate('globalThis.numbers?.()');
  await page.goto('about:blank');
  return { agreement: agreementOf(display.videoFrames, stamped), display, numbers };
}

const sourceOf =
  ({ taught }: Condition, clip: Clip) =>
  (stream: LiveStream): Source | Promise<Source> =>
    taught ? TaughtSource.open(clip, stream) : RtmpSource.open(clip, stream);

function busyProcess(): AsyncDisposable {
  const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  return {
    async [Symbol.asyncDispose]() {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
}
