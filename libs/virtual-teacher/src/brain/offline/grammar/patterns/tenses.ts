import { baseOfPast, isPastAlone, participleOf } from '../words/verbs.js';
import {
  adverb,
  baseVerb,
  be,
  determiner,
  not,
  noun,
  pastVerb,
  subjectPronoun,
  thirdPersonVerb,
  verb,
} from './kinds.js';
import { any, both, either, end, maybe, no, pos, word, type Pattern } from './pattern.js';

/** Tenses and the irregular forms of verbs. */
export const tenses: readonly Pattern[] = [
  {
    rule: 'irregular',
    parts: [be, maybe(not), maybe(adverb), (sentence, index) => isPastAlone(sentence.word(index))],
    unless: ({ part, sentence, at }) =>
      (/^(?:wore|bore|lay|fell|saw|rose|drunk|swore|began)$/.test(part(3)) &&
        sentence.pos(at(3)) !== 'VERB') ||
      /^(?:wound|rose|saw|fell)$/.test(part(3)),
    better: ({ parts, part }) => `${parts(0, 2)} ${participleOf(baseOfPast(part(3)) ?? '') ?? ''}`,
    why: ({ part }) => `After “${part(0)}” it is “${participleOf(baseOfPast(part(3)) ?? '') ?? ''}”`,
  },
  {
    rule: 'irregular',
    parts: [
      word(/^(?:have|has|had|'ve)$/),
      maybe(either(not, word(/^(?:never|always|already|just|ever)$/))),
      (sentence, index) => isPastAlone(sentence.word(index)),
    ],
    unless: ({ part }) => /^(?:saw|rose|fell|wound)$/.test(part(2)) && part(0) === 'had',
    better: ({ parts, part }) => `${parts(0, 1)} ${participleOf(baseOfPast(part(2)) ?? '') ?? ''}`,
    why: ({ part }) => `After “${part(0)}” it is “${participleOf(baseOfPast(part(2)) ?? '') ?? ''}”`,
  },
  {
    rule: 'since-present',
    parts: [
      subjectPronoun,
      maybe(adverb),
      either(baseVerb, thirdPersonVerb, word(/^(?:am|is|are)$/)),
      any(no(either(end, word(/^since$/)))),
      word(/^since$/),
      either(
        word(/^(?:1[5-9]|20)\d\d$/),
        word(
          /^(?:last|childhood|yesterday|then|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/,
        ),
        pos('NUM'),
      ),
    ],
    better: () => null,
    why: 'For what began in the past and goes on, it is “have” and a participle: “have lived … since”',
  },
  {
    rule: 'past-time',
    parts: [
      both(word(/^when$/), (_, index) => index === 0),
      subjectPronoun,
      word(/^(?:was|were)$/),
      any(no(end)),
      word(/^,$/),
      subjectPronoun,
      maybe(adverb),
      either(baseVerb, thirdPersonVerb),
    ],
    about: [7, 7],
    better: () => null,
    why: 'The time is over, so the verb is in the past',
  },
  {
    rule: 'conditional',
    parts: [
      word(/^if$/),
      either(word(/^(?:i|he|she|it|we|they)$/), both(determiner)),
      maybe(noun),
      word(/^will$/),
      maybe(not),
      either(verb, word(/^(?:be|have)$/)),
    ],
    about: [0, 5],
    unless: ({ sentence, at }) =>
      /^(?:know|knew|wonder|ask|asked|see|sure|tell|doubt|decide|wondered|me|him|her|us|them)$/.test(
        sentence.word(at(0) - 1),
      ),
    better: () => null,
    why: 'After “if” the present says what may come: no “will”',
  },
  {
    rule: 'conditional',
    parts: [
      both(word(/^if$/)),
      subjectPronoun,
      either(word(/^(?:had|was|were)$/), pastVerb),
      any(no(end)),
      maybe(word(/^,$/)),
      subjectPronoun,
      word(/^will$/),
    ],
    about: [5, 6],
    better: ({ part }) => `${part(5)} would`,
    why: 'After “if” with the past it is “would”',
  },
  {
    rule: 'stative',
    parts: [
      be,
      maybe(not),
      maybe(adverb),
      word(/^(?:knowing|wanting|needing|believing|understanding|belonging|owning|preferring)$/),
    ],
    unless: ({ sentence }) => sentence.isQuestion,
    better: () => null,
    why: ({ part }) => `“${part(3)}” names a state: it takes no “${part(0)}” and -ing`,
  },
];
