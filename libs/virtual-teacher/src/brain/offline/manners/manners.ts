import type { AskStep } from '@lockstep/contracts';
import { finding, type Finding } from '../finding/finding.js';
import { disclaims, mayDeny } from '../text/denial.js';
import { takesBack, takesBackShort } from '../text/takes-back.js';
import { polarityOfKey } from '../exact/polarity.js';
import { normalise, wordsOf } from '../text/normalise.js';
import { addressesTheJudge } from './addressed.js';
import { comparesTheOtherWay } from './comparison.js';
import { whoHasIt } from './contrast.js';
import { copiesQuestion } from './copied.js';
import { isUnkind } from './unkind.js';

type Answered = { readonly question: AskStep; readonly text: string; readonly language: string };

const twoReasons =
  /\bor (?:maybe |perhaps |possibly |else )*(?:(?:it|that|this|they)(?:'s|'re| is| are)? )?(?:because|due to)\b|\bor (?:maybe|perhaps) (?:it|they|the|that)\b|^(?:it is )?either\b.*\bor\b|(?:或者|还是|或)(?:是)?因为/;

/** "Because of magic or because metal conducts": no decision. */
const offersTwoReasons = (plain: string): boolean => twoReasons.test(plain);

/** Points that were found, all of them where the scorer alone judged, with the phrases that show them. */
const phrasesOf = (found: readonly string[], { rubric }: AskStep): string[] =>
  rubric
    .filter(({ point }) => found.length === 0 || found.includes(point))
    .flatMap(({ point, any }) => [point, ...any]);

/**
 * What is never praised, whatever a judge found in it: orders to the judge, insults, a question that is given back, and
 * what the student says is not so.
 */
export function withManners(found: Finding, { question, text, language }: Answered): Finding {
  const plain = normalise(text);
  const rest = { model: found.model };
  if (isUnkind(plain)) return finding('unclear', 0.3, [{ kind: 'unkind' }], rest);
  if (copiesQuestion(text, question.prompt, language) && !question.grammar)
    return finding('unclear', 0.5, [{ kind: 'repeats-question' }], rest);
  if (found.verdict !== 'right' && found.verdict !== 'partly') return found;
  const key = [...question.accept, ...question.rubric.flatMap(({ point, any }) => [point, ...any])];
  if (comparesTheOtherWay(text, key)) return finding('unclear', 0.4, [{ kind: 'near-miss' }], rest);
  const who = whoHasIt(text, [...phrasesOf(found.found, question), ...question.accept], question.prompt);
  if (who === 'open') return finding('unclear', 0.4, [{ kind: 'near-miss' }], rest);
  if (who === 'turned') return finding('wrong', 0.7, [{ kind: 'other-answer' }], rest);
  const isShort = question.answer !== 'open' && question.rubric.length === 0;
  const isTakenBack = isShort ? takesBackShort(text) : takesBack(text);
  if (
    isTakenBack &&
    !question.grammar &&
    !question.accept.some(takesBackShort) &&
    polarityOfKey(question.accept) === undefined
  )
    return finding('unclear', 0.4, [{ kind: 'near-miss' }], rest);
  if (!question.grammar && offersTwoReasons(plain))
    return finding('unclear', 0.5, [{ kind: 'two-answers' }], rest);
  if (addressesTheJudge(plain)) return finding('unclear', 0.3, [], rest);
  if (
    mayDeny(wordsOf(plain), language) &&
    !question.accept
      .concat(question.rubric.flatMap(({ any }) => any))
      .some((text) => mayDeny(wordsOf(normalise(text)), language))
  )
    return finding('unclear', 0.4, [{ kind: 'near-miss' }], rest);
  const isAsked = question.accept.some((accepted) => disclaims(normalise(accepted)));
  return disclaims(plain) && !question.grammar && !isAsked
    ? finding('unclear', 0.4, [{ kind: 'near-miss' }], rest)
    : found;
}
