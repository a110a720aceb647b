import type { Unit } from './units.js';

/** A number as somebody wrote it. */
export type WrittenNumber = {
  /** In the unit that was written; a share for percentages. */
  readonly value: number;
  /** The other reading of an ambiguous separator: `2.500` may be two and a half, or two thousand five hundred. */
  readonly orElse: number | undefined;
  readonly unit: Unit | undefined;
  /** Every unit of an amount in several: `h` and `min` of `1 h 30 min`. */
  readonly units: readonly string[];
  /** The word behind the number, where it is no unit that is known. */
  readonly counted: string | undefined;
  /** Without spaces, small letters: `2/8`. Not reduced, so that mistakes can be told apart. */
  readonly form: string;
  readonly index: number;
  readonly end: number;
};
