/** One thing read from a file, and when it is due on the file's clock. */
export type Timed = { readonly dtsMs: number; readonly byteLength: number };

export type ReadAheadLimits = {
  /** How far the reader may be ahead of what was taken, ms. */
  readonly maxMs: number;
  readonly maxBytes: number;
};

/** 2 s bridge the start of the next ffmpeg at the end of a run; 32 MiB are 2 s at 128 Mbit/s. */
export const DEFAULT_READ_AHEAD: ReadAheadLimits = { maxMs: 2_000, maxBytes: 32 * 1024 * 1024 };

/** A bounded queue between who reads and who plays: `push` waits while it is full, `take` while it is empty. */
export class ReadAhead<T extends Timed> {
  readonly #items: T[] = [];
  #bytes = 0;
  #ended = false;
  #failure: { readonly error: unknown } | undefined;
  #wake: (() => void)[] = [];

  constructor(private readonly limits: ReadAheadLimits = DEFAULT_READ_AHEAD) {}

  async push(item: T): Promise<void> {
    while (this.#isFull() && !this.#ended) await this.#change();
    if (this.#ended) return;
    this.#items.push(item);
    this.#bytes += item.byteLength;
    this.#changed();
  }

  /** Nothing follows; with an error, `take` throws it when the queue is empty. */
  end(failure?: { readonly error: unknown }): void {
    this.#ended = true;
    this.#failure ??= failure;
    this.#changed();
  }

  /** Nothing follows, and nothing that waits is wanted. */
  abandon(): void {
    this.#items.length = 0;
    this.end();
  }

  /** @returns undefined at the end; @throws what `end` was given */
  async take(): Promise<T | undefined> {
    while (this.#items.length === 0 && !this.#ended) await this.#change();
    const item = this.#items.shift();
    if (item === undefined && this.#failure !== undefined) throw this.#failure.error;
    this.#bytes -= item?.byteLength ?? 0;
    this.#changed();
    return item;
  }

  #isFull(): boolean {
    const first = this.#items[0];
    const last = this.#items.at(-1);
    if (first === undefined || last === undefined) return false;
    return last.dtsMs - first.dtsMs >= this.limits.maxMs || this.#bytes >= this.limits.maxBytes;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  #changed(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
