import { adjective, be, modal, noun, objectPronoun, possessive, thirdPersonVerb, verb } from './kinds.js';
import { any, both, either, end, maybe, no, pos, word, type Pattern } from './pattern.js';

const reflexive: Readonly<Record<string, string>> = {
  hisself: 'himself',
  theirself: 'themselves',
  theirselves: 'themselves',
  themself: 'themselves',
  ourself: 'ourselves',
  meself: 'myself',
  itsself: 'itself',
};
const manner: Readonly<Record<string, string>> = {
  good: 'well',
  careful: 'carefully',
  quick: 'quickly',
  bad: 'badly',
  beautiful: 'beautifully',
  quiet: 'quietly',
  happy: 'happily',
  slow: 'slowly',
  perfect: 'perfectly',
  easy: 'easily',
  clear: 'clearly',
  polite: 'politely',
  dangerous: 'dangerously',
  nervous: 'nervously',
  fluent: 'fluently',
  serious: 'seriously',
  regular: 'regularly',
  careless: 'carelessly',
  angry: 'angrily',
  nice: 'nicely',
};
const doing = word(
  /^(?:speak|speaks|spoke|sing|sings|sang|dance|dances|danced|drive|drives|drove|play|plays|played|write|writes|wrote|run|runs|ran|work|works|worked|learn|learns|learned|cook|cooks|cooked|swim|swims|swam|read|reads|talk|talks|talked|walk|walks|walked|behave|behaves|behaved|listen|listens|listened|explain|explains|explained|move|moves|moved|eat|eats|ate|sleep|sleeps|slept|study|studies|studied|draw|draws|drew)$/,
);

/** Pronouns, adverbs, and words that are taken for one another. */
export const confusions: readonly Pattern[] = [
  {
    rule: 'pronoun',
    parts: [
      word(
        /^(?:people|persons?|m[ae]n|wom[ae]n|child|children|boys?|girls?|friends?|students?|teachers?|parents?|someone|somebody|everyone)$/,
      ),
      word(/^which$/),
    ],
    better: ({ part }) => `${part(0)} who`,
    why: 'For people it is “who”',
  },
  {
    rule: 'pronoun',
    parts: [
      both(objectPronoun, (_, index) => index === 0),
      word(/^and$/),
      either(objectPronoun, pos('PRON', 'PROPN'), possessive),
      any(noun),
      either(be, verb, modal, word(/^(?:have|has)$/)),
    ],
    about: [0, 2],
    unless: ({ sentence, at }) => /ing$/.test(sentence.word(at(4))),
    better: () => null,
    why: 'As the subject it is “I”, “he”, “she”, “we” or “they”',
  },
  {
    rule: 'pronoun',
    parts: [(sentence, index) => reflexive[sentence.word(index)] !== undefined],
    better: ({ part }) => reflexive[part(0).toLowerCase()] ?? null,
    why: ({ part }) => `The word is “${reflexive[part(0).toLowerCase()] ?? ''}”`,
  },
  {
    rule: 'pronoun',
    parts: [word(/^(?:to|for|with|from|at|of|about|by)$/), word(/^(?:i|he|she|we|they)$/), word(/^[.!?,]$/)],
    about: [0, 1],
    better: ({ part }) =>
      `${part(0)} ${{ i: 'me', he: 'him', she: 'her', we: 'us', they: 'them' }[part(1).toLowerCase()] ?? ''}`,
    why: ({ part }) => `After “${part(0)}” it is “me”, “him”, “her”, “us” or “them”`,
  },
  {
    rule: 'pronoun',
    parts: [
      word(
        /^(?:see|sees|saw|seen|meet|meets|met|help|helps|helped|love|loves|loved|visit|visits|visited|call|called|give|gives|gave|like|likes|know|knows)$/,
      ),
      word(/^(?:he|we|they|she)$/),
      either(end, pos('ADP')),
    ],
    about: [0, 1],
    unless: ({ sentence, at }) =>
      sentence.word(at(0) - 1) === 'as' ||
      sentence.word(at(0) - 1) === ',' ||
      sentence.tokens
        .slice(0, at(0))
        .some(({ word: before }) => /^(?:do|does|did|never|than|so|nor|"|”)$/.test(before)),
    better: ({ part }) => `${part(0)} ${{ he: 'him', we: 'us', they: 'them', she: 'her' }[part(1)] ?? ''}`,
    why: 'The one to whom it is done is “him”, “her”, “us” or “them”',
  },
  {
    rule: 'pronoun',
    parts: [either(be, verb), word(/^(?:my|your|our|their)$/), word(/^[.!?]$/)],
    about: [1, 1],
    better: ({ part }) => ({ my: 'mine', your: 'yours', our: 'ours', their: 'theirs' })[part(1)] ?? null,
    why: 'Without a noun after it, it is “mine”, “yours”, “ours” or “theirs”',
  },
  {
    rule: 'confused-words',
    parts: [
      both(word(/^there$/), (_, index) => index === 0),
      any(adjective),
      noun,
      either(be, thirdPersonVerb, word(/^(?:has|have)$/)),
    ],
    about: [0, 2],
    better: ({ parts }) => `their ${parts(1, 2)}`,
    why: 'For what belongs to them it is “their”',
  },
  {
    rule: 'confused-words',
    parts: [
      be,
      word(/^to$/),
      both(
        adjective,
        no(word(/^(?:open|close|clean|clear|dry|warm|free|empty|cool|own|present|better|wet|live|last)$/)),
      ),
      either(word(/^(?:for|[.!?,])$/)),
    ],
    about: [1, 2],
    better: ({ part }) => `too ${part(2)}`,
    why: 'For more than enough it is “too”',
  },
  {
    rule: 'confused-words',
    parts: [
      either(modal, word(/^ca$/), word(/^(?:do|did|does)$/)),
      maybe(word(/^(?:not|n't)$/)),
      word(/^here$/),
      either(objectPronoun, word(/^(?:you|it)$/)),
    ],
    about: [2, 3],
    better: ({ part }) => `hear ${part(3)}`,
    why: '“Here” is a place; what ears do is “hear”',
  },
  {
    rule: 'adverb',
    parts: [
      doing,
      either(word(/^(?:very|so|too|really)$/)),
      word(new RegExp(`^(?:${Object.keys(manner).join('|')})$`)),
      either(end, pos('ADP', 'CCONJ')),
    ],
    about: [0, 2],
    better: ({ part, parts }) => `${parts(0, 1)} ${manner[part(2)] ?? ''}`,
    why: ({ part }) => `How somebody does it: “${manner[part(2)] ?? ''}”`,
  },
  {
    rule: 'adverb',
    parts: [
      doing,
      maybe(possessive),
      either(pos('NOUN', 'PROPN')),
      maybe(word(/^(?:very|so|too|really)$/)),
      word(new RegExp(`^(?:${Object.keys(manner).join('|')})$`)),
      end,
    ],
    about: [3, 4],
    better: ({ part }) => `${part(3)} ${manner[part(4)] ?? ''}`.trim(),
    why: ({ part }) => `How somebody does it: “${manner[part(4)] ?? ''}”`,
  },
  {
    rule: 'adverb',
    parts: [
      doing,
      word(
        new RegExp(
          `^(?:${Object.keys(manner)
            .filter((one) => !/^(?:slow|good|quick|happy|angry|nervous)$/.test(one))
            .join('|')})$`,
        ),
      ),
      word(/^[.!?]$/),
    ],
    about: [0, 1],
    better: ({ part }) => `${part(0)} ${manner[part(1)] ?? ''}`,
    why: ({ part }) => `How somebody does it: “${manner[part(1)] ?? ''}”`,
  },
  {
    rule: 'confused-words',
    parts: [
      word(/^(?:i|we)$/),
      be,
      maybe(word(/^(?:very|so|really|not)$/)),
      word(
        /^(?:boring|interesting|exciting|tiring|confusing|disappointing|surprising|frightening|embarrassing)$/,
      ),
      no(noun),
    ],
    about: [1, 3],
    better: ({ parts, part }) => `${parts(1, 2)} ${part(3).replace(/ing$/, 'ed')}`,
    why: ({ part }) => `For what somebody feels it is “${part(3).replace(/ing$/, 'ed')}”`,
  },
  {
    rule: 'confused-words',
    parts: [be, maybe(word(/^(?:very|so|really|not)$/)), word(/^interesting$/), word(/^in$/)],
    about: [2, 3],
    better: () => 'interested in',
    why: 'For what somebody feels it is “interested in”',
  },
];
