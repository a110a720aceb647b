/** Calls to be made in the check phase of this turn of the event loop, all by one immediate. */
export class CheckPhase {
  #calls: (() => void)[] = [];

  /** In the order in which they are added; what is added meanwhile comes in the next turn. */
  add(call: () => void): void {
    if (this.#calls.length === 0) setImmediate(this.#callAll);
    this.#calls.push(call);
  }

  readonly #callAll = (): void => {
    const calls = this.#calls;
    this.#calls = [];
    for (const call of calls) {
      try {
        call();
      } catch (error) {
        // as an immediate of its own would have thrown it
        setImmediate(() => {
          throw error;
        });
      }
    }
  };
}
