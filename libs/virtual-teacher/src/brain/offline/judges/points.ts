import type { AskStep } from '@lockstep/contracts';
import type { Token } from '../language/language-requests.js';
import { findPhrase, isDeniedAfter, isNegated, type Presence } from './phrases.js';
import { hasChineseNegation, isDeniedInChinese } from '../text/denial.js';
import { isChinese, normalise } from '../text/normalise.js';

export type PointFound = {
  readonly index: number;
  readonly point: string;
  readonly required: boolean;
  readonly presence: Presence;
  /** The first clause that makes the point, or -1. */
  readonly clause: number;
};

/** Phrases of every point, tagged: the ones that show it, or the point itself where the author gave none. */
export type TaggedPoint = { readonly phrases: readonly (readonly Token[])[] };

/** Presence in one clause; `absent` where none of the phrases stands in it. */
function inClause(
  clause: readonly Token[],
  phrases: readonly (readonly Token[])[],
  formsCount: boolean,
): Presence {
  for (const phrase of phrases) {
    const place = findPhrase(clause, phrase, formsCount);
    if (place === undefined) continue;
    // a phrase that is itself a denial is found, not denied: "does not stop"
    const itself = phrase.some(({ word }) => /^(?:not|n't|no|never|without)$/.test(word));
    if (!itself && (isNegated(clause, place.end) || isDeniedAfter(clause, place.end))) return 'denied';
    return 'found';
  }
  return 'absent';
}

/** Said in one clause and denied in another ("A is bright because … , B is not …"): no denial of the point. */
function best(presences: readonly Presence[]): Presence {
  if (presences.includes('found')) return 'found';
  return presences.includes('denied') ? 'denied' : 'absent';
}

/** Chinese has no spaces: a phrase is looked for as it stands, and denied by what stands before it in its clause. */
function inChinese(text: string, phrases: readonly string[]): Presence {
  const presences = phrases.filter(isChinese).flatMap((phrase): Presence[] => {
    const at = text.indexOf(phrase);
    if (at < 0) return [];
    const denied = isDeniedInChinese(text.slice(0, at)) && !hasChineseNegation(phrase);
    return [denied ? 'denied' : 'found'];
  });
  return best(presences);
}

/** Which points of the rubric an answer makes, denies and leaves out, by the author's words and phrases alone. */
export function findPoints(
  question: AskStep,
  text: string,
  clauses: readonly (readonly Token[])[],
  tagged: readonly TaggedPoint[],
): PointFound[] {
  return question.rubric.map(({ point, any, required }, index) => {
    const phrases = tagged[index]?.phrases ?? [];
    const presences = [
      ...clauses.map((clause) => inClause(clause, phrases, question.grammar)),
      inChinese(normalise(text), any),
    ];
    return { index, point, required, presence: best(presences), clause: presences.indexOf('found') };
  });
}
