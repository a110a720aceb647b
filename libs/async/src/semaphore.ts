/** Lets at most `places` tasks run at a time; the others wait in the order in which they came. */
export class Semaphore {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  /** @throws RangeError unless `places` is a whole number above 0 */
  constructor(places: number) {
    if (!Number.isInteger(places) || places < 1)
      throw new RangeError(`${places} places: at least 1 is needed.`);
    this.#free = places;
  }

  /** Tasks that wait for a place. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Runs `task` as soon as a place is free. Settles as the task does. */
  async run<T>(task: () => T | PromiseLike<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift(); // the place passes to it directly, so nobody can overtake
      if (next) next();
      else this.#free++;
    }
  }
}
