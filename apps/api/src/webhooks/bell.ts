/** Ends a wait early. A ring while nobody waits is kept for the next wait. */
export class Bell {
  #isRung = false;
  #waiting: (() => void) | undefined;

  ring(): void {
    this.#isRung = true;
    this.#waiting?.();
  }

  /** @returns whether it was rung since it was taken last */
  take(): boolean {
    const wasRung = this.#isRung;
    this.#isRung = false;
    return wasRung;
  }

  /** Resolves after `ms` milliseconds, when it is rung, or when `signal` is aborted. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (this.take() || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#waiting = end;
      signal.addEventListener('abort', end, { once: true });
    });
    this.#waiting = undefined;
    this.take();
  }
}
