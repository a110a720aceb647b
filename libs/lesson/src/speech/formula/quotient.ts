import type { Formula, FormulaPart } from './formula.js';

/** Whether a colon divides, as in `12 : 4 = 3`; `2 : 3 = 4 : 6` is a proportion. */
export function isQuotient(before: FormulaPart | undefined, [by, equals, result, next]: Formula): boolean {
  if (before?.kind !== 'number' || by?.kind !== 'number' || result?.kind !== 'number') return false;
  const isEquation = equals?.kind === 'operator' && equals.name === 'equals' && next === undefined;
  return isEquation && Number(before.text) === Number(by.text) * Number(result.text);
}
