import { IfMatchMissing } from '../lesson-errors.js';
import { ValidationFailed } from '../../errors/domain-error.js';

/** RFC 9110, 8.8.3. */
export const etagOf = (revision: number): string => `"${String(revision)}"`;

/**
 * The revision that a client changes; `any` for `*`.
 * @throws IfMatchMissing, {@link ValidationFailed}.
 */
export function revisionOf(ifMatch: string | undefined): number | 'any' {
  if (ifMatch === undefined || ifMatch.trim() === '') throw new IfMatchMissing();
  if (ifMatch.trim() === '*') return 'any';
  // a proxy that compresses answers makes the tag weak on its way
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch.trim());
  if (match?.[1] === undefined)
    throw new ValidationFailed([{ code: 'wrong-form', field: 'If-Match', message: 'is not a valid ETag' }]);
  return Number(match[1]);
}
