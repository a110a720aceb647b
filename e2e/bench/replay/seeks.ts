import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { readBars } from '../harness/bar-code.js';
import { displayedFrames } from '../harness/displayed-frames.js';
import type { ScreenWatch, Sighting } from '../harness/screen-watch.js';
import { type Agreement, agreementOf } from '../sync/agreement.js';
import type { TaughtRecording } from './taught-recording.js';

export type SeekOutcome = {
  /** From the call to the right frame with the right state on the screen, ms; undefined: they did not come. */
  readonly seekMs: number | undefined;
  /** Of the events that were played behind it. */
  readonly agreement: Agreement;
};

/** A frame that is not on the screen by then is taken as missing, ms. */
const PATIENCE_MS = 5000;
/** Frames that are played behind the last event. */
const FRAMES_BEHIND = 8;
/** A seek aims at the inside of a frame, ms. */
const INSIDE_MS = 10;

/** Seeks to a frame, and plays the next events. @param count how many */
export async function seekAndPlay(
  { page, watch, recording }: { page: Page; watch: ScreenWatch; recording: TaughtRecording },
  frame: number,
  count: number,
): Promise<SeekOutcome> {
  const { clip, events, ptsMsOf } = recording;
  const state = events.filter((event) => event.frame <= frame).at(-1)?.event ?? 0;
  const isThere = ({ rows: [pageAbove = 0, frameAbove = 0, frameBelow = 0, pageBelow = 0] }: Sighting) =>
    readBars(frameAbove, frameBelow) === frame % clip.frames && readBars(pageAbove, pageBelow) === state;
  const shown = watch.first(isThere);
  const fromMs = performance.now();
  await page.evaluate(`player.seek(${ptsMsOf(frame) + INSIDE_MS})`);
  const sighting = await Promise.race([shown, delay(PATIENCE_MS, undefined, { ref: false })]);
  watch.take();
  const played = events.filter((event) => event.frame > frame).slice(0, count);
  const endMs = ptsMsOf((played.at(-1)?.frame ?? frame) + FRAMES_BEHIND);
  await page.evaluate(`player.play()`);
  await page.waitForFunction(`player.ptsMs >= ${endMs} || player.status === 'ended'`);
  await page.evaluate(`player.pause()`);
  const { videoFrames } = displayedFrames(watch.take(), { clipFrames: clip.frames, nearFrame: frame });
  return { seekMs: sighting && sighting.atMs - fromMs, agreement: agreementOf(videoFrames, played) };
}
