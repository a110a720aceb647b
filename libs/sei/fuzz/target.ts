/**
 * One reader of hostile bytes. A library offers its own as `export const targets: FuzzTarget[]` in `fuzz/targets.ts`, where
 * the fuzzer finds them.
 */
export type FuzzTarget = {
  readonly name: string;
  /** Valid inputs to mutate: recordings and conformance vectors. */
  readonly seeds: readonly Uint8Array[];
  /**
   * Reads the bytes. It may return or throw ParseError; anything else it throws is a find, so what must hold beyond that is
   * asserted by throwing Error. What it returns is kept until its size was measured.
   */
  run(bytes: Uint8Array): unknown;
};

/** Throws what the fuzzer takes for a find. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`broken promise: ${message}`);
}
