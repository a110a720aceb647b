import { thirdPerson } from '../words/verbs.js';
import type { Sentence } from '../words/sentence.js';
import {
  adverb,
  be,
  countable,
  determiner,
  noun,
  plain,
  plural,
  possessive,
  singular,
  thirdPersonVerb,
} from './kinds.js';
import { any, both, either, type Found, maybe, no, type Pattern, pos, type Test, word } from './pattern.js';

const forMany: Readonly<Record<string, string>> = {
  is: 'are',
  was: 'were',
  has: 'have',
  does: 'do',
  am: 'are',
};
const forOne: Readonly<Record<string, string>> = { are: 'is', were: 'was', have: 'has', do: 'does' };
const startsHere: Test = (sentence, index) =>
  sentence.startsClause(index) || /^(?:that|if|because)$/.test(sentence.word(index - 1));
/** A noun that may be a verb, as the tagger knows from other places. */
const nounOrVerb: Test = (sentence, index) =>
  sentence.mayBeVerb(index) && sentence.lemma(index) === sentence.word(index);
const amount =
  /^(?:lot|number|couple|majority|group|kind|rest|half|part|pair|range|variety|series|bunch|handful|team|family|sort|crowd|set|type|minority|plenty|percentage|collection|list|class|party|herd|flock|lots|dozen|hundred|thousand|basket|load|piece|row|line|third|quarter)$/;
const hasVerbOutside = (sentence: Sentence, first: number, last: number): boolean =>
  sentence.tokens.some(
    (_, at) =>
      (at < first || at > last) && (sentence.isVerb(at) || sentence.pos(at) === 'AUX' || sentence.isPast(at)),
  );
const toMany = ({ part, parts, sentence, at }: Found, verb: number): string =>
  `${parts(0, verb - 1)} ${forMany[part(verb)] ?? sentence.lemma(at(verb))}`;

/** Subjects and verbs that do not fit together. */
export const agreementPatterns: readonly Pattern[] = [
  {
    rule: 'third-person',
    parts: [
      both(startsHere, either(possessive, word(/^(?:the|this|that|every|each|a|an)$/))),
      any(plain),
      both(noun, singular),
      both(noun, nounOrVerb),
      either(determiner, possessive, pos('PRON', 'ADP', 'ADV', 'PART', 'ADJ')),
    ],
    about: [0, 3],
    unless: ({ sentence, at }) => hasVerbOutside(sentence, at(0), at(3)) || sentence.isQuestion,
    better: ({ part, parts }) => `${parts(0, 2)} ${thirdPerson(part(3))}`,
    why: 'With one person or thing the verb takes an s',
  },
  {
    rule: 'third-person',
    parts: [
      both(startsHere, either(possessive, word(/^(?:the|this|that|every|each|a|an)$/))),
      any(plain),
      both(noun, singular),
      both(pos('VERB'), (sentence, index) => sentence.isBaseVerb(index)),
    ],
    unless: ({ sentence, at }) =>
      hasVerbOutside(sentence, at(0), at(3)) ||
      sentence.isQuestion ||
      sentence.subjectAt(at(0)) !== undefined,
    better: ({ part, parts }) => `${parts(0, 2)} ${thirdPerson(part(3))}`,
    why: 'With one person or thing the verb takes an s',
  },
  {
    rule: 'agreement',
    parts: [
      both(startsHere, either(determiner, possessive)),
      any(plain),
      both(noun, singular),
      word(/^of$/),
      either(determiner, possessive),
      any(plain),
      both(noun, plural),
      word(/^(?:are|were|have|do)$/),
    ],
    unless: ({ sentence, part }) => amount.test(part(2)) || sentence.isQuestion,
    better: ({ part, parts }) => `${parts(0, 6)} ${forOne[part(7)] ?? part(7)}`,
    why: ({ part }) => `The verb goes with “${part(2)}”, which is one`,
  },
  {
    rule: 'agreement',
    parts: [
      both(startsHere, word(/^(?:one|each|neither|either)$/)),
      word(/^of$/),
      either(determiner, possessive),
      any(plain),
      both(noun, plural),
      word(/^(?:are|were|have)$/),
    ],
    unless: ({ part, sentence }) => !/^(?:one|each)$/i.test(part(0)) || sentence.isQuestion,
    better: ({ part, parts }) => `${parts(0, 4)} ${forOne[part(5)] ?? part(5)}`,
    why: ({ part }) => `The verb goes with “${part(0)}”`,
  },
  {
    rule: 'agreement',
    parts: [
      both(startsHere, either(determiner, possessive)),
      any(plain),
      both(noun, plural),
      word(/^of$/),
      either(determiner, possessive),
      any(plain),
      noun,
      word(/^(?:is|was|has)$/),
    ],
    unless: ({ sentence, part, at }) =>
      sentence.isQuestion ||
      /^(?:news|series|means|lots|plenty|maths)$/.test(part(2)) ||
      sentence.pos(at(0) - 1) === 'ADP',
    better: (found) => toMany(found, 7),
    why: ({ part }) => `The verb goes with “${part(2)}”, which are several`,
  },
  {
    rule: 'agreement',
    parts: [
      both(startsHere, either(plain, word(/^(?:many|most|some|all|other|several)$/))),
      any(plain),
      both(noun, plural),
      any(adverb),
      either(word(/^(?:is|was|has|does)$/), thirdPersonVerb),
    ],
    unless: ({ sentence }) => sentence.isQuestion,
    better: (found) => toMany(found, 4),
    why: 'Several people or things: the verb takes no s',
  },
  {
    rule: 'agreement',
    parts: [both(noun, plural), word(/^(?:who|which|that)$/), any(adverb), word(/^(?:is|was|has|does)$/)],
    unless: ({ sentence, at }) =>
      sentence.word(at(0) - 2) === 'one' ||
      sentence.tokens.slice(0, at(0)).some(({ word: before }) => before === 'one' || before === 'of'),
    better: (found) => toMany(found, 3),
    why: ({ part }) => `“${part(1)}” stands for “${part(0)}”, which are several`,
  },
  {
    rule: 'agreement',
    parts: [
      word(/^people$/),
      maybe(word(/^(?:who|that|which)$/)),
      either(word(/^(?:is|was|has|does)$/), thirdPersonVerb),
    ],
    unless: ({ sentence, at, part }) =>
      sentence.isQuestion ||
      (part(1) === '' && at(0) > 0 && !sentence.startsClause(at(0)) && !sentence.startsClause(at(0) - 1)),
    better: (found) => toMany(found, 2),
    why: '“People” are several',
  },
  {
    rule: 'agreement',
    parts: [
      word(/^an?$/),
      any(plain),
      both(countable, singular),
      word(/^(?:who|which)$/),
      any(adverb),
      word(/^(?:are|were|have|do)$/),
    ],
    better: ({ part, parts }) => `${parts(0, 4)} ${forOne[part(5)] ?? part(5)}`,
    why: ({ part }) => `“${part(3)}” stands for one ${part(2)}`,
  },
  {
    rule: 'agreement',
    parts: [
      both(startsHere, either(pos('PROPN'), word(/^(?:he|she|i|it)$/))),
      word(/^and$/),
      either(pos('PROPN'), word(/^(?:he|she|i|it)$/)),
      word(/^(?:is|was|has|does|am)$/),
    ],
    unless: ({ sentence }) => sentence.isQuestion,
    better: (found) => toMany(found, 3),
    why: 'Two people: the verb takes the form for several',
  },
  {
    rule: 'agreement',
    parts: [word(/^(?:he|she|it)$/), maybe(adverb), word(/^(?:are|were|have|do)$/), no(be)],
    about: [0, 2],
    unless: ({ sentence, at }) =>
      sentence.isQuestion ||
      /^(?:were)$/.test(sentence.word(at(2))) ||
      sentence.tokens
        .slice(0, at(0))
        .some((_, index) =>
          /^(?:and|than|as|like|but|if|though|that|let|see|make|makes|made|help|have|hear|watch|does|did|do|can|could|will|would|may|might|must|should|shall|saw|had|suggest)$/.test(
            sentence.word(index),
          ),
        ),
    better: ({ part, parts }) => `${parts(0, 1)} ${forOne[part(2)] ?? part(2)}`,
    why: ({ part }) => `It is “${part(0)} ${forOne[part(2)] ?? ''}”`,
  },
];
