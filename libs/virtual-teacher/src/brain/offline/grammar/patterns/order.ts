import {
  adjective,
  article,
  be,
  determiner,
  helper,
  name,
  not,
  noun,
  possessive,
  subjectPronoun,
  verb,
} from './kinds.js';
import {
  any,
  both,
  either,
  end,
  type Found,
  maybe,
  no,
  type Pattern,
  pos,
  type Test,
  word,
} from './pattern.js';

const first: Test = (_, index) => index === 0;
const question = ({ sentence }: Found): boolean => sentence.isQuestion;
const wh = word(/^(?:what|where|when|why|how|who|which)$/);
const finite: Test = (sentence, index) => sentence.isVerb(index) && !/ing$/.test(sentence.word(index));
const nounSubject: Test = either(determiner, possessive);
const asked = word(
  /^(?:know|knew|knows|wonder|wondered|wonders|understand|understood|remember|remembered|me|him|her|us|them|see)$/,
);

/** The order of words: what stands before what. */
export const order: readonly Pattern[] = [
  {
    rule: 'word-order',
    parts: [
      word(
        /^(?:like|likes|liked|love|loves|loved|enjoy|enjoys|enjoyed|hate|hates|hated|want|wants|wanted|miss|appreciate)$/,
      ),
      word(/^very$/),
      word(/^much$/),
      either(noun, determiner, possessive, name, word(/^(?:to|it|you|him|her|them)$/)),
    ],
    unless: ({ part }) => part(3) === 'that' || part(3) === 'this',
    better: () => null,
    why: '“Very much” comes after what is liked',
  },
  {
    rule: 'word-order',
    parts: [
      word(
        /^(?:speak|speaks|spoke|play|plays|played|know|knows|knew|sing|sings|sang|cook|cooks|cooked|write|writes|wrote|read|reads|do|does|did|understand|understands|understood|learn|draw|draws)$/,
      ),
      maybe(word(/^(?:very|so|really)$/)),
      word(/^(?:well|good|badly)$/),
      either(noun, name, determiner, possessive),
    ],
    unless: ({ part, sentence, at }) =>
      // "very good English" is a kind of English
      (part(2) === 'good' && (part(1) === '' || /^(?:NOUN|PROPN|ADJ)$/.test(sentence.pos(at(3))))) ||
      sentence.isBe(at(0)) ||
      /^(?:that|this|when|enough)$/.test(part(3)),
    better: ({ part, parts }) => (part(2) === 'good' ? null : `${part(0)} ${part(3)} ${parts(1, 2)}`),
    why: 'How somebody does it comes after what they do',
  },
  {
    rule: 'word-order',
    parts: [
      both(first, word(/^(?:always|never|ever|rarely|seldom|hardly)$/)),
      subjectPronoun,
      either(verb, helper),
    ],
    unless: question,
    better: ({ part, sentence, at }) =>
      sentence.isVerb(at(2))
        ? `${part(1)} ${part(0).toLowerCase()} ${part(2)}`
        : `${part(1)} ${part(2)} ${part(0).toLowerCase()}`,
    why: ({ part }) => `“${part(0)}” comes after the subject`,
  },
  {
    rule: 'word-order',
    parts: [
      both(subjectPronoun, (sentence, index) => sentence.startsClause(index)),
      finite,
      word(/^(?:always|never|usually|often)$/),
      either(word(/^(?:to|at|a|an|the|my|your|his|her|their|our)$/), both(noun, no(word(/^(?:times?)$/)))),
    ],
    unless: ({ sentence, at, part }) =>
      sentence.isBe(at(1)) ||
      /^(?:am|was|were|is|are|have|had|has|do|did|does|can|will|would|came|come|comes)$/.test(part(1)),
    better: ({ part }) => `${part(0)} ${part(2)} ${part(1)} ${part(3)}`,
    why: ({ part }) => `“${part(2)}” comes before the verb`,
  },
  {
    rule: 'word-order',
    parts: [
      asked,
      word(/^(?:where|when|why|how)$/),
      either(be, word(/^(?:do|does|did|can|will)$/)),
      either(nounSubject, subjectPronoun),
      any(no(end)),
      end,
    ],
    about: [1, 3],
    unless: ({ sentence, at }) =>
      sentence.word(at(1) - 1) === ',' || sentence.tokens.slice(at(0)).some(({ text }) => text === '"'),
    better: ({ part, sentence, at }) =>
      subjectPronoun(sentence, at(3)) && be(sentence, at(2)) ? `${part(1)} ${part(3)} ${part(2)}` : null,
    why: 'Inside a sentence the question keeps the order of a statement',
  },
  {
    rule: 'word-order',
    parts: [
      asked,
      either(word(/^what$/), word(/^(?:which|how)$/)),
      maybe(word(/^(?:time|old|much|many|long|far|colour|color|day)$/)),
      either(be, word(/^(?:do|does|did|can|will)$/)),
      either(subjectPronoun, both(possessive, no(word(/^her$/)))),
    ],
    about: [1, 4],
    unless: ({ part, sentence, at }) =>
      sentence.word(at(1) - 1) === ',' ||
      (part(2) === '' && possessive(sentence, at(4)) && sentence.word(at(4) + 1) !== 'name'),
    better: ({ parts, part, sentence, at }) =>
      subjectPronoun(sentence, at(4)) && be(sentence, at(3)) ? `${parts(1, 2)} ${part(4)} ${part(3)}` : null,
    why: 'Inside a sentence the question keeps the order of a statement',
  },
  {
    rule: 'word-order',
    parts: [
      both(first, word(/^(?:where|when|why|how)$/)),
      nounSubject,
      any(adjective),
      noun,
      either(finite, be, helper, (sentence, index) => sentence.mayBeVerb(index)),
    ],
    unless: ({ sentence, at }) =>
      !sentence.isQuestion ||
      sentence.tokens
        .slice(at(4) + 1)
        .some(({ text }, index) => text === ',' || helper(sentence, at(4) + 1 + index)),
    better: ({ part, parts, sentence, at }) => {
      if (helper(sentence, at(4))) return `${part(0)} ${part(4)} ${parts(1, 3)}`;
      return `${part(0)} ${sentence.isPlural(at(3)) ? 'do' : 'does'} ${parts(1, 3)} ${sentence.lemma(at(4))}`;
    },
    why: 'In a question “do”, “does” or another helper comes before the subject',
  },
  {
    rule: 'word-order',
    parts: [
      both(first, word(/^(?:what|how|which)$/)),
      any(either(noun, adjective, word(/^(?:much|many)$/))),
      either(nounSubject, subjectPronoun),
      any(adjective),
      maybe(noun),
      either(finite, helper),
    ],
    about: [0, 5],
    unless: ({ sentence, part, at }) =>
      !sentence.isQuestion ||
      part(1) === '' ||
      (part(4) === '' && !subjectPronoun(sentence, at(2))) ||
      sentence.tokens.slice(at(5) + 1).some((_, index) => helper(sentence, at(5) + 1 + index)) ||
      sentence.tokens.slice(0, at(2)).some((_, index) => helper(sentence, index)),
    better: () => null,
    why: 'In a question “do”, “does” or another helper comes before the subject',
  },
  {
    rule: 'word-order',
    parts: [both(first, word(/^(?:where|when|why|how)$/)), subjectPronoun, helper],
    unless: ({ sentence, at }) =>
      !sentence.isQuestion || sentence.tokens.slice(at(2) + 1).some(({ text }) => text === ','),
    better: ({ part, sentence, at }) =>
      not(sentence, at(2) + 1) ? null : `${part(0)} ${part(2)} ${part(1)}`,
    why: 'In a question the verb comes before its subject',
  },
  {
    rule: 'word-order',
    parts: [
      word(/^(?:have|has|had)$/),
      any(either(article, word(/^(?:got|two|very)$/))),
      noun,
      any(word(/^very$/)),
      word(
        /^(?:big|small|blue|green|brown|black|white|red|yellow|large|long|short|beautiful|new|old|pretty|nice|grey|gray|blond|dark)$/,
      ),
      either(word(/^[.!?,]$/), word(/^and$/)),
    ],
    about: [0, 4],
    better: ({ parts, part, sentence, at }) =>
      `${sentence.text(at(0), at(2))} ${parts(3, 4)} ${part(2)}`.replace(/\s+/g, ' '),
    why: 'The adjective comes before its noun',
  },
  {
    rule: 'word-order',
    parts: [
      both(subjectPronoun, (sentence, index) => sentence.startsClause(index)),
      word(/^(?:yesterday|today|tomorrow|tonight)$/),
      either(finite, helper),
    ],
    better: ({ part }) => `${part(1)} ${part(0)} ${part(2)}`,
    why: 'The time comes at the beginning or at the end',
  },
  {
    rule: 'word-order',
    parts: [both(first, wh), subjectPronoun, either(pos('ADP'), adjective), word(/^\?$/)],
    about: [0, 2],
    unless: ({ part }) => /^(?:who|which|what)$/i.test(part(0)) && part(2) === '',
    better: ({ part }) =>
      `${part(0)} ${{ i: 'am', he: 'is', she: 'is', it: 'is' }[part(1).toLowerCase()] ?? 'are'} ${part(1)} ${part(2)}`,
    why: 'The question needs a verb',
  },
];

const nothing = word(/^(?:nothing|nobody|none|nowhere|never)$/);
const between = both(
  no(either(end, nothing, word(/^(?:no|if|that|which|who|when|to|unless|,|"|')$/))),
  no(pos('PUNCT', 'SCONJ', 'CCONJ')),
);

/** Denials: one is enough, and it needs a helper. */
export const negation: readonly Pattern[] = [
  {
    rule: 'double-negative',
    parts: [not, any(between), either(nothing, word(/^no$/))],
    unless: ({ sentence, at, part }) =>
      /^(?:if|whether|or)$/.test(sentence.word(at(0) - 1)) ||
      (part(2) === 'no' && !/^(?:NOUN|PROPN)$/.test(sentence.pos(at(2) + 1))) ||
      (part(2) === 'nothing' && part(1) === 'for'),
    better: ({ part, parts }) => {
      const mended = {
        nothing: 'anything',
        nobody: 'anybody',
        none: 'any',
        nowhere: 'anywhere',
        never: 'ever',
        no: 'any',
      }[part(2).toLowerCase()];
      return mended === undefined ? null : `${parts(0, 1)} ${mended}`.trim();
    },
    why: ({ part }) => `“Not” and “${part(2)}” are two denials, and one is enough`,
  },
  {
    rule: 'negation',
    parts: [
      word(/^(?:do|does|did)$/),
      not,
      either(word(/^(?:nothing|anything|something)$/), article, possessive),
    ],
    unless: ({ sentence, at }) =>
      sentence.isQuestion || (at(0) > 0 && !/^(?:NOUN|PROPN|PRON)$/.test(sentence.pos(at(0) - 1))),
    better: ({ parts, part }) => `${parts(0, 1)} do ${part(2)}`.replace('do nothing', 'do anything'),
    why: ({ parts }) => `After “${parts(0, 1)}” a verb is missing`,
  },
  {
    rule: 'negation',
    parts: [
      both(subjectPronoun, (sentence, index) => sentence.startsClause(index)),
      word(/^(?:not|no)$/),
      both(finite, (sentence, index) => sentence.isPast(index)),
    ],
    better: ({ part, sentence, at }) => `${part(0)} did not ${sentence.lemma(at(2))}`,
    why: 'A denial in the past needs “did not”',
  },
  {
    rule: 'negation',
    parts: [both(first, word(/^not$/)), subjectPronoun, either(verb, helper)],
    unless: question,
    better: ({ part }) => `${part(1)} ${/^(?:he|she|it)$/.test(part(1)) ? "doesn't" : "don't"} ${part(2)}`,
    why: '“Not” goes with a helper before the verb',
  },
];
