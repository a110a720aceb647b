import type { Correction } from './corrections.js';
import { runsOf } from './answer-runs.js';

/** For the author to accept; nothing is added by itself. */
export type Proposal = {
  /** Words of right answers that stand in no other. */
  readonly phrases: readonly string[];
  /** Words of wrong answers that stand in no right one. */
  readonly mistakes: readonly string[];
};

/** Fewer corrections say little of a question. */
const FEWEST = 5;
/** A phrase has to stand in as many answers. */
const FEWEST_ANSWERS = 2;
const MOST_PROPOSED = 8;
/** A longer phrase pays where so great a share of the answers with the shorter one has it. */
const PAYS_FROM = 0.75;

/** Whether a phrase is a part of a longer one. Chinese has no spaces between words. */
const isWithin = (words: string, longer: string): boolean =>
  longer.length > words.length &&
  (/\p{Script=Han}/u.test(words) ? longer.includes(words) : ` ${longer} `.includes(` ${words} `));

function onlyIn(answers: readonly string[], others: readonly string[]): string[] {
  const foreign = new Set(others.flatMap((answer) => [...runsOf(answer).keys()]));
  const counts = new Map<string, { words: string; count: number }>();
  for (const answer of answers) {
    for (const [key, words] of runsOf(answer)) {
      if (foreign.has(key)) continue;
      const seen = counts.get(key);
      counts.set(key, { words: seen?.words ?? words, count: (seen?.count ?? 0) + 1 });
    }
  }
  const frequent = [...counts.values()].filter(({ count }) => count >= FEWEST_ANSWERS);
  // "light" and "stuff" say less than "light stuff", unless most answers have one without the other
  return frequent
    .filter(
      ({ words, count }) =>
        !frequent.some((one) => isWithin(words, one.words) && one.count >= PAYS_FROM * count),
    )
    .sort((a, b) => b.count - a.count || b.words.length - a.words.length)
    .slice(0, MOST_PROPOSED)
    .map(({ words }) => words);
}

/** Phrases and common mistakes that a teacher's corrections of one question suggest; empty below five corrections. */
export function proposePhrases(corrections: readonly Correction[]): Proposal {
  if (corrections.length < FEWEST) return { phrases: [], mistakes: [] };
  const answersThatAre = (verdict: Correction['verdict']) =>
    corrections.filter((one) => one.verdict === verdict).map(({ answer }) => answer);
  const right = answersThatAre('right');
  const wrong = answersThatAre('wrong');
  return {
    phrases: onlyIn(right, [...wrong, ...answersThatAre('partly')]),
    mistakes: onlyIn(wrong, right),
  };
}
