import type { Judgement } from '@lockstep/contracts';
import { plainText } from '@lockstep/lesson';
import type { ClassRequest } from '../brain.js';
import { chineseSummary } from './chinese-summary.js';
import { englishSummary } from './english-summary.js';
import type { Counts } from './summary.js';

/** Below this a sum would point at persons. */
export const FEWEST_ANSWERS = 3;
/** A mistake is told to the class only when so many made it: one student's mistake stays private. */
const FEWEST_SAME_MISTAKES = 2;

function countsOf(judgements: readonly Judgement[]): Counts {
  const of = (verdict: Judgement['verdict']) => judgements.filter((one) => one.verdict === verdict).length;
  const unclear = of('unclear');
  return {
    judged: judgements.length - unclear,
    right: of('right'),
    partly: of('partly'),
    wrong: of('wrong'),
    unclear,
  };
}

/** The mistake that most made; undefined when none was made twice, or two were made as often. */
function commonest(judgements: readonly Judgement[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { mistake } of judgements) {
    if (mistake !== null) counts.set(mistake, (counts.get(mistake) ?? 0) + 1);
  }
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  if (first === undefined || first[1] < FEWEST_SAME_MISTAKES) return undefined;
  return second?.[1] === first[1] ? undefined : first[0];
}

/**
 * What the teacher says to the class about its answers: how many were right, and the commonest mistake explained.
 * Made of the lesson's own texts and ours alone, so that nobody is named and nothing a student wrote is repeated.
 */
export function summariseClass({
  question,
  language,
  judgements,
  present,
}: ClassRequest): string | undefined {
  const summary = /^zh\b/i.test(language) ? chineseSummary : englishSummary;
  if (judgements.length === 0 && present > 0) {
    return question.say.nothing === undefined ? summary.nobody : plainText(question.say.nothing, language);
  }
  const counts = countsOf(judgements);
  if (counts.judged < FEWEST_ANSWERS) return undefined;
  const key = commonest(judgements);
  const mistake = key === undefined ? undefined : summary.mistake(key, question);
  return [summary.counts(counts), mistake ?? ''].filter((part) => part !== '').join(summary.between);
}
