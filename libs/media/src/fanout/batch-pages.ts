import { SharedPages } from './socket/shared-pages.js';
import { warnOf } from '../stream/listeners.js';
import type { WireKind } from './wire.js';

/** From here on references to pages cost less than a copy for each viewer, bytes. */
const LEAST_BYTES = 20 * 1024;

/** The pages of the batch that a broadcast is sending now, one set for each form that its viewers need. */
export class BatchPages implements Disposable {
  readonly #pages = new Map<WireKind, SharedPages>();
  #isDisposed = false;

  /** @returns `bytes` in pages; undefined where pages do not pay or are not available */
  filled(kind: WireKind, bytes: Buffer): SharedPages | undefined {
    if (bytes.length < LEAST_BYTES || this.#isDisposed) return undefined;
    const pages = this.#pages.get(kind) ?? SharedPages.create();
    if (!pages) return undefined;
    this.#pages.set(kind, pages);
    try {
      pages.fill(bytes);
      return pages;
    } catch (error) {
      this[Symbol.dispose](); // no memory for a second copy: from now on the first one is sent
      warnOf(error);
      return undefined;
    }
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    for (const pages of this.#pages.values()) pages[Symbol.dispose]();
    this.#pages.clear();
  }
}
