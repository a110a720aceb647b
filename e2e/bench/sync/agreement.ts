import type { DisplayedFrame } from '../harness/displayed-frames.js';
import type { StampedEvent } from '../harness/stage.js';

export type Agreement = {
  readonly events: number;
  /** Events whose frame (or the first one after it) and whose change of the page came onto the screen together. */
  readonly sameFrame: number;
  /** How many frame numbers too early (negative) or too late the page changed; 0 is right. */
  readonly offsets: ReadonlyMap<number, number>;
  /** Events that never showed. */
  readonly missing: number;
};

/** Compares what stood on the screen with where the events had been put. */
export function agreementOf(frames: readonly DisplayedFrame[], stamped: readonly StampedEvent[]): Agreement {
  const offsets = new Map<number, number>();
  let sameFrame = 0;
  let missing = 0;
  for (const { event, frame } of stamped) {
    const frameAt = frames.findIndex((displayed) => displayed.frame >= frame);
    const pageAt = frames.findIndex((displayed) => displayed.event >= event);
    const videoFrame = frames[frameAt];
    const page = frames[pageAt];
    if (videoFrame === undefined || page === undefined) {
      missing++;
      continue;
    }
    if (frameAt === pageAt) sameFrame++;
    // A frame that was skipped on screen is no fault of the event's: it came with the next one there was.
    const offset = pageAt < frameAt ? page.frame - frame : page.frame - videoFrame.frame;
    offsets.set(offset, (offsets.get(offset) ?? 0) + 1);
  }
  return { events: stamped.length, sameFrame, offsets, missing };
}
