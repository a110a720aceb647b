import { type AskStep, askKinds, type Judgement, type Verdict } from '@lockstep/contracts';
import { ModelFailed } from '../../openai/model-failed.js';
import type { AnswerData } from './answer-data.js';
import { looksLikeInstruction } from './instruction-like.js';
import type { ModelJudgement } from './model-judgement.js';

/** The question, the answer, and what the offline brain thinks of it: what a model's verdict is held against. */
export type CheckAgainst = {
  readonly question: AskStep;
  readonly answer: AnswerData;
  readonly local: Judgement;
};

const isChoice = ({ question }: CheckAgainst): boolean => askKinds[question.answer].by === 'choice';

/** Short answers whose right forms are listed: the list decides what is right. */
const isKeyed = ({ question }: CheckAgainst): boolean =>
  question.accept.length > 0 && question.rubric.length === 0;

/** What the key says, where it can say anything; the model is told and only finds the words. */
export function verdictByKey(check: CheckAgainst): Verdict | undefined {
  if (isChoice(check)) return check.local.verdict;
  return isKeyed(check) && check.local.verdict === 'right' ? 'right' : undefined;
}

/**
 * Whether a sentence with this verdict may be said before the rest is known: `right` only when the question's own
 * checks say so too. @throws ModelFailed when it contradicts the key.
 */
export function mayBeSaid(verdict: Verdict, check: CheckAgainst): boolean {
  const key = verdictByKey(check);
  if (key !== undefined && verdict !== key) {
    throw new ModelFailed('invalid-output', 'the model’s verdict contradicts the key');
  }
  return verdict === check.local.verdict || (verdict !== 'right' && check.local.verdict !== 'right');
}

/**
 * The verdict that stands. `right` stands when key or rubric say so too; blame never stands against them. What
 * cannot be decided is `unclear`.
 */
export function standingVerdict(model: ModelJudgement, check: CheckAgainst): Verdict {
  if (mayBeSaid(model.verdict, check)) return model.verdict;
  if (model.verdict !== 'right') return 'unclear'; // the key's own checks found it right
  const { question, answer, local } = check;
  const open = question.rubric.length > 0 && !isKeyed(check) && !question.grammar;
  const doubt = local.verdict === 'wrong' || answer.shortened || looksLikeInstruction(answer.text ?? '');
  return open && !doubt && hasEvidence(model, check) ? 'right' : 'unclear';
}

/** Every required point is shown by words that stand in the answer and belong to the point. */
function hasEvidence(model: ModelJudgement, { question, answer }: CheckAgainst): boolean {
  const said = plain(answer.text ?? '');
  return question.rubric.every(({ point, any, required }, number) => {
    if (!required) return true;
    return model.evidence.some((evidence) => {
      const quote = plain(evidence.quote);
      if (evidence.point !== number || quote === '' || !` ${said} `.includes(` ${quote} `)) return false;
      return any.some((term) => ` ${quote} `.includes(` ${plain(term)} `)) || sharesWords(quote, point);
    });
  });
}

/** Half of a point's own words, so that a paraphrase counts and a quotation of anything does not. */
function sharesWords(quote: string, point: string): boolean {
  const said = new Set(stems(quote));
  const wanted = stems(plain(point));
  const shared = wanted.filter((stem) => said.has(stem)).length;
  return wanted.length > 0 && shared * 2 >= wanted.length;
}

/** Small words that are in every sentence show nothing. */
const SMALL = new Set(
  'a an and are as at be by for from had has have in is it its not of on or so that the their they this to was we were with you your'.split(
    ' ',
  ),
);

const stems = (text: string): string[] =>
  text
    .split(' ')
    .filter((word) => !SMALL.has(word))
    .map((word) => word.replace(/(?:ing|ed|es|s)$/u, ''))
    .filter((word) => word !== '');

/** Small letters and digits with single spaces; Chinese character by character. */
const plain = (text: string): string =>
  (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}|[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).join(' ');
