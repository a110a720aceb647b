import { gerund, participleOf, thirdPerson } from '../words/verbs.js';
import {
  baseVerb,
  closesGroup,
  determiner,
  ingVerb,
  noun,
  objectPronoun,
  possessive,
  subjectPronoun,
} from './kinds.js';
import { any, both, either, end, maybe, no, type Pattern, pos, word } from './pattern.js';

const MONTH = /^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/;
const COUNTRY =
  /^(?:germany|france|spain|italy|poland|china|japan|india|russia|brazil|canada|mexico|england|scotland|ireland|turkey|greece|portugal|austria|australia|africa|europe|asia|egypt|sweden|norway|denmark|switzerland|argentina|chile|peru|iran|iraq|israel|vietnam|korea|thailand|indonesia|ukraine|hungary|america)$/;
const PEOPLE = /(?:..er|..or|ist|ian|ress|nurse|cook|clerk|secretary|au-pair|assistant|vet)$/;
const SIZE = /^(?:big|small|large|little|huge|tiny|long|short|tall|old|new|young|thick|thin)$/;
const COLOUR = /^(?:red|blue|green|yellow|black|white|brown|grey|gray|pink|purple)$/;
const ADVERBS: Readonly<Record<string, string>> = {
  ...{ beautiful: 'beautifully', careful: 'carefully', quick: 'quickly', perfect: 'perfectly', bad: 'badly' },
  ...{ nice: 'nicely', quiet: 'quietly', easy: 'easily', correct: 'correctly', fluent: 'fluently' },
  ...{ terrible: 'terribly', wonderful: 'wonderfully', polite: 'politely', dangerous: 'dangerously' },
  ...{ good: 'well', careless: 'carelessly', happy: 'happily', angry: 'angrily' },
};
const isSubject = either(subjectPronoun, pos('PROPN'));
const formOfBe: Readonly<Record<string, string>> = { i: 'am', he: 'is', she: 'is', it: 'is' };
const lend: Readonly<Record<string, string>> = { borrow: 'lend', borrows: 'lends', borrowed: 'lent' };
const miss: Readonly<Record<string, string>> = { lose: 'miss', loses: 'misses', lost: 'missed' };
const doFor: Readonly<Record<string, string>> = { make: 'do', makes: 'does', made: 'did', making: 'doing' };

/** Words that go together, and what learners put in their place. */
export const setPhrases: readonly Pattern[] = [
  {
    rule: 'preposition',
    parts: [word(/^(?:in|at)$/), word(/^the$/), pos('ADJ', 'NOUN', 'NUM'), word(/^of$/), word(MONTH)],
    about: [0, 4],
    unless: ({ part }) => !/(?:st|nd|rd|th|first|second|third)$/.test(part(2)),
    better: ({ parts }) => `on ${parts(1, 4)}`,
    why: 'With a day it is “on”',
  },
  {
    rule: 'preposition',
    parts: [word(/^by$/), word(/^(?:foot|feet)$/), end],
    about: [0, 1],
    better: () => 'on foot',
    why: 'It is “by bus” and “by car”, but “on foot”',
  },
  {
    rule: 'preposition',
    parts: [
      word(
        /^(?:enjoy|enjoys|enjoyed|discuss|discusses|discussed|marry|married|enter|entered|reach|reached)$/,
      ),
      word(/^(?:of|about|with|to)$/),
      either(determiner, possessive, objectPronoun, word(/^it$/)),
    ],
    about: [0, 1],
    // "was married to the king", "entered with a bow"
    unless: ({ part }) =>
      !/^(?:enjoy\w* (?:of|with)|discuss\w* (?:about|of|with the)|enter\w* to|reach\w* to|marry with)$/.test(
        `${part(0)} ${part(1)}`,
      ) || /^reached? to/.test(`${part(0)} ${part(1)}`),
    better: ({ part }) => part(0),
    why: ({ part }) => `After “${part(0)}” there is no “${part(1)}”`,
  },
  {
    rule: 'preposition',
    parts: [
      word(/^(?:work|works|worked|working)$/),
      word(/^like$/),
      word(/^an?$/),
      both(noun, word(PEOPLE), no(word(/^(?:horror|beaver|tiger|mirror)$/))),
    ],
    about: [0, 1],
    better: ({ part }) => `${part(0)} as`,
    why: 'For somebody’s job it is “as”',
  },
  {
    rule: 'article',
    parts: [word(/^(?:in|to|from|of|near|around)$/), word(/^the$/), word(COUNTRY), closesGroup],
    about: [1, 2],
    unless: ({ sentence, at }) => /^(?:of|that|where|which)$/.test(sentence.word(at(2) + 1)),
    better: ({ part }) => part(2),
    why: 'Most countries and continents have no “the”',
  },
  {
    rule: 'double-negative',
    parts: [word(/^never$/), word(/^(?:do|does|did)$/), word(/^(?:not|n't)$/), baseVerb],
    better: ({ part, sentence, at }) =>
      part(1) === 'does'
        ? `never ${thirdPerson(sentence.lemma(at(3)))}`
        : part(1) === 'do'
          ? `never ${part(3)}`
          : null,
    why: '“Never” says “not” already',
  },
  {
    rule: 'word-order',
    parts: [
      both(word(/^what$/), (_, index) => index === 0),
      word(/^(?:means|mean)$/),
      either(determiner, possessive),
    ],
    about: [0, 1],
    unless: ({ sentence }) => !sentence.isQuestion,
    better: () => null,
    why: 'A question has a helper before its subject: “What does … mean?”',
  },
  {
    rule: 'word-order',
    parts: [
      either(determiner, possessive),
      both(word(COLOUR), pos('ADJ')),
      both(word(SIZE), pos('ADJ')),
      both(noun, no(word(/^one$/))),
    ],
    about: [1, 2],
    better: ({ part }) => `${part(2)} ${part(1)}`,
    why: 'Size and age come before the colour',
  },
  {
    rule: 'plural',
    parts: [
      word(/^(?:this|that)$/),
      any(pos('ADJ')),
      word(/^(?:trousers|jeans|scissors|shorts|pyjamas|pajamas|glasses|clothes|sunglasses|tights|leggings)$/),
    ],
    better: ({ part }) =>
      `${part(0).toLowerCase() === 'this' ? 'these' : 'those'} ${part(1) === '' ? '' : `${part(1)} `}${part(2)}`,
    why: ({ part }) => `“${part(2)}” is always a plural`,
  },
  {
    rule: 'agreement',
    parts: [
      word(/^the$/),
      word(/^police$/),
      maybe(word(/^(?:always|now|never|already|still)$/)),
      word(/^(?:is|was|has)$/),
    ],
    better: ({ parts, part }) => `${parts(0, 2)} ${{ is: 'are', was: 'were', has: 'have' }[part(3)] ?? ''}`,
    why: '“The police” are several people',
  },
  {
    rule: 'agreement',
    parts: [
      word(/^(?:both|many|several|few|all|most|some)$/),
      word(/^of$/),
      word(/^(?:them|us|you|these|those)$/),
      word(/^(?:is|was|has)$/),
    ],
    about: [2, 3],
    better: ({ part }) => `${part(2)} ${{ is: 'are', was: 'were', has: 'have' }[part(3)] ?? ''}`,
    why: 'Several people or things take the plural',
  },
  {
    rule: 'verb-pattern',
    parts: [
      both(subjectPronoun, no(word(/^it$/)), (sentence, index) => sentence.startsClause(index)),
      word(/^(?:use|uses)$/),
      word(/^to$/),
      baseVerb,
    ],
    about: [1, 3],
    unless: ({ sentence }) =>
      sentence.isQuestion ||
      !sentence.tokens.some(
        (_, index) =>
          sentence.isPast(index) || /^(?:was|were|child|young|past|ago)$/.test(sentence.word(index)),
      ),
    better: ({ part }) => `used to ${part(3)}`,
    why: 'For what was so in the past it is “used to”',
  },
  {
    rule: 'gerund',
    parts: [
      word(/^(?:i|he|she|we|you)$/),
      either(word(/^(?:am|is|are|was|were|'m|'s|'re)$/)),
      maybe(word(/^(?:not|n't|really|quite)$/)),
      word(/^used$/),
      word(/^to$/),
      baseVerb,
    ],
    about: [3, 5],
    better: ({ sentence, at }) => `used to ${gerund(sentence.lemma(at(5)))}`,
    why: 'After “be used to” the verb takes -ing',
  },
  {
    rule: 'since-present',
    parts: [
      subjectPronoun,
      word(/^(?:'s|'m|'re|is|am|are)$/),
      ingVerb,
      any(no(either(end, word(/^since$/)))),
      word(/^since$/),
      any(either(determiner, possessive, pos('ADJ', 'NUM'))),
      pos('NOUN', 'PROPN', 'NUM'),
      end,
    ],
    about: [0, 4],
    better: () => null,
    why: 'For what began in the past and goes on, it is “have been” and -ing',
  },
  {
    rule: 'confused-words',
    parts: [word(/^borrow(?:s|ed)?$/), objectPronoun, either(possessive, determiner)],
    about: [0, 1],
    better: ({ part }) => `${lend[part(0)] ?? 'lend'} ${part(1)}`,
    why: 'Who gives “lends”; who takes “borrows”',
  },
  {
    rule: 'confused-words',
    parts: [
      word(/^(?:lose|loses|lost)$/),
      word(/^(?:the|my|our|his|her|their)$/),
      word(/^(?:bus|train|plane|flight|ferry|tram)$/),
      closesGroup,
    ],
    better: ({ part }) => `${miss[part(0)] ?? 'miss'} ${part(1)} ${part(2)}`,
    why: 'Who comes too late “misses” it',
  },
  {
    rule: 'confused-words',
    parts: [
      word(/^(?:make|makes|made|making)$/),
      maybe(either(possessive, determiner)),
      word(/^(?:homework|housework)$/),
      closesGroup,
    ],
    better: ({ part }) => `${doFor[part(0)] ?? 'do'} ${part(1) === '' ? '' : `${part(1)} `}${part(2)}`,
    why: ({ part }) => `With “${part(2)}” it is “do”`,
  },
  {
    rule: 'confused-words',
    parts: [isSubject, word(/^(?:have|has)$/), pos('NUM'), word(/^years$/), maybe(word(/^old$/)), end],
    about: [1, 4],
    better: ({ part }) => `${formOfBe[part(0).toLowerCase()] ?? 'is'} ${part(2)} years old`,
    why: 'An age takes “be”: “is ten years old”',
  },
  {
    rule: 'adverb',
    parts: [
      word(
        /^(?:sing|sings|dance|dances|danced|write|writes|drive|drives|drove|speak|speaks|spoke|read|reads|work|works|worked|paint|paints|behave|behaves|behaved|sang)$/,
      ),
      (sentence, index) => sentence.pos(index) === 'ADJ' && ADVERBS[sentence.word(index)] !== undefined,
      either(end, word(/^(?:in|at|on|with|for|every|when|today|yesterday)$/)),
    ],
    about: [0, 1],
    better: ({ part }) => `${part(0)} ${ADVERBS[part(1)] ?? ''}`,
    why: ({ part }) => `How somebody does something is said with “${ADVERBS[part(1)] ?? ''}”`,
  },
  {
    rule: 'irregular',
    parts: [
      word(/^(?:is|are|was|were|be|been)$/),
      maybe(word(/^(?:not|never|already|often|always)$/)),
      both(baseVerb, (sentence, index) => {
        const participle = participleOf(sentence.word(index));
        return participle !== undefined && participle !== sentence.word(index);
      }),
      either(word(/^(?:by|yesterday|today|in|from)$/)),
    ],
    about: [0, 2],
    // "all he did was run in circles"
    unless: ({ sentence, at }) =>
      /^(?:i|he|she|we|they|you|did|do|does|is|thing|job|plan)$/.test(sentence.word(at(0) - 1)),
    better: ({ parts, part }) => `${parts(0, 1)} ${participleOf(part(2)) ?? ''}`,
    why: ({ part }) => `What happens to something takes the participle: “${participleOf(part(2)) ?? ''}”`,
  },
];
