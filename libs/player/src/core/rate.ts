const RATES = { slowest: 0.5, fastest: 2 } as const;

/** A speed at which speech is understood. @throws RangeError beyond 0.5 to 2 */
export function readRate(rate: number): number {
  if (!(rate >= RATES.slowest && rate <= RATES.fastest))
    throw new RangeError(`rate is a number from ${RATES.slowest} to ${RATES.fastest}, not ${rate}`);
  return rate;
}
