import type { ParseError } from '@lockstep/sei';
import { describeParseError } from '../errors.js';

/** Faults of one kind that are told one by one. */
const TOLD_ONE_BY_ONE = 3;

/**
 * Tells people of faults that were read over: the first ones of each kind with their place, of the rest the number. A file
 * with a wrong field in every tag has thousands of them.
 */
export class FaultReport {
  readonly #warn: (message: string) => void;
  readonly #counts = new Map<string, number>();

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  readonly add = (fault: ParseError): void => {
    const kind = `${fault.detail?.replace(/\d+/g, 'N') ?? ''} (${fault.reason})`;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    if (count <= TOLD_ONE_BY_ONE) this.#warn(describeParseError(fault));
  };

  /** At the end of the input: how many were not told. */
  end(): void {
    for (const [kind, count] of this.#counts) {
      if (count > TOLD_ONE_BY_ONE) this.#warn(`${count - TOLD_ONE_BY_ONE} more times: ${kind}`);
    }
  }
}
