import { featuresOfTerms } from './features.js';
import type { Key, Rarity } from './key.js';
import type { Term } from './terms.js';
import { logitOf, type Trees } from './trees.js';

/** Model answers that are looked at; more say little more. */
const MOST_REFERENCES = 4;

/** Both halves of a text, every second word of it, and two thirds of its words: what a student might say of it. */
function piecesOf(terms: readonly Term[]): (readonly Term[])[] {
  const half = terms.length / 2;
  const every = (keeps: (at: number) => boolean) => terms.filter((_, at) => keeps(at));
  return [
    terms.slice(0, Math.ceil(half)),
    terms.slice(Math.floor(half)),
    every((at) => at % 2 === 0),
    every((at) => at % 2 === 1),
    every((at) => at % 3 !== 0),
    every((at) => at % 3 !== 1),
  ];
}

/** Features of pieces of the model answers, each as if it were an answer. */
export const featuresOfPieces = (key: Key, rarity: Rarity): number[][] =>
  key.references
    .slice(0, MOST_REFERENCES)
    .flatMap(piecesOf)
    .map((piece) => featuresOfTerms(key, piece, piece.map(({ word }) => word).join(' ').length, rarity));

/**
 * How easily an answer to a question comes near its key: the mean logit of pieces of its own model answers. A part of it is
 * taken from the logit of each answer, so that one limit serves questions of many kinds.
 */
export const easeOf = (trees: Trees, pieces: readonly (readonly number[])[]): number =>
  pieces.length === 0
    ? 0
    : pieces.reduce((total, features) => total + logitOf(trees, features), 0) / pieces.length;
