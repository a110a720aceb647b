import { isCountable } from '../words/nouns.js';
import {
  adjective,
  article,
  be,
  closesGroup,
  countable,
  noun,
  place,
  plain,
  plural,
  possessive,
  singular,
  verb,
} from './kinds.js';
import { any, both, either, end, maybe, no, pos, word, type Pattern, type Test } from './pattern.js';

const vowel = (text: string): boolean =>
  /^(?:[aeio]|u(?!ni[^nm]|se|su|ro|k\b))|^(?:hour|honest|heir)/.test(text.toLowerCase());
const withArticle = (text: string): string => `${vowel(text) ? 'an' : 'a'} ${text}`;
const needsArticle = 'One thing that can be counted needs “a” or “the” before it';
const afterNoun = either(end, pos('ADP', 'CCONJ', 'ADV'), word(/^(?:that|which|who|when|because|and)$/));
/** "Smiling" before a noun, and not after "is", belongs to the noun. */
const participle: Test = (sentence, index) => /ing$/.test(sentence.word(index)) && !sentence.isBe(index - 1);
/** Verbs after which a noun may stand alone: "play piano", "take place", "go home". */
const looseVerb = word(
  /^(?:go|goes|went|going|gone|play|plays|played|playing|take|takes|took|taking|call|calls|called|named|keep|kept|lose|lost|change|changed|leave|left|find|found|learn|speak|turn|make|made|give|gave|become|turned|catch|set|set|follow|build|say|said|cried)$/,
);
const superlative = word(
  /^(?:best|worst|most|biggest|largest|smallest|oldest|youngest|tallest|highest|longest|fastest|richest|cheapest|happiest|nicest|strongest|greatest|hardest|easiest|hottest|coldest|deepest)$/,
);

/** Articles and the like: what must or must not stand before a noun. */
export const articles: readonly Pattern[] = [
  {
    rule: 'article',
    parts: [both(be, no(word(/^'m$/))), plain, countable, afterNoun],
    about: [0, 2],
    unless: ({ sentence, at }) =>
      sentence.isQuestion || sentence.word(at(0) - 1) === 'there' || /ing$|ed$/.test(sentence.word(at(1))),
    better: ({ part, parts }) => `${part(0)} ${withArticle(parts(1, 2))}`,
    why: needsArticle,
  },
  {
    rule: 'article',
    parts: [
      word(/^(?:be|am|is|was|become|becomes|became)$/),
      both(
        either(
          countable,
          (sentence, index) => sentence.mayBeNoun(index) && isCountable(sentence.word(index)),
        ),
      ),
      afterNoun,
    ],
    about: [0, 1],
    unless: ({ sentence, at }) =>
      sentence.isQuestion || sentence.word(at(0) - 1) === 'there' || sentence.pos(at(1)) === 'ADJ',
    better: ({ part }) => `${part(0)} ${withArticle(part(1))}`,
    why: needsArticle,
  },
  {
    rule: 'article',
    parts: [
      both(verb, no(looseVerb), no(word(/^'s$/)), no(participle)),
      any(plain),
      both(countable, noun),
      afterNoun,
    ],
    about: [0, 2],
    unless: ({ sentence, at }) =>
      /^(?:DET|ADJ|ADP)$/.test(sentence.pos(at(0) - 1)) || possessive(sentence, at(0) - 1),
    better: ({ part, parts }) => `${part(0)} ${withArticle(parts(1, 2))}`,
    why: needsArticle,
  },
  {
    rule: 'article',
    parts: [word(/^(?:have|has|had|having)$/), any(plain), both(countable, noun), afterNoun],
    about: [0, 2],
    better: ({ part, parts }) => `${part(0)} ${withArticle(parts(1, 2))}`,
    why: needsArticle,
  },
  {
    rule: 'article',
    parts: [place, plain, both(countable, noun), afterNoun],
    about: [0, 2],
    unless: ({ sentence, at }) =>
      /^(?:of|by)$/.test(sentence.word(at(0))) || sentence.word(at(0) - 1) === 'from',
    better: ({ part, parts }) => `${part(0)} ${withArticle(parts(1, 2))}`,
    why: needsArticle,
  },
  {
    rule: 'article',
    parts: [be, superlative, maybe(adjective), both(noun, singular)],
    unless: ({ sentence, at }) => /^(?:at|my|his|her|your|our|their|the|'s)$/.test(sentence.word(at(0) - 1)),
    better: ({ part, parts }) => `${part(0)} the ${parts(1, 3)}`,
    why: 'Of all of them only one is “the best”, so “the” goes before it',
  },
  {
    rule: 'article',
    parts: [word(/^what$/), adjective, both(countable, singular), word(/^[!.]$/)],
    about: [0, 2],
    better: ({ part, parts }) => `${part(0)} ${withArticle(parts(1, 2))}`,
    why: needsArticle,
  },
  {
    rule: 'article',
    parts: [
      word(/^(?:in|around|of|over|under|on)$/),
      word(/^(?:world|sun|sky|moon|internet|morning|afternoon|evening|past|beginning|countryside)$/),
      afterNoun,
    ],
    about: [0, 1],
    unless: ({ sentence, at }) =>
      /^\p{Lu}/u.test(sentence.text(at(1), at(1) + 1)) || sentence.word(at(0) - 1) === 'of',
    better: ({ part }) => `${part(0)} the ${part(1)}`,
    why: ({ part }) => `It is “the ${part(1)}”`,
  },
  {
    rule: 'article',
    parts: [article, possessive, any(adjective), noun],
    better: ({ parts }) => parts(1, 3),
    why: ({ part }) => `“${part(1)}” takes the place of “${part(0)}”`,
  },
  {
    rule: 'article',
    parts: [word(/^front$/), word(/^of$/), both(countable, noun), afterNoun],
    about: [1, 2],
    better: ({ part }) => `of the ${part(2)}`,
    why: needsArticle,
  },
  {
    rule: 'article',
    parts: [
      both(either(verb, place), no(word(/^(?:of|by|'s)$/))),
      word(/^(?:environment|government|economy|internet|future|world|police)$/),
      afterNoun,
    ],
    about: [0, 1],
    unless: ({ sentence, at }) =>
      /^\p{Lu}/u.test(sentence.text(at(1), at(1) + 1)) ||
      (/^in$/i.test(sentence.word(at(0))) && sentence.word(at(1)) === 'future') ||
      participle(sentence, at(0)),
    better: ({ part }) => `${part(0)} the ${part(1)}`,
    why: ({ part }) => `It is “the ${part(1)}”`,
  },
  {
    rule: 'demonstrative',
    parts: [word(/^this$/), any(plain), both(noun, plural), closesGroup],
    about: [0, 2],
    better: ({ parts }) => `these ${parts(1, 2)}`,
    why: 'With several things it is “these”',
  },
  {
    rule: 'demonstrative',
    parts: [word(/^(?:these|those)$/), word(/^(?:is|was|has)$/)],
    better: ({ part }) => `${part(0)} ${{ is: 'are', was: 'were', has: 'have' }[part(1)] ?? 'are'}`,
    why: ({ part }) => `“${part(0)}” speaks of several things`,
  },
];
