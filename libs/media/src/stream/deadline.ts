/** Calls once when nothing was heard for a while. Hearing something costs no timer. */
export class Deadline implements Disposable {
  #heardAt = performance.now();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly afterMs: number,
    private readonly onPassed: () => void,
  ) {
    this.#arm(afterMs);
  }

  /** The time begins anew. */
  extend(): void {
    this.#heardAt = performance.now();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #arm(ms: number): void {
    this.#timer = setTimeout(() => {
      const leftMs = this.afterMs - (performance.now() - this.#heardAt);
      if (leftMs >= 1) this.#arm(leftMs);
      else this.onPassed();
    }, ms);
    this.#timer.unref();
  }
}
