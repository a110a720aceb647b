import { isCountable, isUncountable } from '../words/nouns.js';
import { pastIsBase } from '../words/verbs.js';
import { both, either, no, pos, type Test, word } from './pattern.js';

/** Words of one kind, as patterns ask for them. */
export const subjectPronoun = word(/^(?:i|you|he|she|it|we|they)$/);
export const objectPronoun = word(/^(?:me|him|her|us|them)$/);
export const possessive = word(/^(?:my|your|his|her|its|our|their)$/);
export const article = word(/^(?:a|an|the)$/);
export const determiner: Test = (sentence, index) => sentence.isDeterminer(index);
export const be: Test = (sentence, index) => /^(?:am|is|are|was|were|'m|'re)$/.test(sentence.word(index));
export const not = word(/^(?:not|n't)$/);
export const helper = word(
  /^(?:do|does|did|can|could|will|would|should|must|may|might|have|has|had|am|is|are|was|were|ca|wo)$/,
);
export const modal = word(/^(?:can|could|will|would|should|must|may|might)$/);
export const adverb = word(
  /^(?:always|often|never|usually|sometimes|also|really|very|just|still|only|too|so|now|already)$/,
);
export const adjective = pos('ADJ');
export const noun = pos('NOUN');
export const name = pos('PROPN');
export const verb = pos('VERB');
/** A verb that stands as the dictionary has it, and can be no other form of it. */
export const baseVerb: Test = (sentence, index) =>
  sentence.pos(index) === 'VERB' &&
  sentence.known(index) &&
  sentence.lemma(index) === sentence.word(index) &&
  !pastIsBase(sentence.word(index));
export const ingVerb: Test = (sentence, index) =>
  sentence.pos(index) === 'VERB' &&
  /ing$/.test(sentence.word(index)) &&
  sentence.lemma(index) !== sentence.word(index);
export const thirdPersonVerb: Test = (sentence, index) => sentence.isThirdPerson(index);
export const pastVerb: Test = (sentence, index) =>
  sentence.pos(index) === 'VERB' &&
  sentence.isPast(index) &&
  !pastIsBase(sentence.word(index)) &&
  !/^(?:bed|shed|wed)$|eed$/.test(sentence.word(index));
export const plural: Test = (sentence, index) => sentence.isPlural(index);
export const singular: Test = (sentence, index) => sentence.isSingular(index);
/** A noun in the singular that cannot stand alone. */
export const countable: Test = (sentence, index) =>
  /^(?:NOUN|ADJ)$/.test(sentence.pos(index)) && isCountable(sentence.word(index));
export const uncountable: Test = (sentence, index) =>
  sentence.pos(index) === 'NOUN' && isUncountable(sentence.word(index));
/** Nothing after it belongs to the same group of nouns. */
export const closesGroup: Test = no(either(pos('NOUN', 'PROPN', 'NUM'), word(/^(?:'s|'|-)$/)));
export const place = word(/^(?:in|on|at|to|from|under|near|behind|into|of|for|with|by|about)$/);
export const plain = both(
  adjective,
  no(
    word(
      /^(?:few|many|much|other|same|such|own|more|less|most|last|next|first|several|little|only|all|enough|whole|single|half|great|good|best|worst)$/,
    ),
  ),
  (sentence, index) =>
    !/(?:est)$/.test(sentence.word(index)) || sentence.lemma(index) === sentence.word(index),
);
