import type { AskStep } from '@lockstep/contracts';
import { finding, type Finding, type Remark } from '../finding/finding.js';
import type { Token } from '../language/language-requests.js';
import type { Score } from '../scorer/scorer.js';
import { hasLatin, isChinese, normalise } from '../text/normalise.js';
import { findPhrase, isNegated } from './phrases.js';
import { doesNotKnow } from '../text/clauses.js';
import { isDeniedInChinese } from '../text/denial.js';
import type { PointFound } from './points.js';
import { isWordSoup, namesAnotherSubject, swapsRoles } from './roles.js';
import { mayHaveSaid } from './said.js';

export type OpenEvidence = {
  readonly points: readonly PointFound[];
  readonly clauses: readonly (readonly Token[])[];
  /** The common mistakes of the question, tagged, in their order. */
  readonly mistakes: readonly (readonly Token[])[];
  /** Phrases of the points and accepted answers, tagged. */
  readonly keys: readonly (readonly Token[])[];
  /** What the trained scorer makes of it; it was trained on English alone. */
  readonly score?: Score;
};

/**
 * All points in the author's phrases help this much where there is no model answer beside them: of such answers 78 % are
 * right, so that with more help more wrong answers were called right than the goal allows.
 */
const PHRASES_HELP = 0.07;
/**
 * Some points there and some not: a part, unless the answer may be right in other words. An answer of the key's words alone
 * has no others, and with a teacher's corrections fewer answers below the limit are right.
 */
const PART_BELOW = { inOtherWords: 0.15, inOtherWordsCorrected: 0.2, inTheseWords: 0.4 };
/** "You say the opposite" needs both: the words of a denial, and an answer that is probably wrong. */
const DENIAL_BELOW = 0.5;
/** The author's own words and nothing else: a limit that keeps the measured share of wrong praise. */
const VERBATIM_COUNTS_ABOVE = 0.47;
const UNSURE = 0.4;

/** A common mistake counts when all its words stand in one clause, in their order, and nothing denies them. */
function knownMistake(question: AskStep, text: string, evidence: OpenEvidence) {
  for (const [index, phrase] of evidence.mistakes.entries()) {
    const { answer = '', because = '' } = question.wrong[index] ?? {};
    const clause = evidence.clauses.findIndex((words) => {
      const place = findPhrase(words, phrase);
      return place !== undefined && !isNegated(words, place.end);
    });
    const at = isChinese(answer) ? text.indexOf(normalise(answer)) : -1;
    const inChinese = at >= 0 && !isDeniedInChinese(text.slice(0, at));
    if (clause >= 0 || inChinese) return { clause, remark: { kind: 'known', index, because } as const };
  }
  return undefined;
}

/** All words of a common mistake, in any order: enough only beside a denied point. */
function mistakeInAnyOrder(question: AskStep, { clauses, mistakes }: OpenEvidence): Remark | undefined {
  const said = new Set(clauses.flat().map(({ lemma }) => lemma));
  const index = mistakes.findIndex(
    (words) => words.length > 0 && words.every(({ lemma }) => said.has(lemma)),
  );
  const because = question.wrong[index]?.because;
  return because === undefined ? undefined : { kind: 'known', index, because };
}

const inOtherScript = (question: AskStep, text: string): boolean => {
  const key = [...question.rubric.flatMap(({ point, any }) => [point, ...any]), ...question.accept].join(' ');
  return isChinese(key) ? !isChinese(text) : hasLatin(key) && !hasLatin(text);
};

const FEWEST_STRANGE_WORDS = 3;

/** Most words are none of the language: another one, or typing at random. */
function isInOtherWords({ clauses, score }: OpenEvidence): boolean {
  const words = clauses.flat().filter(({ pos }) => pos !== 'PUNCT');
  const strange = words.filter(({ known }) => !known);
  return score !== undefined && strange.length >= FEWEST_STRANGE_WORDS && strange.length * 2 >= words.length;
}

/** Points by what the answer does with them. */
type Sorted = {
  readonly isComplete: boolean;
  readonly present: readonly PointFound[];
  /** Whether one is there that need not be. */
  readonly hasExtra: boolean;
  readonly denied: readonly PointFound[];
  readonly absent: readonly PointFound[];
  /** What to say of the absent ones. */
  readonly missing: readonly Remark[];
  readonly remarks: readonly Remark[];
  readonly found: readonly string[];
};

function sortPoints({ rubric, pointsWanted }: AskStep, points: readonly PointFound[], text: string): Sorted {
  const required = points.filter(({ required: must }) => must);
  // with optional points alone, a number of them is asked for
  const asked = required.length > 0 ? required : points;
  const wanted = required.length > 0 ? required.length : Math.min(pointsWanted ?? 1, points.length);
  const present = asked.filter(({ presence }) => presence === 'found');
  const denied = asked.filter(({ presence }) => presence === 'denied');
  const isComplete = rubric.length > 0 && present.length >= wanted && denied.length === 0;
  const notFound = isComplete ? [] : asked.filter(({ presence }) => presence === 'absent');
  // a part that may have been said in other words is never called missing
  const absent = notFound.filter(
    ({ index, point }) => !mayHaveSaid(text, [point, ...(rubric[index]?.any ?? [])]),
  );
  const missing =
    required.length > 0
      ? absent.map(({ index, point }): Remark => ({ kind: 'missing', index, point }))
      : [{ kind: 'more-wanted', count: wanted - present.length } as const].filter(({ count }) => count > 0);
  return {
    isComplete,
    missing,
    present,
    hasExtra: points.some((point) => point.presence === 'found' && !asked.includes(point)),
    denied,
    absent,
    found: present.map(({ point }) => point),
    remarks: [...denied.map(({ index, point }): Remark => ({ kind: 'denied', index, point })), ...missing],
  };
}

/** By the author's words and phrases alone: where no scorer speaks the language. Nothing found is no proof. */
function judgeByPhrases(sorted: Sorted, model: string | null): Finding {
  const { isComplete, present, denied, found, remarks } = sorted;
  if (isComplete) return finding('right', 0.8, [], { model, found });
  if (present.length > denied.length && remarks.length > 0)
    return finding('partly', 0.7, remarks, { model, found });
  if (present.length > 0 || denied.length === 0) return finding('unclear', UNSURE, remarks, { model });
  return finding('wrong', 0.75, remarks, { model });
}

function judgeByScore(score: Score, sorted: Sorted, model: string | null): Finding {
  const { isComplete, present, hasExtra, denied, absent, found, remarks, missing } = sorted;
  const { probability, verdict } = score;
  // a teacher's corrections tell more than the author's phrases
  const phrasesCount =
    model === null &&
    !score.isCorrected &&
    !score.isOpposed &&
    isComplete &&
    probability > score.rightAbove - PHRASES_HELP;
  const isRight = verdict === 'right' || phrasesCount;
  const others = score.isCorrected ? PART_BELOW.inOtherWordsCorrected : PART_BELOW.inOtherWords;
  const partBelow = model === null || score.isWithinKey ? PART_BELOW.inTheseWords : others;
  const doubt = 1 - probability;
  if (denied.length > 0 && probability < DENIAL_BELOW && present.length === 0)
    return finding('wrong', doubt, remarks, { model });
  if (isRight && denied.length === 0) return finding('right', probability, [], { model, found });
  const isPart = present.length > 0 && absent.length > 0 && probability < partBelow;
  if (isPart) return finding('partly', doubt, missing, { model, found });
  // who makes a point that the author did not ask for, but wrote down, is not beside the question
  if (verdict === 'wrong' && !isComplete && !hasExtra)
    return finding('wrong', doubt, [{ kind: 'other-answer' }, ...missing], { model });
  // that a point was not found does not say that it is missing
  return finding('unclear', UNSURE, probability > UNSURE ? [{ kind: 'near-miss' }] : [], { model });
}

const asksForNames = /^\W*(?:please )?(?:name|list|give|write down)\b/i;

/** Names of things were asked for, and others were given: words of the language, no sentence, none of the key. */
function namesOthers(
  { prompt, rubric }: AskStep,
  { clauses }: OpenEvidence,
  { present, denied }: Sorted,
): boolean {
  const words = clauses.flat().filter(({ pos }) => pos !== 'PUNCT');
  const areNames = rubric.every(({ point, any }) =>
    (any.length > 0 ? any : [point]).every((one) => !/\s/.test(one.trim())),
  );
  if (!asksForNames.test(prompt) || !areNames || rubric.length === 0 || present.length + denied.length > 0)
    return false;
  return (
    words.length > 0 &&
    words.every(({ known, pos }) => known && pos !== 'VERB' && pos !== 'AUX' && pos !== 'PRON')
  );
}

/** Points that want more than a name. */
const areSentences = ({ rubric, accept }: AskStep): boolean =>
  [...rubric.flatMap(({ any, point }) => (any.length > 0 ? any : [point])), ...accept].some((text) =>
    /\s\S+\s/.test(text.trim()),
  );

const withoutLead = (text: string): string =>
  text
    .replace(/^(?:because|since|as|it is because|that is because|i think|that)\s+/, '')
    .replace(/\b(?:the|a|an)\s/g, '')
    .replace(/[.!]+$/, '')
    .trim();

/** The author's own words and nothing else, for every point: one point, or a list of them. */
function saysVerbatim({ rubric, accept }: AskStep, text: string, { isComplete }: Sorted): boolean {
  if (!isComplete) return false;
  const same = (said: string, key: string) => withoutLead(normalise(key)) === withoutLead(said);
  if (rubric.length === 1) return [...(rubric[0]?.any ?? []), ...accept].some((key) => same(text, key));
  const said = text.split(/\s*(?:[,;&+、，；]|\band\b|和|与)\s*/u).filter((part) => part !== '');
  return said.every((part) =>
    rubric.some(({ any, point }) => [point, ...any].some((key) => same(part, key))),
  );
}

/** Judges an answer in the student's own words by the points that it makes. */
export function judgeOpenText(question: AskStep, answer: string, evidence: OpenEvidence): Finding {
  const model = question.accept[0] ?? null;
  const text = normalise(answer);
  if (doesNotKnow(text)) return finding('wrong', 0.7, [{ kind: 'does-not-know' }], { model });
  if (inOtherScript(question, text)) return finding('unclear', UNSURE, [{ kind: 'near-miss' }], { model });
  if (isInOtherWords(evidence)) return finding('unclear', UNSURE, [{ kind: 'near-miss' }], { model });
  const sorted = sortPoints(question, evidence.points, text);
  const mistake = knownMistake(question, text, evidence);
  if (mistake !== undefined) {
    // who says the mistake and, elsewhere, the right thing has to be asked again
    const elsewhere = sorted.present.some(({ clause }) => clause !== mistake.clause);
    return elsewhere
      ? finding('unclear', UNSURE, [{ kind: 'two-answers' }], { model })
      : finding('wrong', 0.9, [mistake.remark], { model });
  }
  const opposed = sorted.denied.length === 0 ? undefined : mistakeInAnyOrder(question, evidence);
  if (opposed !== undefined) return finding('wrong', 0.8, [opposed], { model });
  if (namesOthers(question, evidence, sorted))
    return finding('wrong', 0.8, [{ kind: 'other-answer' }], { model });
  const found =
    evidence.score === undefined
      ? judgeByPhrases(sorted, model)
      : judgeByScore(evidence.score, sorted, model);
  const isPraise = found.verdict === 'right' || found.verdict === 'partly';
  const isDoubtful =
    swapsRoles(evidence.clauses, evidence.keys) ||
    namesAnotherSubject(evidence.clauses, evidence.keys) ||
    (areSentences(question) && isWordSoup(evidence.clauses.flat(), answer));
  if (isPraise && isDoubtful) return finding('unclear', UNSURE, [{ kind: 'near-miss' }], { model });
  const mayBeRight = (evidence.score?.probability ?? 1) > VERBATIM_COUNTS_ABOVE;
  return found.verdict === 'unclear' && !isDoubtful && mayBeRight && saysVerbatim(question, text, sorted)
    ? finding('right', 0.85, [], { model, found: sorted.found })
    : found;
}
