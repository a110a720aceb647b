import { align } from './alignment.js';
import type { Key } from './key.js';
import { ratio } from './measures.js';
import type { Term } from './terms.js';

/** Words of a clause that are so near one another belong together: who does what, what is how. */
const NEAR = 2;

type Bound = { readonly together: number; readonly apart: number; readonly turned: number };

/** What becomes of the words that a text says together: still together, in other clauses, or the other way round. */
function boundTo(text: readonly Term[], answer: readonly Term[]): Bound {
  const content = text.flatMap((term, at) => (term.content ? [{ term, at }] : []));
  const places = new Map(align(text, answer).map((match) => [match.reference, match.answer]));
  let [pairs, together, apart, turned] = [0, 0, 0, 0];
  for (const [index, one] of content.entries()) {
    for (const other of content.slice(index + 1, index + 1 + NEAR)) {
      if (one.term.clause !== other.term.clause) continue;
      pairs++;
      const [first, second] = [places.get(one.at), places.get(other.at)];
      if (first === undefined || second === undefined) continue;
      if (answer[first]?.clause !== answer[second]?.clause) apart++;
      else if (first < second) together++;
      else turned++;
    }
  }
  return { together: ratio(together, pairs), apart: ratio(apart, pairs), turned: ratio(turned, pairs) };
}

/** Longest run of words, small ones too, that the answer has as the phrase has it, as a share of the phrase. */
function runOf(phrase: readonly Term[], answer: readonly Term[]): number {
  let longest = 0;
  let row = new Array<number>(answer.length + 1).fill(0);
  for (const { stem } of phrase) {
    const next = new Array<number>(answer.length + 1).fill(0);
    for (const [at, said] of answer.entries()) {
      if (said.stem === stem) next[at + 1] = (row[at] ?? 0) + 1;
      longest = Math.max(longest, next[at + 1] ?? 0);
    }
    row = next;
  }
  return ratio(longest, phrase.length);
}

const best = (values: readonly Bound[]): Bound =>
  values.reduce(
    (a, b) => (b.together - b.turned > a.together - a.turned ? b : a),
    values[0] ?? {
      together: 0,
      apart: 0,
      turned: 0,
    },
  );

/** Names of {@link wordPairs}'s numbers. */
export const WORD_PAIRS = 'together apart turnedRound pointTogether pointRun pointRunMean'.split(' ');

/** Whether the words of the key stand with one another in the answer as they do in the key. */
export function wordPairs(key: Key, answer: readonly Term[]): number[] {
  const reference = best(key.references.map((one) => boundTo(one, answer)));
  const points = key.points.map((phrases) => ({
    together: Math.max(0, ...phrases.map((one) => boundTo(one, answer).together)),
    run: Math.max(0, ...phrases.map((one) => runOf(one, answer))),
  }));
  return [
    reference.together,
    reference.apart,
    reference.turned,
    Math.min(1, ...points.map(({ together }) => together)),
    Math.min(1, ...points.map(({ run }) => run)),
    ratio(
      points.reduce((a, { run }) => a + run, 0),
      points.length,
    ),
  ];
}
