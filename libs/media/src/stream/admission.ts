declare const admitted: unique symbol;

/** A place in the budget, for one message that is written elsewhere (a ledger) before it is stamped. It serves once. */
export type Admission = { readonly [admitted]: true };

/** Places in the budget that were paid for and not used yet. */
export class Admissions {
  readonly #byteLengths = new WeakMap<Admission, number>();

  issue(byteLength: number): Admission {
    const admission = Object.freeze({}) as Admission;
    this.#byteLengths.set(admission, byteLength);
    return admission;
  }

  /** @returns whether it was good for a body of this size; it is good for nothing afterwards */
  redeem(admission: Admission | undefined, byteLength: number): boolean {
    if (admission === undefined) return false;
    const paidFor = this.#byteLengths.get(admission) ?? -1;
    this.#byteLengths.delete(admission);
    return byteLength <= paidFor;
  }
}
