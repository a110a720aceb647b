export type BackOffOptions = {
  /** Wait before the second attempt, in milliseconds; the first comes at once. */
  readonly firstMs: number;
  /** Longest wait in milliseconds. */
  readonly maxMs: number;
  /** 0 to 1; default `Math.random`. */
  readonly random?: () => number;
};

/**
 * Waits that double up to a limit. Each is shortened by up to half at random, so that a class that lost its
 * server does not come back in one instant.
 */
export class BackOff {
  readonly #options: BackOffOptions;
  #failures = 0;

  constructor(options: BackOffOptions) {
    this.#options = options;
  }

  /** Milliseconds to wait before the next attempt. */
  next(): number {
    const { firstMs, maxMs, random = Math.random } = this.#options;
    const doubled = this.#failures === 0 ? 0 : Math.min(maxMs, firstMs * 2 ** (this.#failures - 1));
    this.#failures++;
    return doubled * (1 - random() / 2);
  }

  /** An attempt brought pictures. */
  reset(): void {
    this.#failures = 0;
  }
}
