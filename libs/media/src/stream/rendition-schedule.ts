import { type Decision, type EventSchedule, NOTHING_DUE, type ScheduledUnit } from './event-schedule.js';
import { PresentationGrid } from './presentation-grid.js';

/** A rendition that is this far behind is not coming any more, ms. */
const KEPT_MS = 60_000;

type Decided = Decision & { readonly ptsMs: number };

/**
 * What another rendition of a stream carries: the events of the first one, each on the frame of the same presentation time,
 * or, where this rendition has none, on the first one after it. It decides nothing by itself. Its access units come after
 * those of the first rendition, which they are made of, on the same timeline.
 *
 * Its random access frames should be those of the first rendition, as HLS and DASH demand: at any other one a message in
 * fragments may be cut in two, and a viewer who starts there has it from the next snapshot on.
 */
export class RenditionSchedule implements Disposable {
  #grid = new PresentationGrid();
  #decided: Decided[] = [];
  /** Of the latest decision that was carried. */
  #snapshot: readonly Uint8Array[] = [];
  #lastCarrierPtsMs = -Infinity;
  readonly #leave: () => void;

  constructor(source: EventSchedule) {
    this.#leave = source.follow((unit, decision) => this.#note(unit, decision));
  }

  /** Mean time between frames of this rendition, milliseconds. */
  get frameIntervalMs(): number {
    return this.#grid.intervalMs;
  }

  /** Called with every access unit of this rendition. */
  decide(unit: ScheduledUnit): Decision {
    this.#grid.observe(unit.dtsMs, unit.ptsMs);
    const events: Uint8Array[] = [];
    for (let head = this.#decided[0]; head !== undefined; head = this.#decided[0]) {
      if (!this.#isDue(head, unit)) break;
      this.#decided.shift();
      if (head.events.length > 0) this.#lastCarrierPtsMs = unit.ptsMs;
      events.push(...head.events);
      this.#snapshot = head.snapshot;
    }
    if (unit.isRandomAccess) {
      this.#lastCarrierPtsMs = Math.max(this.#lastCarrierPtsMs, unit.ptsMs);
      return { events, snapshot: this.#snapshot };
    }
    return events.length === 0 ? NOTHING_DUE : { events, snapshot: NOTHING_DUE.snapshot };
  }

  restartRhythm(frameRate?: number): void {
    this.#grid = new PresentationGrid(frameRate);
  }

  [Symbol.dispose](): void {
    this.#leave();
    this.#decided = [];
  }

  #isDue({ ptsMs, events }: Decided, unit: ScheduledUnit): boolean {
    if (events.length > 0 && unit.ptsMs <= this.#lastCarrierPtsMs) return false;
    return unit.ptsMs === ptsMs || this.#grid.isFirstAtOrAfter(ptsMs, unit.dtsMs, unit.ptsMs);
  }

  #note({ ptsMs }: ScheduledUnit, decision: Decision): void {
    this.#decided.push({ ...decision, ptsMs });
    const oldestMs = ptsMs - KEPT_MS;
    while ((this.#decided[0]?.ptsMs ?? oldestMs) < oldestMs) this.#decided.shift();
  }
}
