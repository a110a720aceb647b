/**
 * Why bytes could not be read. The list is closed, so that a caller can decide by reason:
 * - `truncated`: the input ends before the value does
 * - `bad-signature`: the format's own first bytes, version or start code are missing
 * - `bad-value`: a field holds a value the standard forbids
 * - `bad-length`: a size field contradicts the bytes it counts
 * - `too-large`: larger than the limit named in limits.ts (or its like in another library)
 * - `too-deep`: nested deeper than the limit
 * - `unsupported`: allowed by the standard, not read by us
 * - `missing-parameter-set`: refers to a parameter set that was not seen
 * - `crc-mismatch`: the checksum contradicts the bytes
 */
export type ParseErrorReason =
  | 'truncated'
  | 'bad-signature'
  | 'bad-value'
  | 'bad-length'
  | 'too-large'
  | 'too-deep'
  | 'unsupported'
  | 'missing-parameter-set'
  | 'crc-mismatch';

/** The only error that reading bytes throws: what is wrong with them, and where. */
export class ParseError extends Error {
  override readonly name = 'ParseError';
  readonly reason: ParseErrorReason;
  /** Byte offset in the input of the function that threw. */
  readonly offset: number;
  /** What was found there, for people. */
  readonly detail: string | undefined;

  constructor(reason: ParseErrorReason, offset: number, detail?: string) {
    super(`${reason} at byte ${offset}${detail === undefined ? '' : `: ${detail}`}`);
    this.reason = reason;
    this.offset = offset;
    this.detail = detail;
  }
}
