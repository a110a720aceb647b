import { Semaphore } from '@lockstep/async';
import { OneAtATime } from './speech-errors.js';

/** Runs one task for each person at a time, and a limited number in all; the others wait in turn. */
export class OneEach {
  readonly #inside = new Set<string>();
  readonly #semaphore: Semaphore;

  constructor(atOnce: number) {
    this.#semaphore = new Semaphore(atOnce);
  }

  /** @throws OneAtATime for somebody who is inside or waits */
  async pass<T>(who: string, act: () => Promise<T>): Promise<T> {
    if (this.#inside.has(who)) throw new OneAtATime();
    this.#inside.add(who);
    try {
      return await this.#semaphore.run(act);
    } finally {
      this.#inside.delete(who);
    }
  }
}
