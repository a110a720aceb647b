/** Work that comes behind what others still have to do, in its order. */
export class Turn {
  #held: (() => void)[] | undefined;

  /** @param before what has to be over first; none of them rejects */
  constructor(before: readonly Promise<void>[]) {
    if (before.length === 0) return;
    this.#held = [];
    void Promise.all(before).then(() => {
      const due = this.#held ?? [];
      this.#held = undefined;
      for (const work of due) work();
    });
  }

  take(work: () => void): void {
    if (this.#held) this.#held.push(work);
    else work();
  }
}
