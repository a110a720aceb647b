import { align, areOpposite, type Match } from './alignment.js';
import type { Key, Rarity } from './key.js';
import * as measures from './measures.js';
import type { Term } from './terms.js';

const { contentOf, numbersOf, ratio, sum, within } = measures;

/** An answer beside one model answer, with the words of both that found no partner. */
type Pairing = {
  readonly key: Key;
  readonly reference: readonly Term[];
  readonly answer: readonly Term[];
  readonly wanted: readonly Term[];
  readonly said: readonly Term[];
  readonly matches: readonly Match[];
  readonly missing: readonly Term[];
  readonly extra: readonly Term[];
  /** Words of the model answer that the question does not say. */
  readonly novel: readonly Term[];
  readonly weightOf: (term: Term | undefined) => number;
};

function pair(key: Key, reference: readonly Term[], answer: readonly Term[], rarity: Rarity): Pairing {
  const wanted = contentOf(reference);
  const said = contentOf(answer);
  const matches = align(reference, answer);
  const found = new Set(matches.map(({ reference: at }) => reference[at]));
  const used = new Set(matches.map(({ answer: at }) => answer[at]));
  return {
    key,
    reference,
    answer,
    wanted,
    said,
    matches,
    missing: wanted.filter((term) => !found.has(term)),
    extra: said.filter((term) => !used.has(term)),
    novel: wanted.filter((term) => !within(term, key.question)),
    weightOf: (term) => (term === undefined ? 0 : rarity(term.stem)),
  };
}

const novelMatchesOf = ({ matches, reference, novel }: Pairing): Match[] =>
  matches.filter(({ reference: at }) => {
    const term = reference[at];
    return term !== undefined && novel.includes(term);
  });

/** How much of the model answer is there, and how much of the answer belongs to it. */
function overlap(pairing: Pairing) {
  const { reference, answer, wanted, said, matches, novel, weightOf } = pairing;
  const weigh = (found: readonly Match[]) =>
    sum(found.map(({ reference: at, likeness }) => likeness * weightOf(reference[at])));
  const mine = sum(matches.map(({ answer: at, likeness }) => likeness * weightOf(answer[at])));
  const recall = ratio(weigh(matches), sum(wanted.map(weightOf)));
  const precision = ratio(mine, sum(said.map(weightOf)));
  const novelRecall = ratio(weigh(novelMatchesOf(pairing)), sum(novel.map(weightOf)));
  return { recall, precision, novelRecall };
}

/** Words that stand under a denial on one side alone, and opposites. */
function contradiction({ reference, answer, wanted, said, matches, missing, extra, weightOf }: Pairing) {
  const turned = matches.filter(
    ({ reference: at, answer: there }) => reference[at]?.negated !== answer[there]?.negated,
  );
  const matched = sum(matches.map(({ reference: at, likeness }) => likeness * weightOf(reference[at])));
  const opposed = (terms: readonly Term[], others: readonly Term[]) =>
    terms.filter((term) => others.some((other) => areOpposite(term, other))).length;
  return [
    ratio(sum(turned.map(({ reference: at }) => weightOf(reference[at]))), matched),
    opposed(extra, missing),
    opposed(said, wanted),
  ];
}

/** Whether what was found stands together and in order. */
function layout({ reference, answer, wanted, said, matches, weightOf }: Pairing): number[] {
  const clauses = new Map<number, number>();
  for (const { answer: at, reference: there, likeness } of matches) {
    const clause = answer[at]?.clause ?? 0;
    clauses.set(clause, (clauses.get(clause) ?? 0) + likeness * weightOf(reference[there]));
  }
  const places = matches.map(({ answer: at }) => at);
  return [
    ratio(Math.max(0, ...clauses.values()), sum(wanted.map(weightOf))),
    places.length < 2 ? 0 : (Math.max(...places) - Math.min(...places) + 1) / places.length,
    measures.orderOf(matches),
    measures.sequenceOf(wanted, said),
    measures.shareOfPairs(reference, answer),
    measures.spellingLikeness(reference, answer),
    measures.comparison(reference, answer),
  ];
}

/** Numbers, strange words, and the rarest words that are there and not there. */
function particulars(pairing: Pairing): number[] {
  const { key, reference, answer, wanted, said, matches, missing, extra, novel, weightOf } = pairing;
  const numbers = numbersOf(reference);
  const mine = numbersOf(answer);
  const strange = extra.filter((term) => !within(term, key.question));
  const rarest = (terms: readonly (Term | undefined)[]) => Math.max(0, ...terms.map(weightOf));
  const isDenied = (terms: readonly Term[]) => terms.some(({ negated }) => negated);
  return [
    numbers.size === 0 ? 1 : [...numbers].filter((number) => mine.has(number)).length / numbers.size,
    ratio(sum(strange.map(weightOf)), sum(said.map(weightOf))),
    rarest(missing),
    rarest(missing.filter((term) => novel.includes(term))),
    rarest(matches.map(({ reference: at }) => reference[at])),
    rarest(novelMatchesOf(pairing).map(({ reference: at }) => reference[at])),
    ratio(said.length, wanted.length),
    isDenied(answer) === isDenied(reference) ? 1 : 0,
  ];
}

/** Compares an answer with one model answer; `fit` tells which model answer is the nearest. */
export function compareWith(key: Key, reference: readonly Term[], answer: readonly Term[], rarity: Rarity) {
  const pairing = pair(key, reference, answer, rarity);
  const { recall, precision, novelRecall } = overlap(pairing);
  const values = [
    recall,
    precision,
    ratio(2 * recall * precision, recall + precision),
    novelRecall,
    novelMatchesOf(pairing).length,
    ...contradiction(pairing),
    ...layout(pairing),
    ...particulars(pairing),
  ];
  return { values, fit: recall + 0.5 * precision + 0.5 * novelRecall };
}
