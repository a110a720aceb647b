import type { AskStep } from '@lockstep/contracts';
import { finding, type Finding, type Remark } from '../finding.js';
import type { Token } from '../language/language-requests.js';
import { hasLatin, isChinese, normalise } from '../text/normalise.js';
import { findPhrase, isNegated } from '../text/phrases.js';
import { doesNotKnow } from './clauses.js';
import type { PointFound } from './points.js';

export type OpenEvidence = {
  readonly points: readonly PointFound[];
  readonly clauses: readonly (readonly Token[])[];
  /** The common mistakes of the question, tagged, in their order. */
  readonly mistakes: readonly (readonly Token[])[];
  /** Whether the answer is about the matter at all; asked only when nothing of the rubric was found. */
  readonly isNear: () => Promise<boolean>;
};

/** A common mistake counts when all its words stand in one clause, in their order, and nothing denies them. */
function knownMistake(question: AskStep, text: string, evidence: OpenEvidence) {
  for (const [index, phrase] of evidence.mistakes.entries()) {
    const { answer = '', because = '' } = question.wrong[index] ?? {};
    const clause = evidence.clauses.findIndex((words) => {
      const place = findPhrase(words, phrase);
      return place !== undefined && !isNegated(words, place.end);
    });
    const inChinese = isChinese(answer) && text.includes(normalise(answer));
    if (clause >= 0 || inChinese) return { clause, remark: { kind: 'known', index, because } as const };
  }
  return undefined;
}

const inOtherScript = (question: AskStep, text: string): boolean => {
  const key = question.rubric.map(({ point, any }) => [point, ...any].join(' ')).join(' ');
  return isChinese(key) ? !isChinese(text) : hasLatin(key) && !hasLatin(text);
};

/** Judges an answer in the student's own words by the points that it makes. */
export async function judgeOpenText(
  question: AskStep,
  answer: string,
  evidence: OpenEvidence,
): Promise<Finding> {
  const model = question.accept[0] ?? null;
  const text = normalise(answer);
  if (doesNotKnow(text)) return finding('wrong', 0.7, [{ kind: 'does-not-know' }], { model });
  if (inOtherScript(question, text)) return finding('unclear', 0.4, [{ kind: 'near-miss' }], { model });
  const required = evidence.points.filter(({ required: must }) => must);
  const present = required.filter(({ presence }) => presence === 'found');
  const denied = required.filter(({ presence }) => presence === 'denied');
  const absent = required.filter(({ presence }) => presence === 'absent');
  const found = present.map(({ point }) => point);
  const remarks = [
    ...denied.map(({ index, point }): Remark => ({ kind: 'denied', index, point })),
    ...absent.map(({ index, point }): Remark => ({ kind: 'missing', index, point })),
  ];
  const mistake = knownMistake(question, text, evidence);
  if (mistake !== undefined) {
    // who says the mistake and, elsewhere, the right thing has to be asked again
    const elsewhere = present.some(({ clause }) => clause !== mistake.clause);
    return elsewhere
      ? finding('unclear', 0.4, [{ kind: 'two-answers' }], { model })
      : finding('wrong', 0.9, [mistake.remark], { model });
  }
  if (present.length === required.length) return finding('right', 0.85, [], { model, found });
  if (present.length > denied.length) return finding('partly', 0.7, remarks, { model, found });
  if (present.length > 0) return finding('unclear', 0.4, remarks, { model });
  if (denied.length > 0) return finding('wrong', 0.8, remarks, { model });
  // nothing found is no proof: it may have been said in words that the author did not think of
  return (await evidence.isNear())
    ? finding('unclear', 0.4, remarks, { model })
    : finding('wrong', 0.75, [{ kind: 'other-answer' }, ...remarks], { model });
}
