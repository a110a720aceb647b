import { isUncountable, mendedPlural, pluralOf } from '../words/nouns.js';
import type { Issue, Sentence } from '../words/sentence.js';
import {
  adjective,
  closesGroup,
  countable,
  noun,
  plain,
  plural,
  possessive,
  singular,
  thirdPersonVerb,
  uncountable,
  verb,
} from './kinds.js';
import { any, both, either, end, maybe, no, word, type Pattern } from './pattern.js';

/** One and several, what is counted and what is not. */
export const quantities: readonly Pattern[] = [
  {
    rule: 'plural',
    parts: [
      word(/^(?:all|both)$/),
      either(possessive, word(/^(?:these|those)$/)),
      any(plain),
      both(countable, no(verb)),
      closesGroup,
    ],
    about: [0, 3],
    unless: ({ sentence, at }) =>
      /^(?:world|week|year|family|way|month|life|town|village|company|country|city)$/.test(
        sentence.word(at(3)),
      ),
    better: ({ part, parts }) => `${parts(0, 2)} ${pluralOf(part(3))}`,
    why: ({ part }) => `“${part(0)}” speaks of more than one`,
  },
  {
    rule: 'plural',
    parts: [
      word(/^one$/),
      word(/^of$/),
      either(possessive, word(/^(?:the|these|those)$/)),
      any(either(adjective, word(/^(?:most|more|very)$/))),
      both(noun, singular),
      either(closesGroup, thirdPersonVerb),
    ],
    about: [0, 4],
    unless: ({ sentence, at }) =>
      /^(?:team|group|family|class|lot|pair|party|kind|company|crew)$/.test(sentence.word(at(4))),
    better: ({ part, parts }) => `${parts(0, 3)} ${pluralOf(part(4))}`,
    why: 'After “one of” there are several, so the noun takes its plural',
  },
  {
    rule: 'plural',
    parts: [
      word(/^(?:a|an|another|every|each)$/),
      any(both(plain, no(word(/ing$/)))),
      both(noun, plural),
      closesGroup,
    ],
    about: [0, 2],
    unless: ({ sentence, at }) => at(2) === at(0) + 1 && /^an?$/.test(sentence.word(at(0))),
    better: ({ parts, sentence, at }) =>
      sentence.lemma(at(2)) === sentence.word(at(2))
        ? null
        : `${parts(0, 1)} ${sentence.lemma(at(2))}`.replace(/\s+/, ' '),
    why: ({ part }) => `After “${part(0)}” there is one thing, not several`,
  },
  {
    rule: 'plural',
    parts: [
      word(/^an?$/),
      any(adjective),
      word(/^(?:trousers|jeans|scissors|glasses|shorts|clothes|pyjamas)$/),
    ],
    better: () => null,
    why: ({ part }) => `“${part(2)}” is always plural, so it takes no “a”`,
  },
  {
    rule: 'plural',
    parts: [
      word(/^(?:a|an)?$|^lots$/),
      maybe(word(/^lot$/)),
      word(/^of$/),
      any(plain),
      both(countable, noun, singular),
      closesGroup,
    ],
    about: [0, 4],
    unless: ({ part }) => !/^(?:a lot|lots)$/i.test(`${part(0)} ${part(1)}`.trim()),
    better: ({ parts, part }) => `${parts(0, 3)} ${pluralOf(part(4))}`.replace(/\s+/g, ' '),
    why: 'After “a lot of” what can be counted is plural',
  },
  {
    rule: 'plural',
    parts: [
      word(/^(?:many|young|old|some|all|most|poor|rich|other|these|those|several|few|different|two|three)$/),
      word(/^peoples$/),
    ],
    better: ({ part }) => `${part(0)} people`,
    why: '“People” are many already',
  },
  {
    rule: 'quantity',
    parts: [word(/^(?:most|some|many|several|few|all|none)$/), word(/^of$/), both(noun, plural), closesGroup],
    about: [0, 2],
    better: ({ part }) => `${part(0) === 'none' ? 'none of the' : part(0)} ${part(2)}`,
    why: ({ part }) => `It is “${part(0)} of the …”, or the noun without “of”`,
  },
  {
    rule: 'uncountable',
    parts: [word(/^an?$/), any(adjective), uncountable, closesGroup],
    about: [0, 2],
    unless: ({ sentence, at }) =>
      /^(?:little|bit|great deal)$/.test(sentence.text(at(1), at(2))) ||
      /^(?:rain|snow|coffee|tea|cheese|milk|beer|wood|grass|flour|love|work|help|soup|juice|rice|knowledge|light|sugar|air|salt|jam|traffic|fun|progress|research|garbage|weather|happiness|courage|money|bread|gold|water)$/.test(
        sentence.word(at(2)),
      ),
    better: ({ parts }) => `some ${parts(1, 2)}`,
    why: ({ part }) => `“${part(2)}” cannot be counted, so it takes no “a”`,
  },
  {
    rule: 'uncountable',
    parts: [
      either(word(/^(?:the|this|that|all)$/), possessive),
      any(adjective),
      uncountable,
      word(/^(?:are|were|have)$/),
    ],
    unless: ({ sentence, at }) =>
      sentence.word(at(0) - 1) === 'and' ||
      sentence.isQuestion ||
      (at(0) > 0 && sentence.pos(at(0) - 1) === 'ADP'),
    better: ({ part, parts }) => `${parts(0, 2)} ${{ are: 'is', were: 'was', have: 'has' }[part(3)] ?? 'is'}`,
    why: ({ part }) => `“${part(2)}” cannot be counted and goes with “is”`,
  },
  {
    rule: 'much-many',
    parts: [
      word(/^(?:many|few|several)$/),
      word(/^(?:time|money|information|homework|work|water|food|help)$/),
      closesGroup,
    ],
    about: [0, 1],
    better: ({ part }) => (part(0) === 'many' ? `much ${part(1)}` : null),
    why: 'What cannot be counted goes with “much”',
  },
  {
    rule: 'quantity',
    parts: [
      word(/^a$/),
      word(/^lot$/),
      both(no(word(/^(?:of|more|less|better|worse|to|about|for|in|on|at)$/)), noun),
      end,
    ],
    about: [0, 2],
    unless: ({ sentence, at }) => /^(?:today|yesterday|times?|tomorrow)$/.test(sentence.word(at(2))),
    better: ({ part }) => `a lot of ${part(2)}`,
    why: 'Before a noun it is “a lot of”',
  },
];

/** Nouns whose plural is made like no other, and things that have none. */
export function irregularPlurals(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap(({ word: written, text }, index): Issue[] => {
    const mended = mendedPlural(written);
    if (mended !== undefined && sentence.word(index + 1) !== "'") {
      return [{ rule: 'plural', wrote: text, better: mended, why: `The plural is “${mended}”` }];
    }
    const bare = written.replace(/(?<=[^s])s$/, '');
    const isMany = written !== bare && isUncountable(bare) && !ALSO_COUNTED.test(bare);
    if (!isMany || /^\p{Lu}/u.test(text)) return [];
    return [
      {
        rule: 'uncountable',
        wrote: text,
        better: bare,
        why: `“${bare}” cannot be counted and has no plural`,
      },
    ];
  });
}

const ALSO_COUNTED =
  /^(?:water|new|coffee|tea|cheese|juice|rain|snow|sand|wood|grass|work|air|help|love|salt|sugar|meat|soup|jam|new|fun|milk|gold|light|petrol|bread|flour|stuff|butter|rice|wealth|cash)$/;
