import { adjective, be, noun } from './kinds.js';
import { both, either, end, maybe, no, pos, word, type Pattern, type Test } from './pattern.js';

const irregular: Readonly<Record<string, string>> = {
  badder: 'worse',
  baddest: 'worst',
  gooder: 'better',
  goodest: 'best',
  worser: 'worse',
  worstest: 'worst',
  bestest: 'best',
  bettest: 'best',
  littler: 'smaller',
  manyer: 'more',
  farest: 'farthest',
  beautifuler: 'more beautiful',
  beautifulest: 'most beautiful',
};
const vowels = (text: string): number => (text.replace(/e$/, '').match(/[aeiouy]+/g) ?? []).length;
/** Adjectives that are compared with -er and -est: of one syllable, and those in -y. */
const isShort = (text: string): boolean =>
  !/(?:ed|ing)$/.test(text) &&
  !/^(?:real|right|wrong|like|fun|just|true|ill|dead|worth|less|more|most|few|many|much|own|such|same)$/.test(
    text,
  ) &&
  (vowels(text) === 1 || (vowels(text) === 2 && /[^aeiou]y$/.test(text)));
const short: Test = (sentence, index) =>
  sentence.pos(index) === 'ADJ' &&
  sentence.lemma(index) === sentence.word(index) &&
  isShort(sentence.word(index));
const compared = (text: string, ending: 'er' | 'est'): string => {
  if (text === 'good') return ending === 'er' ? 'better' : 'best';
  if (text === 'bad') return ending === 'er' ? 'worse' : 'worst';
  if (text === 'far') return ending === 'er' ? 'farther' : 'farthest';
  if (/e$/.test(text)) return `${text}${ending.slice(1)}`;
  if (/y$/.test(text)) return `${text.slice(0, -1)}i${ending}`;
  return /^[^aeiou]*[aeiou][bdgmnpt]$/.test(text)
    ? `${text}${text.at(-1) ?? ''}${ending}`
    : `${text}${ending}`;
};
const inForm: Test = (sentence, index) =>
  sentence.pos(index) === 'ADJ' &&
  sentence.lemma(index) !== sentence.word(index) &&
  /(?:er|est)$/.test(sentence.word(index));

/** Comparing: -er, -est, more, most, than, as. */
export const comparisons: readonly Pattern[] = [
  {
    rule: 'comparison',
    parts: [word(/^more$/), short, either(word(/^(?:than|then|that|as)$/))],
    about: [0, 1],
    better: ({ part }) => compared(part(1), 'er'),
    why: ({ part }) => `A short adjective takes -er: “${compared(part(1), 'er')}”`,
  },
  {
    rule: 'comparison',
    parts: [be, word(/^more$/), short, either(word(/^[.!?,]$/), word(/^(?:and|because|if|when|to|for)$/))],
    about: [1, 2],
    better: ({ part }) => compared(part(2), 'er'),
    why: ({ part }) => `A short adjective takes -er: “${compared(part(2), 'er')}”`,
  },
  {
    rule: 'comparison',
    parts: [
      word(/^more$/),
      both(pos('ADV', 'ADJ'), word(/^(?:fast|hard|early|late|soon|slow|high|near|long|loud)$/)),
      either(end, word(/^than$/)),
    ],
    about: [0, 1],
    better: ({ part }) => compared(part(1), 'er'),
    why: ({ part }) => `It is “${compared(part(1), 'er')}”`,
  },
  {
    rule: 'comparison',
    parts: [word(/^the$/), word(/^most$/), short, either(noun, pos('PROPN'))],
    about: [1, 2],
    better: ({ part }) => compared(part(2), 'est'),
    why: ({ part }) => `A short adjective takes -est: “${compared(part(2), 'est')}”`,
  },
  {
    rule: 'comparison',
    parts: [word(/^(?:more|most)$/), either(inForm, word(/^(?:better|worse|best|worst)$/))],
    better: ({ part }) => part(1),
    why: ({ part }) => `“${part(1)}” says “more” or “most” by itself`,
  },
  {
    rule: 'comparison',
    parts: [(sentence, index) => irregular[sentence.word(index)] !== undefined],
    better: ({ part }) => irregular[part(0).toLowerCase()] ?? null,
    why: ({ part }) => `It is “${irregular[part(0).toLowerCase()] ?? ''}”`,
  },
  {
    rule: 'comparison',
    parts: [word(/^as$/), adjective, word(/^(?:than|like|then)$/)],
    better: ({ parts }) => `${parts(0, 1)} as`,
    why: 'It is “as … as”',
  },
  {
    rule: 'comparison',
    parts: [
      either(inForm, word(/^(?:better|worse)$/)),
      word(/^(?:then|as|that)$/),
      either(pos('PRON', 'DET', 'PROPN', 'NOUN')),
    ],
    about: [0, 1],
    unless: ({ part, sentence, at }) =>
      (part(1) === 'that' &&
        !/^(?:me|him|her|us|them|yesterday|my|mine|yours|last|in|before|mine|other|others)$/.test(part(2))) ||
      (part(1) === 'as' && /^(?:i|he|she|we|they|you|it|the)$/i.test(part(2))) ||
      (part(1) === 'then' && sentence.pos(at(2)) === 'PRON' && sentence.isVerb(at(2) + 1)),
    better: ({ part }) => `${part(0)} than`,
    why: 'After a comparison it is “than”',
  },
  {
    rule: 'comparison',
    parts: [
      be,
      maybe(word(/^(?:very|so|too|much|not)$/)),
      both(
        adjective,
        (sentence, index) => sentence.lemma(index) === sentence.word(index),
        no(word(/^(?:other|different|rather|better|worse|more|less|further|elder|older|superior)$/)),
        no(word(/er$/)),
      ),
      word(/^than$/),
    ],
    about: [2, 3],
    better: ({ part }) => (isShort(part(2)) ? `${compared(part(2), 'er')} than` : `more ${part(2)} than`),
    why: 'Before “than” the adjective is compared',
  },
];
