import { likenessOf, type Match } from './alignment.js';
import type { Term } from './terms.js';

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
export const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
export const contentOf = (terms: readonly Term[]): Term[] => terms.filter(({ content }) => content);
export const numbersOf = (terms: readonly Term[]): Set<string> =>
  new Set(terms.filter(({ word }) => /\d/.test(word)).map(({ word }) => word));
export const within = (term: Term, others: readonly Term[]): boolean =>
  others.some((other) => likenessOf(term, other) >= 0.85);

/** Share of matched neighbours that stand in the order of the reference. */
export function orderOf(matches: readonly Match[]): number {
  let kept = 0;
  for (let index = 1; index < matches.length; index++) {
    if ((matches[index]?.answer ?? 0) > (matches[index - 1]?.answer ?? 0)) kept++;
  }
  return matches.length < 2 ? 1 : kept / (matches.length - 1);
}

/** Longest common run of content words in order, as a share of the reference. */
export function sequenceOf(reference: readonly Term[], answer: readonly Term[]): number {
  const row = new Array<number>(answer.length + 1).fill(0);
  for (const wanted of reference) {
    let diagonal = 0;
    for (const [index, said] of answer.entries()) {
      const above = row[index + 1] ?? 0;
      row[index + 1] = likenessOf(wanted, said) > 0 ? diagonal + 1 : Math.max(above, row[index] ?? 0);
      diagonal = above;
    }
  }
  return ratio(row[answer.length] ?? 0, reference.length);
}

function pairsOf(terms: readonly Term[]): Set<string> {
  const pairs = new Set<string>();
  for (let index = 1; index < terms.length; index++)
    pairs.add(`${terms[index - 1]?.stem ?? ''} ${terms[index]?.stem ?? ''}`);
  return pairs;
}

export function shareOfPairs(reference: readonly Term[], answer: readonly Term[]): number {
  const mine = pairsOf(answer);
  const wanted = [...pairsOf(reference)];
  return ratio(wanted.filter((pair) => mine.has(pair)).length, wanted.length);
}

/** Likeness of spelling: runs of three letters in common (Dice), which stands slips of the keys. */
export function spellingLikeness(reference: readonly Term[], answer: readonly Term[]): number {
  const runs = (terms: readonly Term[]) => {
    const text = ` ${terms.map(({ stem }) => stem).join(' ')} `;
    return new Set(Array.from({ length: Math.max(0, text.length - 2) }, (_, at) => text.slice(at, at + 3)));
  };
  const wanted = runs(reference);
  const mine = runs(answer);
  const common = [...wanted].filter((run) => mine.has(run)).length;
  return ratio(2 * common, wanted.size + mine.size);
}

/** Words around "than": who is compared with whom. -1 for the roles exchanged, 1 for the same, 0 for no comparison. */
export function comparison(reference: readonly Term[], answer: readonly Term[]): number {
  const split = (terms: readonly Term[]) => {
    const at = terms.findIndex(({ word }) => word === 'than');
    return at < 0
      ? undefined
      : { before: contentOf(terms.slice(0, at)), after: contentOf(terms.slice(at + 1)) };
  };
  const wanted = split(reference);
  const said = split(answer);
  if (wanted === undefined || said === undefined) return 0;
  const overlap = (a: readonly Term[], b: readonly Term[]) => a.filter((term) => within(term, b)).length;
  const own = (side: readonly Term[], other: readonly Term[]) => side.filter((term) => !within(term, other));
  const before = own(wanted.before, wanted.after);
  const after = own(wanted.after, wanted.before);
  // what stands behind "than" tells: before it both have the same comparative
  const straight = overlap(after, said.after);
  const crossed = overlap(after, said.before) + overlap(before, said.after);
  return Math.sign(2 * straight - crossed);
}
