/** Shorter work needs no progress. */
const FIRST_AFTER_MS = 1000;
const EVERY_MS = 200;
const CLEAR_LINE = '\r\u001b[2K';

/** A line on stderr that says how far long work is, where a person sees it: on a terminal. */
export class Progress implements Disposable {
  readonly #isShown: boolean;
  readonly #size: number | undefined;
  readonly #name: string;
  #nextAt = performance.now() + FIRST_AFTER_MS;
  #isOnScreen = false;

  /** @param size of the input in bytes; undefined when nobody knows */
  constructor(name: string, size: number | undefined) {
    this.#name = name;
    this.#size = size;
    this.#isShown = process.stderr.isTTY;
  }

  /** @param offset how far the input is read, where that is known */
  update(offset: number | undefined, frames: number): void {
    if (!this.#isShown || performance.now() < this.#nextAt) return;
    this.#nextAt = performance.now() + EVERY_MS;
    this.#isOnScreen = true;
    const place = offset === undefined ? '' : `${this.#placeOf(offset)}, `;
    process.stderr.write(`${CLEAR_LINE}${this.#name}: ${place}${frames} frames`);
  }

  #placeOf(offset: number): string {
    return this.#size
      ? `${Math.floor((offset * 100) / this.#size)} %`
      : `${Math.floor(offset / 2 ** 20)} MiB`;
  }

  /** A line that stays, where a person sees it. */
  say(message: string): void {
    this[Symbol.dispose]();
    if (this.#isShown) process.stderr.write(`${message}\n`);
  }

  [Symbol.dispose](): void {
    if (this.#isOnScreen) process.stderr.write(CLEAR_LINE);
    this.#isOnScreen = false;
  }
}
