import {
  adjective,
  adverb,
  be,
  determiner,
  ingVerb,
  modal,
  not,
  noun,
  plural,
  possessive,
  singular,
  subjectPronoun,
  thirdPersonVerb,
} from './kinds.js';
import { any, both, either, end, maybe, no, pos, word, type Found, type Pattern } from './pattern.js';

const hasFiniteBesides = ({ sentence }: Found, except: number): boolean =>
  sentence.tokens.some(
    (_, at) =>
      at !== except &&
      (sentence.pos(at) === 'AUX' ||
        sentence.isBe(at) ||
        sentence.isPast(at) ||
        ((sentence.isVerb(at) || (at > 0 && sentence.mayBeVerb(at))) && !/ing$/.test(sentence.word(at)))),
  );

/** What a sentence lacks, or has twice: its verb, its subject, a link between its parts. */
export const missingParts: readonly Pattern[] = [
  {
    rule: 'missing-be',
    parts: [
      both(either(determiner, possessive), (_, index) => index === 0),
      any(adjective),
      either(singular, plural, word(/^(?:children|people|men|women)$/)),
      any(either(adverb, word(/^(?:very|so|too|really|quite)$/))),
      either(both(adjective, no(word(/^(?:like|due|full|enough)$/)))),
      end,
    ],
    about: [0, 4],
    unless: (found) => hasFiniteBesides(found, -1) || found.sentence.isQuestion,
    better: ({ parts, sentence, at }) =>
      `${parts(0, 2)} ${sentence.isSingular(at(2)) ? 'is' : 'are'} ${parts(3, 4)}`.replace(/\s+/g, ' '),
    why: 'The verb “be” is missing',
  },
  {
    rule: 'missing-be',
    parts: [
      both(either(determiner, possessive), (sentence, index) => sentence.startsClause(index)),
      any(adjective),
      either(singular, plural, word(/^(?:children|people|men|women)$/)),
      any(adverb),
      ingVerb,
    ],
    unless: (found) => hasFiniteBesides(found, found.at(4)) || found.sentence.isQuestion,
    better: ({ parts, sentence, at }) =>
      `${parts(0, 2)} ${sentence.isSingular(at(2)) ? 'is' : 'are'} ${parts(3, 4)}`.replace(/\s+/g, ' '),
    why: 'Before the -ing form “is” or “are” is missing',
  },
  {
    rule: 'missing-be',
    parts: [modal, maybe(not), word(/^able$/)],
    better: ({ parts }) => `${parts(0, 1)} be able`,
    why: 'The verb “be” is missing',
  },
  {
    rule: 'have-age',
    parts: [word(/^(?:have|has|had)$/), either(pos('NUM'), word(/^\d+$/)), word(/^years?$/), word(/^old$/)],
    better: ({ parts }) => `be ${parts(1, 3)}`.replace(/^be/, 'am/is/are'),
    why: 'In English one is so many years old',
  },
  {
    rule: 'there-be',
    parts: [
      both(word(/^there$/), (sentence, index) => sentence.startsClause(index)),
      word(/^(?:have|has|had)$/),
      either(determiner, pos('NUM', 'NOUN', 'ADJ'), word(/^(?:no|many|some|a|several)$/)),
    ],
    about: [0, 1],
    better: ({ part }) => `${part(0)} ${{ have: 'are', has: 'is', had: 'was' }[part(1)] ?? 'is'}`,
    why: 'To say that something exists, use “there is” or “there are”',
  },
  {
    rule: 'two-links',
    parts: [
      both(word(/^(?:although|though|because)$/), (_, index) => index === 0),
      any(no(word(/^[,.;!?]$/))),
      word(/^,$/),
      word(/^(?:but|so)$/),
      subjectPronoun,
    ],
    about: [3, 3],
    unless: ({ part }) => /^because/i.test(part(0)) !== (part(3) === 'so'),
    better: () => null,
    why: ({ part }) => `“${part(0)}” links the two parts already, so leave out “${part(3)}”`,
  },
  {
    rule: 'missing-subject',
    parts: [
      both(word(/^(?:because|if|although|but)$/)),
      word(/^(?:is|was)$/),
      either(adjective, word(/^(?:very|so|too|a|the|not)$/), ingVerb),
    ],
    unless: ({ part, sentence, at }) =>
      part(0) === 'but' && sentence.tokens.slice(0, at(0)).some((_, index) => sentence.isBe(index)),
    better: ({ part }) => `${part(0)} it ${part(1)} ${part(2)}`,
    why: 'A subject is missing; it may be “it”',
  },
  {
    rule: 'missing-subject',
    parts: [
      both(word(/^is$/), (_, index) => index === 0),
      either(ingVerb, word(/^(?:very|so|too|not)$/), both(adjective, no(word(/^(?:any|many|much|more)$/)))),
    ],
    unless: ({ sentence }) => sentence.isQuestion,
    better: ({ part }) => `it is ${part(1)}`,
    why: 'A subject is missing; it may be “it”',
  },
  {
    rule: 'double-subject',
    parts: [
      both(possessive, (_, index) => index === 0),
      any(adjective),
      noun,
      word(/^(?:he|she|it|they)$/),
      either(be, thirdPersonVerb, word(/^(?:has|have|does|do|can|will)$/)),
    ],
    about: [0, 4],
    unless: ({ sentence, at }) =>
      sentence.isQuestion ||
      sentence.tokens.slice(at(4) + 1).some((_, index) => {
        const here = at(4) + 1 + index;
        return (
          sentence.isBe(here) ||
          sentence.pos(here) === 'AUX' ||
          (sentence.isVerb(here) && !/ing$/.test(sentence.word(here)))
        );
      }),
    better: ({ parts, part }) => `${parts(0, 2)} ${part(4)}`,
    why: ({ part }) => `One subject is enough: leave out “${part(3)}”`,
  },
];
