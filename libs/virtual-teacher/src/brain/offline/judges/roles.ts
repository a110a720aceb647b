import { participleOf } from '../grammar/words/verbs.js';
import type { Token } from '../language/language-requests.js';

/** Who does what to whom, as a clause says it. */
type Deed = {
  readonly before: string;
  readonly verb: string;
  readonly after: string;
  readonly isPassive: boolean;
};

/** Verbs that say the same with their two sides changed. */
const mutual =
  /^(?:be|have|do|connect|join|touch|meet|marry|equal|mix|attach|link|combine|differ|stick|relate|compare|match|cross|share|resemble|balance|collide|separate|alternate|add|multiply|bond|react|balance|mean|call|name)$/;
/** Whether a verb says the same with its two sides changed. @param verb as in a dictionary */
export const isMutual = (verb: string): boolean => mutual.test(verb);

const thing = new Set(['NOUN', 'PROPN']);
const isParticiple = ({ word, lemma }: Token): boolean => participleOf(lemma) === word || /ed$/.test(word);

/** The things around each verb of a clause: the nearest before it, and the last of the clause behind it. */
function deedsIn(clause: readonly Token[]): Deed[] {
  return clause.flatMap((token, at): Deed[] => {
    if (token.pos !== 'VERB' || mutual.test(token.lemma)) return [];
    const isThing = ({ pos }: Token) => thing.has(pos);
    const before = clause.slice(0, at).filter(isThing).at(-1);
    const rest = clause.slice(at + 1);
    const next = rest.findIndex(({ pos }) => pos === 'VERB' || pos === 'PUNCT');
    const after = (next < 0 ? rest : rest.slice(0, next)).filter(isThing).at(-1);
    if (before === undefined || after === undefined || before.lemma === after.lemma) return [];
    const isPassive =
      isParticiple(token) &&
      rest.some(({ word }) => word === 'by') &&
      clause.slice(0, at).some(({ lemma }) => lemma === 'be' || lemma === 'get');
    return [{ before: before.lemma, verb: token.lemma, after: after.lemma, isPassive }];
  });
}

const areSwapped = (one: Deed, other: Deed): boolean => {
  if (one.verb !== other.verb) return false;
  const isSameOrder = one.before === other.before && one.after === other.after;
  const isTurned = one.before === other.after && one.after === other.before;
  return (
    (isSameOrder && one.isPassive !== other.isPassive) || (isTurned && one.isPassive === other.isPassive)
  );
};

/** Whether an answer has somebody do what, in the key, is done to them: "rabbits eat foxes" for "foxes eat rabbits". */
export function swapsRoles(
  clauses: readonly (readonly Token[])[],
  keys: readonly (readonly Token[])[],
): boolean {
  const said = clauses.flatMap(deedsIn);
  return said.length > 0 && keys.flatMap(deedsIn).some((key) => said.some((one) => areSwapped(one, key)));
}

/** What a clause says of a thing: "the axis is tilted", and not of a pronoun, which may stand for anything. */
function saidOfThings(clause: readonly Token[]): { subject: string; what: string }[] {
  return clause.flatMap((token, at) => {
    if (token.lemma !== 'be') return [];
    const subject = clause[at - 1];
    const what = clause.slice(at + 1, at + 3).find(({ pos }) => pos === 'ADJ' || pos === 'VERB');
    return subject !== undefined && thing.has(subject.pos) && what !== undefined
      ? [{ subject: subject.lemma, what: what.lemma }]
      : [];
  });
}

/**
 * Whether an answer says of another thing what the key says of one: "the sun is tilted" for "the axis is tilted".
 * It may be another word for the same thing, so that it only casts doubt.
 */
export function namesAnotherSubject(
  clauses: readonly (readonly Token[])[],
  keys: readonly (readonly Token[])[],
): boolean {
  const wanted = keys.flatMap(saidOfThings);
  return clauses.flatMap(saidOfThings).some(({ subject, what }) => {
    const subjects = wanted.filter((one) => one.what === what).map((one) => one.subject);
    return subjects.length > 0 && !subjects.includes(subject);
  });
}

const FEWEST_WORDS_OF_A_SOUP = 5;
const carries = new Set(['DET', 'ADP', 'PRON', 'AUX', 'CCONJ', 'SCONJ', 'PART', 'VERB']);

/** Words thrown together, with nothing that makes a sentence or a list of them. */
export function isWordSoup(tokens: readonly Token[], answer: string): boolean {
  const words = tokens.filter(({ pos }) => pos !== 'PUNCT');
  return (
    words.length >= FEWEST_WORDS_OF_A_SOUP &&
    !/[,;\n、/]/.test(answer) &&
    !words.some(({ pos }) => carries.has(pos))
  );
}
