type Waiter = { readonly isMet: () => boolean; readonly tell: (isMet: boolean) => void };

/** More wait than may. */
export class TooManyWaiting extends Error {
  override readonly name = 'TooManyWaiting';
}

/** Requests that wait for a part, bounded in number and time. */
export class Waiters {
  readonly #waiting = new Set<Waiter>();

  constructor(private readonly most: number) {}

  get count(): number {
    return this.#waiting.size;
  }

  /**
   * @param isMet asked at once and after each change
   * @param signal given up when it is aborted
   * @returns whether it was met within the time; false when it was given up
   * @throws TooManyWaiting
   */
  async until(isMet: () => boolean, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    if (isMet()) return true;
    if (signal.aborted) return false;
    if (this.#waiting.size >= this.most) throw new TooManyWaiting('Too many requests wait for this stream.');
    let waiter: Waiter | undefined;
    let timer: NodeJS.Timeout | undefined;
    let giveUp = (): void => undefined;
    try {
      return await new Promise<boolean>((tell) => {
        giveUp = () => tell(false);
        waiter = { isMet, tell };
        this.#waiting.add(waiter);
        timer = setTimeout(giveUp, timeoutMs);
        signal.addEventListener('abort', giveUp);
      });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      if (waiter) this.#waiting.delete(waiter);
    }
  }

  /** Something changed. */
  look(): void {
    for (const waiter of this.#waiting) if (waiter.isMet()) this.#tell(waiter, true);
  }

  giveUp(): void {
    for (const waiter of this.#waiting) this.#tell(waiter, false);
  }

  #tell(waiter: Waiter, isMet: boolean): void {
    this.#waiting.delete(waiter);
    waiter.tell(isMet);
  }
}
