import { align, areOpposite } from './alignment.js';
import type { Key, Rarity } from './key.js';
import { contentOf, orderOf, ratio, sequenceOf, sum, within } from './measures.js';
import type { Term } from './terms.js';

const nothing = { fit: 0, turned: false, words: 0, told: 0, order: 1, sequence: 0 };

/** How far a phrase is there: the share of its weight that one clause holds, in its polarity. */
function phraseFit(key: Key, phrase: readonly Term[], answer: readonly Term[], rarity: Rarity) {
  const total = sum(contentOf(phrase).map(({ stem }) => rarity(stem)));
  if (total === 0) return nothing;
  const matches = align(phrase, answer);
  const matched = sum(
    matches.map(({ reference: at, likeness }) => likeness * rarity(phrase[at]?.stem ?? '')),
  );
  const turned = matches.filter(
    ({ reference: at, answer: there }) => phrase[at]?.negated !== answer[there]?.negated,
  );
  const places = matches.map(({ answer: at }) => at);
  const width = places.length < 2 ? 1 : (Math.max(...places) - Math.min(...places) + 1) / phrase.length;
  const fresh = matches.filter(({ reference: at }) => {
    const term = phrase[at];
    return term !== undefined && !within(term, key.question);
  });
  return {
    fit: matched / total / Math.max(1, Math.sqrt(width / 2)),
    turned: turned.length * 2 > matches.length,
    words: matches.length,
    told: sum(fresh.map(({ reference: at }) => rarity(phrase[at]?.stem ?? ''))),
    order: orderOf(matches),
    sequence: sequenceOf(phrase, answer),
  };
}

const vocabularyOf = (key: Key): readonly Term[] => [
  ...key.question,
  ...key.references.flat(),
  ...key.points.flat(2),
];

/** Words of the answer whose opposite some text of the key has, and which none has itself. */
function opposed(key: Key, answer: readonly Term[]): number {
  const vocabulary = vocabularyOf(key);
  const others = contentOf(answer).filter((term) => !within(term, vocabulary));
  return Math.min(3, others.filter((term) => vocabulary.some((one) => areOpposite(term, one))).length);
}

/** Number of words that no text of the key speaks of. */
function strange(key: Key, answer: readonly Term[]): number {
  const vocabulary = vocabularyOf(key);
  return contentOf(answer).filter((term) => !within(term, vocabulary)).length;
}

/** Share of the answer that some text of the key speaks of: what is left over may be another answer. */
function coverage(key: Key, answer: readonly Term[], rarity: Rarity): number {
  const vocabulary = vocabularyOf(key);
  const said = contentOf(answer);
  const known = said.filter((term) => within(term, vocabulary));
  return ratio(sum(known.map(({ stem }) => rarity(stem))), sum(said.map(({ stem }) => rarity(stem))));
}

/** Numbers that say how far the points of the key are made. */
export function pointsOf(key: Key, answer: readonly Term[], rarity: Rarity): number[] {
  const fits = key.points.map((phrases) => {
    const all = phrases.map((phrase) => phraseFit(key, phrase, answer, rarity));
    const best = all.reduce(
      (one, other) => (other.fit + 0.02 * other.told > one.fit + 0.02 * one.told ? other : one),
      nothing,
    );
    return {
      ...best,
      second: all.map(({ fit, turned }) => (turned ? fit * 0.3 : fit)).sort((a, b) => b - a)[1] ?? 0,
      made: all.filter(({ fit, turned }) => fit > 0.8 && !turned).length,
      mean: ratio(sum(all.map(({ fit }) => fit)), all.length),
    };
  });
  const values = fits.map(({ fit, turned }) => (turned ? fit * 0.3 : fit));
  return [
    Math.min(1, ...values),
    Math.max(0, ...values),
    ratio(sum(values), values.length),
    ratio(fits.filter(({ made }) => made > 0).length, fits.length),
    Math.min(3, ...fits.map(({ made }) => made)),
    fits.filter(({ turned, fit }) => turned && fit > 0.6).length,
    Math.min(1, ...fits.map(({ mean }) => mean)),
    key.kind === 'rubric' || key.kind === 'both' ? 1 : 0,
    Math.min(20, ...fits.map(({ told }) => told)),
    Math.max(0, ...fits.map(({ told }) => told)),
    Math.min(9, ...fits.map(({ words }) => words)),
    Math.min(1, ...fits.map(({ order }) => order)),
    coverage(key, answer, rarity),
    Math.min(1, ...fits.map(({ second }) => second)),
    Math.min(1, ...fits.map(({ sequence }) => sequence)),
    opposed(key, answer),
    strange(key, answer),
  ];
}
