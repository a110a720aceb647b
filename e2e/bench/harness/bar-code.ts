/**
 * A number as a row of boxes, white for 1 and black for 0, the least significant first. Each code is shown twice, above
 * as it is and below with every bit turned round: a frame of which only a part has been drawn contradicts itself.
 */
export const BAR_BITS = 12;
/** Numbers are shown modulo this. */
export const BAR_MODULUS = 1 << BAR_BITS;

/** The number that a row and its inverted twin say; undefined when they contradict each other. */
export function readBars(above: number, below: number): number | undefined {
  return (above ^ below) === BAR_MODULUS - 1 ? above : undefined;
}

/** Follows a counter that is seen modulo `modulus`; a step of less than half the modulus in either direction is understood. */
export class Unwrapper {
  readonly #modulus: number;
  #last: number;

  /** `near`: a whole count near the first one that will be seen. */
  constructor(modulus: number, near: number) {
    this.#modulus = modulus;
    this.#last = near;
  }

  next(value: number): number {
    this.#last = value + Math.round((this.#last - value) / this.#modulus) * this.#modulus;
    return this.#last;
  }
}
