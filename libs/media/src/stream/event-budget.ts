import { BodyTooLarge, BudgetExceeded } from './stamp-errors.js';

export type EventLimits = {
  /** Largest body of one message, bytes. */
  readonly bodyBytes: number;
  /** Messages a second. */
  readonly eventsPerSecond: number;
  /** Bytes of bodies a second. */
  readonly bytesPerSecond: number;
};

/** The budgets of the signalling contract, version 1. */
export const DEFAULT_EVENT_LIMITS: EventLimits = {
  bodyBytes: 64 * 1024,
  eventsPerSecond: 30,
  bytesPerSecond: 10 * 1024,
};

const SECOND_MS = 1000;

type Spending = { readonly byteLength: number; readonly eventUntil: number; readonly bytesUntil: number };

/**
 * What one channel may stamp: no window of one second holds more than the limits.
 * A single body larger than a second's bytes is taken when the window is empty, and then fills it for as long as its
 * bytes are worth.
 */
export class EventBudget {
  #spent: Spending[] = [];
  /** Time that passed while spending, ms. A clock that is set back must not close a channel for as long. */
  #timeMs = 0;
  #clockMs: number | undefined;

  constructor(private readonly limits: EventLimits = DEFAULT_EVENT_LIMITS) {}

  /**
   * Takes a message of `byteLength` bytes into account.
   * @param clockMs a clock in ms; only its steps forward count
   * @throws BodyTooLarge, BudgetExceeded; nothing is spent then
   */
  spend(byteLength: number, clockMs: number): void {
    const { bodyBytes, bytesPerSecond } = this.limits;
    if (byteLength > bodyBytes) throw new BodyTooLarge(byteLength, bodyBytes);
    this.#timeMs += Math.max(0, clockMs - (this.#clockMs ?? clockMs));
    this.#clockMs = clockMs;
    const nowMs = this.#timeMs;
    this.#spent = this.#spent.filter((s) => s.eventUntil > nowMs || s.bytesUntil > nowMs);
    this.#refuse('events', this.#eventsFreeAt(nowMs), nowMs);
    this.#refuse('bytes', this.#bytesFreeAt(byteLength, nowMs), nowMs);
    this.#spent.push({
      byteLength,
      eventUntil: nowMs + SECOND_MS,
      bytesUntil: nowMs + Math.max(SECOND_MS, (byteLength / bytesPerSecond) * SECOND_MS),
    });
  }

  #refuse(budget: 'events' | 'bytes', freeAt: number, nowMs: number): void {
    if (freeAt > nowMs) throw new BudgetExceeded(budget, Math.ceil(freeAt - nowMs));
  }

  #eventsFreeAt(nowMs: number): number {
    const ends = this.#spent.map((s) => s.eventUntil).filter((end) => end > nowMs);
    const surplus = ends.length - this.limits.eventsPerSecond;
    return surplus < 0 ? nowMs : (ends.toSorted((a, b) => a - b)[surplus] ?? nowMs);
  }

  #bytesFreeAt(byteLength: number, nowMs: number): number {
    const limit = this.limits.bytesPerSecond;
    const held = this.#spent
      .filter((s) => s.bytesUntil > nowMs)
      .toSorted((a, b) => a.bytesUntil - b.bytesUntil);
    let sum = held.reduce((total, s) => total + s.byteLength, 0) + Math.min(byteLength, limit);
    let freeAt = nowMs;
    for (const spending of held) {
      if (sum <= limit) break;
      sum -= spending.byteLength;
      freeAt = spending.bytesUntil;
    }
    return freeAt;
  }
}
