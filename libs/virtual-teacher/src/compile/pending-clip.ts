import { type Cell, type CellSource, GrowingClip } from '@lockstep/media';
import { HOUSE_HEADERS } from '../clip/house-format.js';

/** A clip of which nobody knows yet whether it lies in the store or has to be made. */
export class PendingClip implements CellSource {
  readonly headers = HOUSE_HEADERS;
  readonly #listeners = new Set<() => void>();
  #source: CellSource | undefined;
  #failed: { readonly error: unknown } | undefined;

  get readyCells(): number {
    return this.#source?.readyCells ?? 0;
  }

  get isComplete(): boolean {
    return this.#source?.isComplete ?? this.#failed !== undefined;
  }

  get failure(): unknown {
    return this.#source === undefined ? this.#failed?.error : this.#source.failure;
  }

  cell(index: number): Cell | undefined {
    return this.#source?.cell(index);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** From now on it is this clip. */
  become(source: CellSource): void {
    this.#source = source;
    source.onChange?.(() => this.#changed());
    this.#changed();
  }

  /** No more comes. */
  fail(error: unknown): void {
    if (this.#source instanceof GrowingClip) this.#source.fail(error);
    else if (this.#source === undefined) {
      this.#failed = { error };
      this.#changed();
    }
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
