/** Runs tasks one at a time, in the order in which they were added. A task that fails does not stop the next one. */
export class Serial {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `task` after all tasks added before it. Settles as the task does. */
  run<T>(task: () => T | PromiseLike<T>): Promise<T> {
    const outcome = this.#last.then(task);
    this.#last = outcome.catch(() => undefined); // the caller of run() is told
    return outcome;
  }

  /** Resolves when every task added so far has settled. Never rejects. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
