import { OneAtATime } from './speech-errors.js';

/** Lets each person through once at a time, and only so many at once; who comes then waits his turn. */
export class Turnstile {
  readonly #inside = new Set<string>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(private readonly atOnce: number) {}

  /** Throws {@link OneAtATime} for somebody who is inside or waits. */
  async pass<T>(who: string, act: () => Promise<T>): Promise<T> {
    if (this.#inside.has(who)) throw new OneAtATime();
    this.#inside.add(who);
    try {
      if (this.#running >= this.atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      this.#running++;
      try {
        return await act();
      } finally {
        this.#running--;
        this.#waiting.shift()?.();
      }
    } finally {
      this.#inside.delete(who);
    }
  }
}
