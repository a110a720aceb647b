import type { Correction } from './corrections.js';
import { termsOf } from './terms.js';

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
const MOST_WORDS = 3;

/** Runs of one to three words of an answer that begin and end with a word that carries meaning, by their stems. */
function runsOf(answer: string): Map<string, string> {
  const terms = termsOf(answer);
  const runs = new Map<string, string>();
  for (let start = 0; start < terms.length; start++) {
    for (let length = 1; length <= MOST_WORDS; length++) {
      const run = terms.slice(start, start + length);
      const isWhole = run.length === length && run.every(({ clause }) => clause === run[0]?.clause);
      if (!isWhole || run[0]?.content !== true || run.at(-1)?.content !== true) continue;
      const key = run.map(({ stem, negated }) => (negated ? `not ${stem}` : stem)).join(' ');
      if (!run.some(({ negated }) => negated)) runs.set(key, run.map(({ word }) => word).join(' '));
    }
  }
  return runs;
}

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
  return [...counts.values()]
    .filter(({ count }) => count >= FEWEST_ANSWERS)
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
