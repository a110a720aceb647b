/** What kind of refusal an error is; the one filter gives each a status. */
export type RefusalKind =
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'precondition-failed'
  | 'precondition-required'
  | 'invalid'
  | 'too-large'
  | 'unsupported'
  | 'too-many'
  | 'unavailable';

/**
 * A refusal that belongs to the subject, not to HTTP. `code` is for programs and stays the same, the message is for
 * people: what was wrong and what to do.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: RefusalKind;
  abstract readonly code: string;
  /** When the same call may succeed. */
  readonly retryAfterMs?: number;
  /** Each thing that does not fit, where there may be several. */
  readonly errors?: readonly FieldError[];
}

/** A field of a request that does not fit, `field` as a dotted path; in a script with its place, counted from 1. */
export type FieldError = {
  readonly field: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
};

/** A request that says what cannot be: each field that does not fit is named. */
export class ValidationFailed extends DomainError {
  override readonly name = 'ValidationFailed';
  readonly kind = 'invalid';
  readonly code = 'validation-failed';

  constructor(override readonly errors: readonly FieldError[]) {
    const named = errors.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`));
    super(`The request does not fit: ${named.join('; ')}`);
  }
}
