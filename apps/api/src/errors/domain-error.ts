import type { FieldReason, ProblemCode } from '@lockstep/contracts';

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
  | 'timeout'
  | 'unsupported'
  | 'too-many'
  | 'unavailable'
  | 'no-room';

/**
 * A refusal that belongs to the subject, not to HTTP. `code` is for programs and stays the same, the message is for
 * people: what was wrong and what to do.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: RefusalKind;
  abstract readonly code: ProblemCode;
  /** The values of the message, named in `problemParams`. */
  readonly params: Readonly<Record<string, string | number>> | undefined;
  /** When the same call may succeed. */
  readonly retryAfterMs?: number;
  /** Each thing that does not fit, where there may be several. */
  readonly errors?: readonly ToldError[];

  constructor(message: string, { params, ...options }: DomainErrorOptions = {}) {
    super(message, options);
    this.params = params;
  }
}

type DomainErrorOptions = ErrorOptions & { readonly params?: Readonly<Record<string, string | number>> };

/** One of several things that do not fit; `code` and `params` say it to pages, whatever the kind of code. */
export type ToldError = {
  readonly field: string;
  readonly message: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly line?: number;
  readonly column?: number;
};

/** A field of a request that does not fit, `field` as a dotted path; in a script with its place, counted from 1. */
export type FieldError = FieldReason & {
  readonly field: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
};

/** This many errors are reported; a caller that makes more has one mistake, not many. */
export const MAX_TOLD = 20;
const MAX_FIELD_CHARACTERS = 120;
const MAX_MESSAGE_CHARACTERS = 300;

/** A request that does not fit: the first fields that do not are named, the others counted. */
export class ValidationFailed extends DomainError {
  override readonly name = 'ValidationFailed';
  readonly kind = 'invalid';
  readonly code = 'validation-failed';
  override readonly errors: readonly FieldError[];

  /** @param count how many there are, where not all of them are given */
  constructor(errors: readonly FieldError[], count: number = errors.length) {
    const told = errors.slice(0, MAX_TOLD).map(shortened);
    const named = told.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`));
    const more = count > told.length ? `; and ${String(count - told.length)} more` : '';
    const fields = told.map(({ field }) => field).filter((field) => field !== '');
    super(`The request does not fit: ${named.join('; ')}${more}`, { params: { fields: fields.join(', ') } });
    this.errors = told;
  }
}

/** The sender wrote the names of the fields, and may have written long ones. */
const shortened = (error: FieldError): FieldError => ({
  ...error,
  field: clipped(error.field, MAX_FIELD_CHARACTERS),
  message: clipped(error.message, MAX_MESSAGE_CHARACTERS),
});

const clipped = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
