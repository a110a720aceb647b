import { type AnyLessonEvent, type LessonState, reduce } from '@lockstep/contracts';
import { sameValue } from './same-value.js';

export type Content =
  | { readonly kind: 'event'; readonly event: AnyLessonEvent }
  | { readonly kind: 'snapshot'; readonly state: LessonState };

export type LogEntry = {
  readonly mediaMs: number;
  readonly ptsMs: number;
  readonly seq: number;
  readonly wallClockMs: number;
  readonly repeat: boolean;
  readonly recovered: boolean;
  readonly content: Content;
};

type Slot = { readonly entry: LogEntry; after: LessonState; reached: boolean };

/**
 * Events and snapshots in the order of their frames, with the state after each: so any frame's state is
 * found again when playback goes backwards, and what lies between two frames is known when it goes forward.
 */
export class StateLog {
  /** State before the first slot. */
  #floor: LessonState;
  #slots: Slot[] = [];
  /** Slots before this index are at or before the frame on screen. */
  #cursor = 0;
  /** First slot whose `after` is not computed. */
  #known = 0;

  constructor(initial: LessonState) {
    this.#floor = initial;
  }

  get size(): number {
    return this.#slots.length;
  }

  /** Adds an entry behind the others of the same frame with a smaller or equal seq. */
  insert(entry: LogEntry): void {
    const slot = { entry, after: this.#floor, reached: false };
    const behind = this.#slots.findLastIndex(({ entry: other }) => !isBefore(entry, other));
    const index = behind + 1;
    this.#slots.splice(index, 0, slot);
    this.#known = Math.min(this.#known, index);
    if (index < this.#cursor) this.#cursor++;
  }

  /** The state of the frame at `mediaMs`, and the entries that are reached for the first time, in order. */
  moveTo(mediaMs: number): { state: LessonState; reached: LogEntry[] } {
    while ((this.#slots[this.#cursor]?.entry.mediaMs ?? Infinity) <= mediaMs) this.#cursor++;
    while ((this.#slots[this.#cursor - 1]?.entry.mediaMs ?? -Infinity) > mediaMs) this.#cursor--;
    this.#computeTo(this.#cursor);
    const reached: LogEntry[] = [];
    // Nearly always the newest slots alone are new; a recovered event may lie further back.
    for (const slot of this.#slots.slice(0, this.#cursor)) {
      if (slot.reached) continue;
      slot.reached = true;
      reached.push(slot.entry);
    }
    return { state: this.#stateBefore(this.#cursor), reached };
  }

  /** Forgets entries before `mediaMs` that were reached; the state after them is kept. */
  prune(mediaMs: number): void {
    const kept = this.#slots.findIndex(({ entry, reached }) => entry.mediaMs >= mediaMs || !reached);
    const count = Math.min(this.#cursor, kept < 0 ? this.#slots.length : kept);
    if (count === 0) return;
    this.#computeTo(count);
    this.#floor = this.#stateBefore(count);
    this.#slots = this.#slots.slice(count);
    this.#cursor -= count;
    this.#known -= count;
  }

  #stateBefore(index: number): LessonState {
    return this.#slots[index - 1]?.after ?? this.#floor;
  }

  #computeTo(end: number): void {
    for (; this.#known < end; this.#known++) {
      const slot = this.#slots[this.#known];
      if (slot !== undefined) slot.after = applyEntry(this.#stateBefore(this.#known), slot.entry);
    }
  }
}

/** The state after an entry. A snapshot that says what is known leaves the same object, so that nobody draws the same thing again. */
export function applyEntry(
  state: LessonState,
  { content, seq, ptsMs }: Pick<LogEntry, 'content' | 'seq' | 'ptsMs'>,
): LessonState {
  if (content.kind === 'event') return reduce(state, content.event, { seq, ptsMs });
  return sameValue(state, content.state) ? state : content.state;
}

const isBefore = (a: LogEntry, b: LogEntry): boolean =>
  a.mediaMs < b.mediaMs || (a.mediaMs === b.mediaMs && a.seq < b.seq);
