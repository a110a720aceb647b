import type { VideoFrame } from '../video/video-frame.js';
import type { EventRequest } from './event-line.js';

/** A request for a presentation time, and the earliest frame so far that is shown at or after it. */
type Search = { readonly request: EventRequest; readonly ptsMs: number; best: Entry };

type Entry = { readonly videoFrame: VideoFrame; readonly requests: EventRequest[]; searches: number };

/** A frame whose events are all known. */
export type ScheduledFrame = { readonly videoFrame: VideoFrame; readonly requests: readonly EventRequest[] };

/**
 * Frames held back to see whether a later one is shown earlier. Reordering takes 16 frames at most (32 fields); beyond
 * that the time stamps are wrong, and memory is not for them.
 */
const MOST_HELD = 64;

/**
 * Finds the frame of each event while the frames go by in decode order: the one with its index, or the first in
 * presentation order at or after its time.
 */
export class EventSchedule {
  readonly #byFrame = new Map<number, EventRequest[]>();
  /** Not begun, latest time first. */
  readonly #later: { request: EventRequest; ptsMs: number }[] = [];
  #searches: Search[] = [];
  readonly #held: Entry[] = [];

  constructor(requests: readonly EventRequest[]) {
    for (const request of requests) {
      const { at } = request;
      if ('ptsMs' in at) this.#later.push({ request, ptsMs: at.ptsMs });
      else this.#byFrame.set(at.frame, [...(this.#byFrame.get(at.frame) ?? []), request]);
    }
    this.#later.sort((a, b) => b.ptsMs - a.ptsMs || b.request.line - a.request.line);
  }

  /** Takes the next frame in decode order; returns those whose events are all known, in the same order. */
  push(videoFrame: VideoFrame): ScheduledFrame[] {
    const entry: Entry = { videoFrame, requests: this.#byFrame.get(videoFrame.frame) ?? [], searches: 0 };
    this.#byFrame.delete(videoFrame.frame);
    this.#held.push(entry);
    for (const search of this.#searches) {
      if (search.ptsMs <= videoFrame.ptsMs && videoFrame.ptsMs < search.best.videoFrame.ptsMs) {
        search.best.searches--;
        search.best = entry;
        entry.searches++;
      }
    }
    this.#begin(entry);
    // What comes now is shown after what is decoded now, so not before this.
    this.#settle((best) => best.videoFrame.ptsMs <= videoFrame.dtsMs);
    return this.#release();
  }

  /** The rest, at the end of the stream. */
  end(): ScheduledFrame[] {
    this.#settle(() => true);
    return this.#release();
  }

  /** Requests for which no frame has come. */
  get unmatched(): EventRequest[] {
    const requests = [...[...this.#byFrame.values()].flat(), ...this.#later.map(({ request }) => request)];
    return requests.sort((a, b) => a.line - b.line);
  }

  #begin(entry: Entry): void {
    for (
      let next = this.#later.at(-1);
      next && next.ptsMs <= entry.videoFrame.ptsMs;
      next = this.#later.at(-1)
    ) {
      this.#later.pop();
      this.#searches.push({ ...next, best: entry });
      entry.searches++;
    }
  }

  #settle(isSure: (best: Entry) => boolean): void {
    this.#searches = this.#searches.filter(({ request, best }) => {
      if (!isSure(best)) return true;
      best.requests.push(request);
      best.searches--;
      return false;
    });
  }

  #release(): ScheduledFrame[] {
    if (this.#held.length > MOST_HELD) {
      const [first] = this.#held;
      this.#settle((best) => best === first);
    }
    const waiting = this.#held.findIndex(({ searches }) => searches > 0);
    const released = this.#held.splice(0, waiting < 0 ? this.#held.length : waiting);
    return released.map(({ videoFrame, requests }) => ({
      videoFrame,
      requests: [...requests].sort((a, b) => a.line - b.line),
    }));
  }
}
