import type { HttpObject } from '../http-objects/http-object.js';

/** Objects made of a packaging's frames, the ones asked for last: each is made once for all who ask at the live edge. */
export class ObjectCache {
  /** Oldest use first: a Map keeps the order of insertion. */
  readonly #objects = new Map<string, HttpObject>();
  #bytes = 0;

  constructor(private readonly mostBytes = 4 * 1024 * 1024) {}

  get bytes(): number {
    return this.#bytes;
  }

  of(key: string, make: () => HttpObject): HttpObject {
    const known = this.#objects.get(key);
    const object = known ?? make();
    this.#objects.delete(key);
    this.#objects.set(key, object);
    if (!known) this.#grow(object);
    return object;
  }

  #grow(object: HttpObject): void {
    this.#bytes += object.body.length;
    for (const [key, { body }] of this.#objects) {
      if (this.#bytes <= this.mostBytes || this.#objects.size === 1) break;
      this.#objects.delete(key);
      this.#bytes -= body.length;
    }
  }
}
