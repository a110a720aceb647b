import type { Texts } from '../i18n/texts.js';
import { RefusedError, UnreachableError } from './http.js';

/** One sentence for people about what went wrong. */
export function explain(error: unknown, texts: Texts): string {
  if (error instanceof UnreachableError) return texts.common.unreachable;
  if (error instanceof RefusedError) {
    const fields = error.problem.errors?.map(({ field, message }) =>
      field ? `${field}: ${message}` : message,
    );
    return fields && fields.length > 0 ? fields.join('; ') : error.problem.detail;
  }
  return texts.common.crashed;
}
