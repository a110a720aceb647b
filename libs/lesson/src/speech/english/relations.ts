import type { Piece } from '../said-word.js';

/** How a relation reads: `x is less than 3`, `is x less than 3`, `let x be less than 3`, `for x less than 3`. */
type Voice = 'stated' | 'asked' | 'bare' | 'named';

/** A question that begins with its verb. A sentence about a statement keeps the verb: "Is it true that 3 < 5?" */
const ASKED =
  /(?:^|[.!?,:;]\s|\b(?:so|then|and|but|now|or|why|when|where|how|(?:for )?(?:which|what) \S+)\s)(?:is|are|was|were)\s(?!(?:it|there)\s)(?:(?!\b(?:that|whether|if|when|where|because|since|statement|inequality|equation|claim|true|false|correct)\b)[^.?!:]|\.(?=\d))*$/iu;
const IN_QUESTION = /^(?:[^.?!]|\.(?=\d))*\?/u;
const BARE =
  /(?:\b(?:let|does|do|did|can|could|must|should|will|would|may|might|cannot|make|makes|not)|n't)\s(?:the\s)?$/iu;
/** The relation is what the sentence speaks of, and has a verb of its own behind it: "Does 3 < 5 hold?" */
const HAS_VERB =
  /^\s(?:(?:still|always|ever|never|really|also)\s)?(?:be|have|hold|make|mean|imply|follow|work|help|say|tell|show|give|describe|need|become|seem|look)\b/iu;
const NAMED = /\b(?:for|with|all|any|every|some|numbers|integers|values|which|only|of)\s$/iu;

function voiceOf(before: string, after: string): Voice {
  if (BARE.test(before)) return HAS_VERB.test(after) ? 'named' : 'bare';
  if (NAMED.test(before)) return 'named';
  return ASKED.test(before) && IN_QUESTION.test(after) ? 'asked' : 'stated';
}

/**
 * The words of a formula as the sentence around it takes them.
 * @param before what stands before the formula; @param after what follows it
 */
export function inSentence(pieces: readonly Piece[], before: string, after: string): Piece[] {
  const voice = voiceOf(before, after);
  return pieces.map((piece) => ({ ...piece, words: relationWords(piece.words, voice) }));
}

/** Other words than a relation's stay. */
export function relationWords(words: readonly string[], voice: Voice): readonly string[] {
  const [first, ...rest] = words;
  if (first === 'equals' && rest.length === 0)
    return voice === 'asked' ? ['equal', 'to'] : voice === 'bare' ? ['equal'] : words;
  if (first !== 'is' || rest.length === 0 || voice === 'stated') return words;
  return voice === 'bare' ? ['be', ...rest] : rest;
}

/** A relation that stands without its left side: "Are all of them < 10?" */
export const isAsked = (before: string, after: string): boolean =>
  ASKED.test(before) && IN_QUESTION.test(after);
