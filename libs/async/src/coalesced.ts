import { sleep } from './sleep.js';

export type CoalescedOptions = {
  /** How long a run waits for further requests before it begins, in milliseconds; default 0: the next microtask. */
  readonly gatherMs?: number;
};

/**
 * Runs one task on request, at most once at a time. Requests that arrive while a run waits or is in progress share the
 * next run, so a thousand requests cost as little as two.
 */
export class Coalesced<T = void> {
  readonly #task: () => T | PromiseLike<T>;
  readonly #gatherMs: number;
  #running: Promise<unknown> = Promise.resolve();
  #next: Promise<T> | undefined;

  constructor(task: () => T | PromiseLike<T>, { gatherMs = 0 }: CoalescedOptions = {}) {
    this.#task = task;
    this.#gatherMs = gatherMs;
  }

  /** Settles as the first run that begins after this call does. */
  request(): Promise<T> {
    this.#next ??= this.#begin(this.#running);
    return this.#next;
  }

  /** Resolves when nothing runs and no request waits. Never rejects. */
  async settled(): Promise<void> {
    let newest: Promise<unknown>;
    do {
      newest = this.#running;
      await newest;
    } while (newest !== this.#running);
  }

  #begin(previous: Promise<unknown>): Promise<T> {
    const run = (async () => {
      await previous;
      if (this.#gatherMs > 0) await sleep(this.#gatherMs);
      this.#next = undefined; // a request from here on needs another run: this one may have read its input
      return await this.#task();
    })();
    this.#running = run.catch(() => undefined); // the callers get the error
    return run;
  }
}
