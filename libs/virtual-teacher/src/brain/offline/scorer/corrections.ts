import { notationOf } from '@lockstep/lesson';
import { type Bag, likenessOfBags } from './bags.js';

/** What a teacher said of one answer to this version of a question. */
export type Correction = {
  readonly answer: string;
  /** Of an answer to a task; then `answer` only shows it. */
  readonly parts?: readonly string[];
  readonly verdict: 'right' | 'partly' | 'wrong';
  /** The teacher's words for the student. */
  readonly comment?: string;
};

/** An answer as corrections know it: chosen answers by their ids in alphabetical order, the parts of a task in theirs. */
export const answerAsText = (answer: {
  readonly text: string | null;
  readonly choices: readonly string[];
  readonly parts?: readonly string[];
}): string => answer.text ?? (answer.parts?.length ? answer.parts : answer.choices.toSorted()).join('; ');

/** A letter alone, or what may be a formula of chemistry: other capitals make another answer. */
const isSymbol = (text: string): boolean => /^\p{L}$|^(?:[A-Z][a-z]?\d*)+[-+]?$/u.test(text.trim());

/**
 * Two answers that differ in capitals, spaces or punctuation that says nothing are one. Signs tell answers apart: `-5` is
 * not `5`. Empty for an answer without a letter, a digit or a sign of mathematics.
 * @param keepCase whether capital and small letters are different wherever they stand
 */
export function signatureOf(answer: string, keepCase = false): string {
  if (!/[\p{L}\p{N}\p{S}%@#&*]/u.test(answer)) return '';
  return notationOf(answer, keepCase || isSymbol(answer));
}

/** As {@link signatureOf}, part by part: in another place the same words are another answer. Empty where all parts are. */
function signatureOfParts(parts: readonly string[], keepCase: boolean): string {
  const signatures = parts.map((part) => signatureOf(part, keepCase) || part.trim());
  return signatures.every((one) => one === '') ? '' : signatures.join('\n');
}

/** What is compared with a correction: the words of an answer, or the parts of an answer to a task. */
export type ComparedAnswer = { readonly answer: string; readonly parts?: readonly string[] };

const signatureFor = ({ answer, parts }: ComparedAnswer, keepCase: boolean): string =>
  parts?.length ? signatureOfParts(parts, keepCase) : signatureOf(answer, keepCase);

/** Each correction is looked at with every answer that comes. */
const signatures = new WeakMap<Correction, { readonly kept: string; readonly folded: string }>();

function signatureOfCorrection(correction: Correction, keepCase: boolean): string {
  let known = signatures.get(correction);
  if (known === undefined) {
    known = { kept: signatureFor(correction, true), folded: signatureFor(correction, false) };
    signatures.set(correction, known);
  }
  return keepCase ? known.kept : known.folded;
}

/** The newest correction of the same answer, see {@link signatureOf}. */
export function settledBy(
  corrections: readonly Correction[],
  answer: ComparedAnswer,
  keepCase = false,
): Correction | undefined {
  const signature = corrections.length === 0 ? '' : signatureFor(answer, keepCase);
  if (signature === '') return undefined;
  return corrections.findLast((one) => signatureOfCorrection(one, keepCase) === signature);
}

/** A judged answer as the model of corrections sees it. */
export type Judged = { readonly bag: Bag; readonly isRight: boolean; readonly logit: number };

const mean = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((a, b) => a + b, 0) / numbers.length;

/** How much oftener a word stood in right answers than in others, as a smoothed logarithm of odds. */
function wordOdds(bag: Bag, right: readonly Judged[], other: readonly Judged[]): number[] {
  const share = (group: readonly Judged[], stem: string) =>
    (group.filter((one) => one.bag.has(stem)).length + 0.5) / (group.length + 1);
  return [...bag.keys()].map((stem) => Math.log(share(right, stem) / share(other, stem)));
}

/** Numbers that describe how an answer stands to judged answers of the same question; `logit` is the scorer's. */
export function correctionFeatures(bag: Bag, logit: number, judged: readonly Judged[]): number[] {
  const near = judged
    .map((one) => ({ ...one, likeness: likenessOfBags(bag, one.bag) }))
    .sort((a, b) => b.likeness - a.likeness);
  const right = near.filter(({ isRight }) => isRight);
  const other = near.filter(({ isRight }) => !isRight);
  const three = near.slice(0, 3);
  const odds = wordOdds(bag, right, other);
  const weight = three.reduce((total, { likeness }) => total + likeness, 0);
  const vote = three.reduce((total, one) => total + (one.isRight ? one.likeness : -one.likeness), 0);
  const nearestRight = right[0]?.likeness ?? 0;
  const nearestOther = other[0]?.likeness ?? 0;
  return [
    logit,
    nearestRight,
    nearestOther,
    nearestRight - nearestOther,
    weight === 0 ? 0 : vote / weight,
    weight,
    mean(right.map(({ likeness }) => likeness)) - mean(other.map(({ likeness }) => likeness)),
    odds.reduce((a, b) => a + b, 0),
    mean(odds),
    Math.max(0, ...odds),
    Math.min(0, ...odds),
    (right.length + 1) / (judged.length + 2),
    judged.length,
    right.length === 0 ? 0 : logit - mean(right.map((one) => one.logit)),
    other.length === 0 ? 0 : logit - mean(other.map((one) => one.logit)),
  ];
}
