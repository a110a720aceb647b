import { pointsOf } from './against-points.js';
import { compareWith } from './against-reference.js';
import { polarity } from './bindings.js';
import type { Key, Rarity } from './key.js';
import { likenessToTexts } from './likeness.js';
import { contentOf, ratio, sum, within } from './measures.js';
import { termsOf, type Term } from './terms.js';
import { WORD_PAIRS, wordPairs } from './word-pairs.js';

const saidFirst = (terms: readonly Term[], words: readonly string[]): boolean =>
  terms.slice(0, 3).some(({ word }) => words.includes(word));

/** Signs that stand in the answer alone, or between it and the question. */
function ofAnswer(key: Key, answer: readonly Term[], length: number, rarity: Rarity): number[] {
  const said = contentOf(answer);
  const mine = sum(said.map(({ stem }) => rarity(stem)));
  const copied = said.filter((term) => within(term, key.question));
  const [reference = []] = key.references;
  const stance = (terms: readonly Term[]) =>
    saidFirst(terms, ['yes', 'agree']) ? 1 : saidFirst(terms, ['no', 'not', 'disagree']) ? -1 : 0;
  return [
    ratio(sum(copied.map(({ stem }) => rarity(stem))), mine),
    ratio(said.filter((term) => !within(term, key.question)).length, said.length),
    Math.log1p(length),
    said.length,
    stance(answer) * stance(reference),
    ratio(mine, said.length),
    Math.max(0, ...answer.map(({ clause }) => clause)),
    ratio(said.filter(({ negated }) => negated).length, said.length),
  ];
}

/**
 * Names of {@link featuresOf}'s numbers, in their order. Each but `hasRubric` depends on the answer: what is the same for all answers to a
 * question would teach the trees which of the few questions here were easy.
 */
export const FEATURES: readonly string[] = [
  ...'recall precision f1 novelRecall novelMatches turned opposites oppositesAnywhere bestClause spread order sequence pairs spelling comparison numbersFound strange missing missingNovel rarestMatch rarestNovelMatch lengthRatio samePolarity'.split(
    ' ',
  ),
  ...'fits bestOther meanRecall'.split(' '),
  ...'pointMin pointMax pointMean pointsMade phrasesMade pointsTurned pointMeanFit hasRubric pointTold pointToldMax pointWords pointOrder coverage pointSecond pointSequence opposedToKey strangeToKey'.split(
    ' ',
  ),
  ...'copied fresh answerLength answerWords stance answerRarity clauses negatedShare'.split(' '),
  ...'samePoles turnedPoles offersBoth nearestText threeNearest pointSpelling nearQuestion'.split(' '),
  ...WORD_PAIRS,
];

/** Numbers that describe how an answer stands to the key, in the order of {@link FEATURES}. */
export const featuresOf = (key: Key, answer: string, rarity: Rarity): number[] =>
  featuresOfTerms(key, termsOf(answer), answer.length, rarity);

/** As {@link featuresOf}, of an answer that is cut into words. @param length in characters */
export function featuresOfTerms(key: Key, answer: readonly Term[], length: number, rarity: Rarity): number[] {
  const compared = key.references.map((reference) => compareWith(key, reference, answer, rarity));
  compared.sort((a, b) => b.fit - a.fit);
  const best = compared[0] ?? compareWith(key, [], answer, rarity);
  return [
    ...best.values,
    best.fit,
    compared[1]?.fit ?? -1,
    ratio(sum(compared.map(({ values }) => values[0] ?? 0)), compared.length),
    ...pointsOf(key, answer, rarity),
    ...ofAnswer(key, answer, length, rarity),
    ...polarity(key, answer),
    ...likenessToTexts(key, answer, rarity),
    ...wordPairs(key, answer),
  ];
}
