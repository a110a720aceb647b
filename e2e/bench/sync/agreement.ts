import type { DisplayedPicture } from '../harness/displayed-pictures.js';
import type { StampedEvent } from '../harness/stage.js';

export type Agreement = {
  readonly events: number;
  /** Events whose picture (or the first one after it) and whose change of the page came onto the screen together. */
  readonly samePicture: number;
  /** How many picture numbers too early (negative) or too late the page changed; 0 is right. */
  readonly offsets: ReadonlyMap<number, number>;
  /** Events that never showed. */
  readonly missing: number;
};

/** Compares what stood on the screen with where the events had been put. */
export function agreementOf(
  pictures: readonly DisplayedPicture[],
  stamped: readonly StampedEvent[],
): Agreement {
  const offsets = new Map<number, number>();
  let samePicture = 0;
  let missing = 0;
  for (const { event, frame } of stamped) {
    const pictureAt = pictures.findIndex((displayed) => displayed.frame >= frame);
    const pageAt = pictures.findIndex((displayed) => displayed.event >= event);
    const picture = pictures[pictureAt];
    const page = pictures[pageAt];
    if (picture === undefined || page === undefined) {
      missing++;
      continue;
    }
    if (pictureAt === pageAt) samePicture++;
    // A picture that was skipped on screen is no fault of the event's: it came with the next one there was.
    const offset = pageAt < pictureAt ? page.frame - frame : page.frame - picture.frame;
    offsets.set(offset, (offsets.get(offset) ?? 0) + 1);
  }
  return { events: stamped.length, samePicture, offsets, missing };
}
