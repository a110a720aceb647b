import type { Sentence } from '../words/sentence.js';
import { determiner, name, noun, objectPronoun, possessive, verb } from './kinds.js';
import { both, either, type Found, maybe, no, type Pattern, pos, type Test, word } from './pattern.js';

/**
 * Words and the small word that goes with them: lemma, then the wrong ones that learners take, then the right one.
 * Only what is wrong in every sense of the word stands here.
 */
const partners: readonly (readonly [words: string, wrong: string, right: string])[] = [
  ['depend depends depended depending', 'of from in at to', 'on'],
  ['rely relies relied relying', 'of to in at', 'on'],
  ['insist insists insisted', 'in to at', 'on'],
  ['interested', 'on for about at with of', 'in'],
  ['participate participates participated', 'at on to', 'in'],
  ['succeed succeeds succeeded', 'on at', 'in'],
  ['afraid', 'from with at', 'of'],
  ['scared frightened', 'from', 'of'],
  ['proud', 'for about with on', 'of'],
  ['fond', 'to for with in', 'of'],
  ['capable', 'to for in', 'of'],
  ['full', 'with from', 'of'],
  ['consist consists consisted', 'from with', 'of'],
  ['dream dreams dreamed dreamt dreaming', 'with', 'about'],
  ['married', 'with', 'to'],
  ['similar', 'with of as like', 'to'],
  ['belong belongs belonged', 'for of', 'to'],
  ['accustomed used', 'with', 'to'],
  ['responsible', 'of about', 'for'],
  ['famous', 'of with about', 'for'],
  ['wait waits waited waiting', 'to', 'for'],
  ['search searches searched', 'after', 'for'],
  ['arrive arrives arrived arriving', 'to', 'at'],
  ['laugh laughs laughed laughing', 'of', 'at'],
  ['concentrate concentrates concentrated', 'in at to', 'on'],
  ['focus focuses focused', 'in at to', 'on'],
  ['suffer suffers suffered suffering', 'of', 'from'],
  ['different', 'of', 'from'],
  ['listen listens listened listening', 'at', 'to'],
  ['according', 'with of', 'to'],
  ['attention', 'in on at', 'to'],
  ['agree agrees agreed disagree', 'of', 'with'],
  ['satisfied disappointed', 'of', 'with'],
  ['believe believes believed', 'on', 'in'],
  ['divide divided', 'in by to', 'into'],
  ['translate translated', 'in to', 'into'],
];
const wrongPartner = new Map(
  partners.flatMap(([words, wrong, right]) =>
    words
      .split(' ')
      .flatMap((one) => wrong.split(' ').map((other): [string, string] => [`${one} ${other}`, right])),
  ),
);
function partnerOf(sentence: Sentence, index: number): string | undefined {
  const right = wrongPartner.get(`${sentence.word(index)} ${sentence.word(index + 1)}`);
  // in a town or country, at a place
  return right === 'at' && /^arriv/.test(sentence.word(index)) && sentence.pos(index + 2) === 'PROPN'
    ? 'in'
    : right;
}
/** In these the small word begins something else: "waited to see", "depends in part". */
const beginsElse = ({ sentence, at }: Found): boolean => {
  const after = sentence.word(at(0) + 2);
  const first = sentence.word(at(0));
  if (/^wait/.test(first) || first === 'used') return !determinerLike(sentence, at(0) + 2);
  if (/^arriv/.test(first)) return sentence.isVerb(at(0) + 2);
  if (/^divid|^translat/.test(first))
    return !/^(?:two|three|four|five|six|small|parts?|english|french|german|spanish|chinese|groups?)$/.test(
      after,
    );
  return (
    /^(?:part|order|fact|general|spite|case|turn|return|addition|least|last|first|once|all|time|front|about|him|her|the)$/.test(
      after,
    ) && !/^(?:the|him|her|all)$/.test(after)
  );
};
/** "The lesson was interested for us" wants another adjective, not another small word. */
const saysHowItIs = ({ sentence, at }: Found): boolean => {
  const subject = sentence.tokens.findLastIndex((_, index) => index < at(0) && sentence.isBe(index)) - 1;
  return (
    sentence.word(at(0)) === 'interested' &&
    sentence.word(at(0) + 1) === 'for' &&
    sentence.pos(subject) === 'NOUN'
  );
};
const determinerLike = (sentence: Sentence, index: number): boolean =>
  sentence.isDeterminer(index) ||
  /^(?:me|him|her|us|them|you)$/.test(sentence.word(index)) ||
  sentence.pos(index) === 'PROPN';

const object: Test = either(determiner, possessive, objectPronoun, word(/^(?:you|it)$/), name);
const weekday = word(/^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?$/);
const month = word(
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/,
);
const dayNumber = word(/^(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?$/);
const year = word(/^(?:1[5-9]|20)\d\d$/);

/** Verbs that take their object without a small word, and the one that learners put in. */
const transitive: readonly (readonly [verbs: RegExp, small: RegExp])[] = [
  [/^(?:discuss|discusses|discussed|discussing|mention|mentions|mentioned)$/, /^(?:about|on)$/],
  [/^(?:enter|enters|entered|entering)$/, /^(?:into|to)$/],
  [/^(?:marry|marries|marrying)$/, /^(?:with|to)$/],
  [
    /^(?:call|calls|called|phone|phones|phoned|ask|asks|asked|tell|tells|told|answer|answers|answered|visit|visits|visited|visiting|thank|thanks|thanked|help|helps|helped)$/,
    /^to$/,
  ],
  [/^(?:reach|reaches|reached|reaching|approach|approached|resemble|resembles)$/, /^(?:to|at)$/],
  [/^(?:contact|contacts|contacted)$/, /^(?:with|to)$/],
  [/^(?:emphasize|emphasise|emphasized|request|requested|order|ordered)$/, /^(?:on|for)$/],
];

/** The small words of time and place, and those that go with a verb or an adjective. */
export const prepositions: readonly Pattern[] = [
  {
    rule: 'preposition',
    parts: [
      (sentence, index) => partnerOf(sentence, index) !== undefined,
      pos('ADP', 'SCONJ', 'PART', 'ADV'),
    ],
    unless: (found) =>
      beginsElse(found) ||
      saysHowItIs(found) ||
      (found.part(0) === 'used' &&
        found.sentence.pos(found.at(0)) === 'VERB' &&
        !found.sentence.isBe(found.at(0) - 1)),
    better: ({ part, sentence, at }) => `${part(0)} ${partnerOf(sentence, at(0)) ?? ''}`,
    why: ({ part, sentence, at }) => `It is “${part(0)} ${partnerOf(sentence, at(0)) ?? ''}”`,
  },
  ...transitive.map(([verbs, small]): Pattern => ({
    rule: 'preposition',
    parts: [both(pos('VERB'), word(verbs)), word(small), object],
    unless: ({ sentence, at, part }) =>
      sentence.isVerb(at(2)) ||
      (part(1) === 'to' &&
        /^(?:call|help|answer|order)/.test(part(0)) &&
        !objectPronoun(sentence, at(2)) &&
        part(2) !== 'you'),
    better: ({ part }) => `${part(0)} ${part(2)}`,
    why: ({ part }) => `“${part(0)}” takes no “${part(1)}”`,
  })),
  {
    rule: 'preposition',
    parts: [word(/^(?:wait|waits|waited|waiting)$/), object],
    unless: ({ sentence, at, part }) =>
      /^(?:a|an|another|any|the|all|every|this|that|his|her|your|my|their|our|its)$/.test(part(1)) &&
      /^(?:minute|moment|while|second|hour|day|week|long|time|whole|turn|turns|chance|years?|minutes|night|morning|year|little|few|bit)$/.test(
        sentence.word(at(1) + 1),
      ),
    better: ({ part }) => `${part(0)} for ${part(1)}`,
    why: 'It is “wait for” somebody or something',
  },
  {
    rule: 'preposition',
    parts: [
      word(/^(?:look|looks|looked|looking)$/),
      either(objectPronoun, word(/^(?:this|these|those|it)$/), word(/^(?:the|my|your|his|a)$/)),
      maybe(noun),
    ],
    about: [0, 1],
    unless: ({ sentence, at, part }) =>
      /^(?:a|the|his|my|your)$/.test(part(1))
        ? !/^(?:picture|pictures|photo|photos|board|map|sky|book|window)$/.test(sentence.word(at(2)))
        : /^(?:way|time|old|up|over|in)$/.test(sentence.word(at(1) + 1)),
    better: ({ part }) => `${part(0)} at ${part(1)}`,
    why: 'It is “look at” somebody or something',
  },
  {
    rule: 'verb-pattern',
    parts: [
      word(/^(?:suggest|suggests|suggested|recommend|recommends|recommended)$/),
      either(objectPronoun, word(/^you$/)),
      word(/^to$/),
      verb,
    ],
    about: [0, 2],
    better: () => null,
    why: ({ part }) => `You ${part(0).replace(/(?:ed|s)$/, '')} that somebody does something, or doing it`,
  },
  {
    rule: 'preposition',
    parts: [
      word(
        /^(?:explain|explains|explained|suggest|suggests|suggested|describe|describes|described|recommend|recommended)$/,
      ),
      either(objectPronoun, word(/^you$/)),
      either(determiner, possessive, noun, word(/^(?:how|why|what|that|to)$/)),
    ],
    about: [0, 1],
    unless: ({ part }) =>
      part(1) === 'her' && part(2) !== '' && !/^(?:the|a|an|how|why|what|that|to|this|my)$/.test(part(2)),
    better: () => null,
    why: ({ part }) =>
      `You ${part(0).replace(/(?:ed|s)$/, '')} something to somebody: the thing comes first, then “to ${part(1)}”`,
  },
  {
    rule: 'preposition',
    parts: [word(/^(?:in|at)$/), weekday],
    better: ({ part }) => `on ${part(1)}`,
    why: 'With a day it is “on”',
  },
  {
    rule: 'preposition',
    parts: [word(/^(?:in|at)$/), maybe(word(/^the$/)), dayNumber, maybe(word(/^of$/)), month],
    better: ({ parts }) => `on ${parts(1, 4)}`,
    why: 'With a date it is “on”',
  },
  {
    rule: 'preposition',
    parts: [word(/^(?:in|at)$/), month, dayNumber],
    better: ({ parts }) => `on ${parts(1, 2)}`,
    why: 'With a date it is “on”',
  },
  {
    rule: 'preposition',
    parts: [
      word(/^(?:on|at)$/),
      both(month, no(word(/^(?:may|march)$/))),
      no(either(dayNumber, pos('NUM', 'NOUN', 'PROPN'))),
    ],
    about: [0, 1],
    better: ({ part }) => `in ${part(1)}`,
    why: 'With a month it is “in”',
  },
  {
    rule: 'preposition',
    parts: [word(/^(?:on|at)$/), year],
    better: ({ part }) => `in ${part(1)}`,
    why: 'With a year it is “in”',
  },
  {
    rule: 'preposition',
    parts: [word(/^(?:in|on)$/), word(/^(?:night|midnight|noon)$/), no(pos('NOUN'))],
    about: [0, 1],
    better: ({ part }) => `at ${part(1)}`,
    why: ({ part }) => `It is “at ${part(1)}”`,
  },
  {
    rule: 'preposition',
    parts: [word(/^in$/), word(/^the$/), word(/^other$/), word(/^(?:hand|side)$/)],
    better: () => 'on the other hand',
    why: 'It is “on the other hand”',
  },
  {
    rule: 'preposition',
    parts: [word(/^in$/), word(/^(?:the|one)$/), maybe(word(/^one$/)), word(/^hand$/), word(/^,$/)],
    about: [0, 3],
    better: () => 'on the one hand',
    why: 'It is “on the one hand”',
  },
  {
    rule: 'preposition',
    parts: [word(/^(?:in|at)$/), word(/^the$/), word(/^(?:internet|phone|radio)$/)],
    unless: ({ sentence, at }) => sentence.pos(at(2) + 1) === 'NOUN',
    better: ({ part }) => `on the ${part(2)}`,
    why: ({ part }) => `It is “on the ${part(2)}”`,
  },
  {
    rule: 'preposition',
    parts: [word(/^(?:despite|instead)$/), word(/^(?:of|to)$/)],
    unless: ({ part }) => !/^(?:despite of|instead to)$/i.test(`${part(0)} ${part(1)}`),
    better: ({ part }) => (/^despite$/i.test(part(0)) ? part(0) : `${part(0)} of`),
    why: ({ part }) => (/^despite$/i.test(part(0)) ? '“Despite” takes no “of”' : 'It is “instead of”'),
  },
  {
    rule: 'preposition',
    parts: [
      word(/^(?:go|goes|went|going|come|comes|came|coming|return|returned|get|got)$/),
      word(/^to$/),
      word(
        /^(?:home|abroad|there|here|upstairs|downstairs|downtown|shopping|swimming|fishing|skiing|dancing)$/,
      ),
    ],
    unless: ({ sentence, at }) => sentence.pos(at(2) + 1) === 'NOUN',
    better: ({ part }) => `${part(0)} ${part(2)}`,
    why: ({ part }) => `Before “${part(2)}” there is no “to”`,
  },
  {
    rule: 'preposition',
    parts: [word(/^in$/), word(/^nowadays$/)],
    better: () => 'nowadays',
    why: '“Nowadays” takes no “in”',
  },
  {
    rule: 'since-for',
    parts: [word(/^during$/), pos('NUM'), word(/^(?:years|months|weeks|days|hours|minutes)$/)],
    better: ({ parts }) => `for ${parts(1, 2)}`,
    why: 'With a length of time it is “for”',
  },
];
