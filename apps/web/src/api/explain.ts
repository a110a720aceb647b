import type { Texts } from '../i18n/texts.js';
import { RefusedError, UnreachableError } from './http.js';

/** One sentence for people, in the language of `texts`, about what went wrong. */
export function explain(error: unknown, texts: Texts): string {
  if (error instanceof UnreachableError) return texts.common.unreachable;
  if (error instanceof RefusedError) return texts.problems.refused(error.problem);
  return texts.common.crashed;
}
