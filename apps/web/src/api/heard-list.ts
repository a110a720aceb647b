/**
 * A list that is read over HTTP and kept up to date by a socket. What the socket told while a reading was under way is
 * newer than what the reading answers, and wins.
 */
export class HeardList<T> {
  readonly #idOf: (entry: T) => string;
  /** What was heard during each reading that is under way. */
  readonly #readings = new Set<Map<string, T>>();

  constructor(idOf: (entry: T) => string) {
    this.#idOf = idOf;
  }

  async read(load: () => Promise<readonly T[]>): Promise<readonly T[]> {
    const heard = new Map<string, T>();
    this.#readings.add(heard);
    try {
      return this.#merged(await load(), [...heard.values()]);
    } finally {
      this.#readings.delete(heard);
    }
  }

  /** Gives the list with `entry` in place of what has the same id. */
  hear(entry: T): (held: readonly T[] | undefined) => readonly T[] {
    for (const heard of this.#readings) heard.set(this.#idOf(entry), entry);
    return (held = []) => this.#merged(held, [entry]);
  }

  #merged(entries: readonly T[], newer: readonly T[]): readonly T[] {
    const byId = [...entries, ...newer].map((entry) => [this.#idOf(entry), entry] as const);
    return [...new Map(byId).values()];
  }
}
