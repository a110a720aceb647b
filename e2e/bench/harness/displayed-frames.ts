import { BAR_MODULUS, readBars, Unwrapper } from './bar-code.js';
import type { Sighting } from './screen-watch.js';

/** What stood on the screen from `atMs` until the next one: number of the frame, number of the last event. */
export type DisplayedFrame = { readonly atMs: number; readonly frame: number; readonly event: number };

export type Display = {
  readonly videoFrames: readonly DisplayedFrame[];
  /** Sightings of a screen that was being drawn, and the longest time that one stood, in milliseconds. */
  readonly torn: number;
  readonly longestTornMs: number;
};

/** Shorter than this, a state between two others is one that was being drawn; a screen refresh takes 16.7 ms. */
const DRAWING_MS = 4;

/**
 * Makes displayed frames of sightings with the rows page above, frame above, frame below, page below. A screen
 * is drawn from the top to the bottom, so a half drawn one contradicts itself in one of the two codes: it is left out.
 */
export function displayedFrames(
  sightings: readonly Sighting[],
  start: { readonly clipFrames: number; readonly nearFrame: number },
): Display {
  const frames = new Unwrapper(start.clipFrames, start.nearFrame);
  const events = new Unwrapper(BAR_MODULUS, 0);
  const videoFrames: DisplayedFrame[] = [];
  let torn = 0;
  let longestTornMs = 0;
  sightings.forEach(({ atMs, rows }, index) => {
    const [pageAbove = 0, frameAbove = 0, frameBelow = 0, pageBelow = 0] = rows;
    const frame = readBars(frameAbove, frameBelow);
    const event = readBars(pageAbove, pageBelow);
    const lastedMs = (sightings[index + 1]?.atMs ?? Infinity) - atMs;
    if (frame === undefined || event === undefined) {
      torn++;
      if (Number.isFinite(lastedMs)) longestTornMs = Math.max(longestTornMs, lastedMs);
      return;
    }
    const displayed = { atMs, frame: frames.next(frame), event: events.next(event) };
    const last = videoFrames.at(-1);
    if (last?.frame === displayed.frame && last.event === displayed.event) return;
    if (lastedMs < DRAWING_MS) torn++;
    else videoFrames.push(displayed);
  });
  return { videoFrames, torn, longestTornMs };
}
