import { ParseError } from '@lockstep/sei';

/** Told of faults that a reader reads over. */
export type OnFault = (fault: ParseError) => void;

/**
 * Lets a reader give what it read before a fault first: the fault is thrown at once where there is nothing to give, else
 * by the next call.
 */
export class HeldFault {
  #fault: ParseError | undefined;

  /**
   * Runs `read`, which adds to `items`.
   * @throws ParseError that an earlier call held back, or that `read` throws with nothing added
   */
  collect<T>(read: (items: T[]) => void): T[] {
    if (this.#fault !== undefined) throw this.#fault;
    const items: T[] = [];
    try {
      read(items);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.#fault = error;
      if (items.length === 0) throw error;
    }
    return items;
  }
}
