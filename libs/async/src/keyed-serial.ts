import { Serial } from './serial.js';

/** Runs tasks of the same key one at a time, in order; tasks of different keys do not wait for each other. */
export class KeyedSerial<Key> {
  readonly #serials = new Map<Key, { readonly serial: Serial; tasks: number }>();

  /** Keys with tasks that have not settled. */
  get size(): number {
    return this.#serials.size;
  }

  /** Runs `task` after all tasks of this key that were added before it. Settles as the task does. */
  async run<T>(key: Key, task: () => T | PromiseLike<T>): Promise<T> {
    const entry = this.#serials.get(key) ?? { serial: new Serial(), tasks: 0 };
    this.#serials.set(key, entry);
    entry.tasks++;
    try {
      return await entry.serial.run(task);
    } finally {
      if (--entry.tasks === 0) this.#serials.delete(key);
    }
  }
}
