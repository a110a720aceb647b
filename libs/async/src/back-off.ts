export type BackOffOptions = {
  /** Longest wait after the first failure, in milliseconds; doubled after each further one. */
  readonly firstMs: number;
  /** Upper limit of a wait, in milliseconds. */
  readonly maxMs: number;
  /** 0 to 1; default `Math.random`. */
  readonly random?: () => number;
};

/**
 * How long to wait after the given number of consecutive failures: a random part of a wait that doubles, so that a class
 * that lost its server does not return in one instant.
 *
 * @param failures consecutive failures so far, from 1
 * @returns milliseconds
 */
export function backOffMs(
  failures: number,
  { firstMs, maxMs, random = Math.random }: BackOffOptions,
): number {
  const doubled = Math.min(maxMs, firstMs * 2 ** (Math.max(1, failures) - 1));
  return doubled * random();
}
