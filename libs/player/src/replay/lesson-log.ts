import { type AnyLessonEvent, initialLessonState, type LessonState, visibleAt } from '@lockstep/contracts';
import { applyEntry, type LogEntry } from '../core/state-log.js';

/** An event of a recording and the frame that carries it. */
export type ReplayEvent = {
  readonly seq: number;
  /** Stream time of its frame, ms. */
  readonly ptsMs: number;
  readonly event: AnyLessonEvent;
};

/** The truth at a frame, where events before it are not in the recording. */
export type ReplaySnapshot = { readonly seq: number; readonly ptsMs: number; readonly state: LessonState };

type Step = { readonly ptsMs: number; readonly after: LessonState };

/** All that happens in a recording. The state of a frame is a function of its time alone, whichever frame was shown before. */
export class LessonLog {
  /** In the order of their frames. */
  readonly events: readonly ReplayEvent[];
  readonly #steps: readonly Step[];
  readonly #start: LessonState;

  constructor(
    events: readonly ReplayEvent[],
    snapshots: readonly ReplaySnapshot[] = [],
    start: LessonState = initialLessonState,
  ) {
    this.events = [...events].sort(byFrame);
    this.#start = start;
    const steps: Step[] = [];
    let state = start;
    const entries = [...this.events, ...snapshots].sort(
      // the snapshot of a frame contains the frame's events
      (a, b) => byFrame(a, b) || Number('state' in a) - Number('state' in b),
    );
    for (const entry of entries) {
      state = applyEntry(state, { ...entry, content: contentOf(entry) });
      steps.push({ ptsMs: entry.ptsMs, after: state });
    }
    this.#steps = steps;
  }

  /** What is on the page at a frame. */
  stateAt(ptsMs: number): LessonState {
    const last = countUpTo(this.#steps, ptsMs) - 1;
    return visibleAt(this.#steps[last]?.after ?? this.#start, ptsMs);
  }

  /** Events of the frames after the first time up to the second one. */
  between(afterMs: number, upToMs: number): readonly ReplayEvent[] {
    return this.events.slice(countUpTo(this.events, afterMs), countUpTo(this.events, upToMs));
  }

  /** The first event behind the frame. */
  next(ptsMs: number, wanted: (event: AnyLessonEvent) => boolean): ReplayEvent | undefined {
    return this.events.slice(countUpTo(this.events, ptsMs)).find(({ event }) => wanted(event));
  }

  /** The last event before the frame. */
  previous(ptsMs: number, wanted: (event: AnyLessonEvent) => boolean): ReplayEvent | undefined {
    const before = this.events.slice(0, countUpTo(this.events, ptsMs));
    return before.findLast((one) => one.ptsMs < ptsMs && wanted(one.event));
  }
}

const byFrame = (a: { ptsMs: number; seq: number }, b: { ptsMs: number; seq: number }): number =>
  a.ptsMs - b.ptsMs || a.seq - b.seq;

const contentOf = (entry: ReplayEvent | ReplaySnapshot): LogEntry['content'] =>
  'state' in entry ? { kind: 'snapshot', state: entry.state } : { kind: 'event', event: entry.event };

/** How many of the sorted entries are at or before the time. */
function countUpTo(entries: readonly { readonly ptsMs: number }[], ptsMs: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.ptsMs ?? Infinity) <= ptsMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
