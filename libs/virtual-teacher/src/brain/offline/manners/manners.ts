import type { AskStep } from '@lockstep/contracts';
import { finding, type Finding } from '../finding/finding.js';
import { disclaims, mayDeny } from '../text/denial.js';
import { normalise, wordsOf } from '../text/normalise.js';
import { addressesTheJudge } from './addressed.js';
import { comparesTheOtherWay } from './comparison.js';
import { copiesQuestion } from './copied.js';
import { isUnkind } from './unkind.js';

type Answered = { readonly question: AskStep; readonly text: string; readonly language: string };

const contrast =
  /(?:^|[,;.]|\b(?:but|and|while|whereas)\b)\s?([\p{L} ]{2,40}?)\s(?:don't|dont|do not|doesn't|does not|can't|cannot|aren't|are not|isn't|is not|haven't|hasn't)\s?(?:[.,;!]|$)/u;

/** "Animal cells have walls, plant cells don't": points that do not say whose they are cannot be told right from wrong. */
function leavesOpenWho(plain: string, points: readonly string[]): boolean {
  const [, who] = contrast.exec(plain) ?? [];
  const names = wordsOf(who ?? '').filter((word) => word.length > 3);
  return (
    points.length > 0 &&
    names.length > 0 &&
    !points.some((point) => names.some((name) => normalise(point).includes(name)))
  );
}

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
  if (leavesOpenWho(plain, found.found)) return finding('unclear', 0.4, [{ kind: 'near-miss' }], rest);
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
