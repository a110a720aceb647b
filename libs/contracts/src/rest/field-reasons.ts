/**
 * Why a field of a request does not fit: each `code` in the `errors` of a {@link Problem}, with the names of the values that
 * its `params` carry, for pages that say it in another language.
 */
export const fieldReasonParams = {
  missing: [],
  empty: [],
  'unknown-field': [],
  'wrong-type': ['expected'],
  'wrong-form': [],
  'unknown-value': ['known'],
  'too-short': ['least'],
  'too-long': ['most'],
  'too-small': ['least'],
  'too-big': ['most'],
  'too-few': ['least'],
  'too-many': ['most'],
  'too-deep': ['most'],
  'no-text': [],
  'no-such-slide': ['count'],
  'no-such-question': ['id'],
  'no-such-student': [],
  'foreign-cursor': [],
  'bad-file': ['file'],
  'common-password': [],
  'password-like-name': [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type FieldReasonCode = keyof typeof fieldReasonParams;

/** The values of a reason of this kind. */
export type FieldParamsOf<Code extends FieldReasonCode> = Readonly<
  Record<(typeof fieldReasonParams)[Code][number], string | number>
>;

/** A reason with all its values. */
export type FieldReason = {
  [Code in FieldReasonCode]: (typeof fieldReasonParams)[Code] extends readonly []
    ? { readonly code: Code }
    : { readonly code: Code; readonly params: FieldParamsOf<Code> };
}[FieldReasonCode];

export const isFieldReasonCode = (code: string): code is FieldReasonCode =>
  Object.hasOwn(fieldReasonParams, code);
