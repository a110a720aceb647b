import type { ReadScript } from './script-reader.js';

/** Drafts that authors are at, and some that are looked at. */
const KEPT = 50;

/** What was read of drafts, by lesson and revisions of text and files: what is known is not read again. */
export class Readings {
  readonly #known = new Map<string, Promise<ReadScript>>();

  /** Of callers at the same time one reads; a reading that failed is forgotten. */
  of(lessonId: string, draftKey: string, read: () => Promise<ReadScript>): Promise<ReadScript> {
    const key = `${lessonId} ${draftKey}`;
    const reading = this.#known.get(key) ?? read();
    this.#known.delete(key); // the order of the map is the order of use
    this.#known.set(key, reading);
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEPT && oldest !== undefined) this.#known.delete(oldest);
    reading.catch(() => {
      if (this.#known.get(key) === reading) this.#known.delete(key);
    });
    return reading;
  }
}
