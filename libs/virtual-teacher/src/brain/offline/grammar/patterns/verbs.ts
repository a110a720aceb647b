import { gerund, participleOf, thirdPerson } from '../words/verbs.js';
import type { Sentence } from '../words/sentence.js';
import {
  adverb,
  baseVerb,
  be,
  determiner,
  ingVerb,
  modal,
  not,
  noun,
  objectPronoun,
  pastVerb,
  plural,
  possessive,
  subjectPronoun,
  thirdPersonVerb,
  verb,
} from './kinds.js';
import { any, both, either, maybe, no, pos, word, type Found, type Pattern, type Test } from './pattern.js';

const objectLike: Test = either(determiner, possessive, objectPronoun, word(/^(?:you|it|this|that)$/));
const ing = (sentence: Sentence, index: number): string => gerund(sentence.lemma(index));
/** Words before which "do" is what somebody does: "all he did was run". */
const speaksOfDoing = ({ sentence, at }: Found): boolean =>
  sentence.tokens
    .slice(0, at(0))
    .some(
      (_, index) =>
        sentence.isDo(index) || /^(?:what|all|thing|job|plan|idea|way|was|step)$/.test(sentence.word(index)),
    );

/** The forms that verbs take after other words. */
export const verbForms: readonly Pattern[] = [
  {
    rule: 'verb-pattern',
    parts: [
      word(/^(?:want|wants|wanted|like)$/),
      word(/^that$/),
      either(subjectPronoun, both(possessive, no(word(/^$/)))),
      any(noun),
      verb,
    ],
    about: [0, 2],
    unless: ({ sentence, at, part }) =>
      part(0) === 'like' && sentence.word(at(0) - 1) !== 'would' && sentence.word(at(0) - 1) !== "'d",
    better: () => null,
    why: ({ part }) => `It is “${part(0)} somebody to do something”`,
  },
  {
    rule: 'verb-pattern',
    parts: [
      word(/^(?:let|lets|make|makes|made|making)$/),
      either(objectPronoun, both(possessive)),
      maybe(noun),
      word(/^to$/),
      both(either(verb, word(/^be$/)), no(word(/^(?:order|measure|look|use)$/))),
    ],
    better: ({ part, parts }) => `${parts(0, 2)} ${part(4)}`,
    why: ({ part }) => `After “${part(0)} somebody” the verb has no “to”`,
    unless: ({ sentence, at }) => sentence.pos(at(1)) === 'DET' && sentence.isVerb(at(2)),
  },
  {
    rule: 'gerund',
    parts: [
      word(/^(?:at|of|in|for|without|before|after|about|by|from)$/),
      maybe(not),
      both(baseVerb, no(word(/^(?:want|need|use|hear|help|like)$/))),
      either(
        objectLike,
        (sentence, index) =>
          !sentence.mayBeNoun(index - 1) ||
          (sentence.word(index - 2) === 'for' && sentence.pos(index) === 'NOUN'),
      ),
    ],
    about: [0, 2],
    unless: ({ sentence, at }) => {
      const next = at(2) + 1;
      // "In conclude" at the start wants a noun
      if (at(0) === 0 && sentence.word(0) === 'in') return true;
      if (/^(?:at|of|in|from|by|about)$/.test(sentence.word(at(0))))
        return sentence.isVerb(next) || sentence.pos(next) === 'NOUN' || sentence.pos(at(0) - 1) === 'VERB';
      return (sentence.pos(next) === 'NOUN' && sentence.word(at(0)) !== 'for') || sentence.isVerb(next);
    },
    better: ({ part, sentence, at }) => (part(0) === 'for' ? null : `${part(0)} ${ing(sentence, at(2))}`),
    why: ({ part }) =>
      part(0) === 'for'
        ? 'For a purpose it is “to” and the verb; after “for” the verb takes -ing'
        : `After “${part(0)}” the verb takes -ing`,
  },
  {
    rule: 'gerund',
    parts: [word(/^(?:good|bad|great|better|interested)$/), word(/^(?:at|in)$/), baseVerb],
    better: ({ parts, part }) => `${parts(0, 1)} ${gerund(part(2))}`,
    why: ({ parts }) => `After “${parts(0, 1)}” the verb takes -ing`,
  },
  {
    rule: 'verb-pattern',
    parts: [either(word(/^would$/), word(/^'d$/)), word(/^like$/), both(baseVerb, no(word(/^(?:please)$/)))],
    better: ({ parts, part }) => `${parts(0, 1)} to ${part(2)}`,
    why: 'It is “would like to” do something',
  },
  {
    rule: 'verb-pattern',
    parts: [
      both(
        verb,
        word(
          /^(?:want|wants|wanted|hope|hopes|hoped|decide|decides|decided|plan|plans|planned|promise|promised|refuse|refused|expect|expects|expected|wish|wishes|learn|learns|learned|try|tries|tried|seem|seems|seemed|agreed|managed)$/,
        ),
      ),
      baseVerb,
    ],
    unless: ({ sentence, at }) =>
      sentence.pos(at(0) - 1) === 'DET' ||
      (/^learn|^tr/.test(sentence.word(at(0))) && sentence.pos(at(1) + 1) === 'PUNCT'),
    better: ({ part }) => `${part(0)} to ${part(1)}`,
    why: ({ part }) => `After “${part(0)}” the verb needs “to”`,
  },
  {
    rule: 'verb-pattern',
    parts: [
      both(
        verb,
        word(
          /^(?:decide|decides|decided|hope|hopes|hoped|promise|promised|refuse|refused|agree|agreed|expect|expected|manage|managed|afford|pretend|pretended)$/,
        ),
      ),
      ingVerb,
    ],
    better: ({ part, sentence, at }) => `${part(0)} to ${sentence.lemma(at(1))}`,
    why: ({ part }) => `After “${part(0)}” it is “to” and the verb`,
  },
  {
    rule: 'verb-pattern',
    parts: [
      be,
      maybe(word(/^(?:very|so|really|too|not|quite)$/)),
      word(
        /^(?:difficult|easy|hard|important|possible|impossible|necessary|dangerous|nice|fun|useful|ready|able|unable|happy|glad|afraid)$/,
      ),
      both(baseVerb, no(word(/^(?:work|play|fight|enough|talk|like)$/))),
    ],
    better: ({ parts, part }) => `${parts(0, 2)} to ${part(3)}`,
    why: ({ part }) => `After “${part(2)}” the verb needs “to”`,
  },
  {
    rule: 'verb-pattern',
    parts: [
      word(
        /^(?:enjoy|enjoys|enjoyed|avoid|avoids|avoided|finish|finished|practise|practice|imagine|dislike|suggest|suggested|mind)$/,
      ),
      word(/^to$/),
      baseVerb,
    ],
    unless: ({ sentence, at }) =>
      sentence.isDeterminer(at(0) - 1) || /^(?:my|your|his|her|our|their)$/.test(sentence.word(at(0) - 1)),
    better: ({ part, sentence, at }) => `${part(0)} ${ing(sentence, at(2))}`,
    why: ({ part }) => `After “${part(0)}” the verb takes -ing`,
  },
  {
    rule: 'infinitive',
    parts: [
      both(word(/^to$/), pos('PART')),
      either(
        pastVerb,
        both(verb, word(/..[^e]ed$/), (sentence, index) => sentence.lemma(index) !== sentence.word(index)),
        both(thirdPersonVerb, (sentence, index) => !sentence.mayBeNoun(index)),
        word(/^(?:has|is|was|am|are|were)$/),
      ),
    ],
    unless: ({ sentence, at }) =>
      /^(?:used|due|opposed|get|got|accustomed|according|that|him|her|it|them|said)$/.test(
        sentence.word(at(0) - 1),
      ),
    better: ({ sentence, at }) => `to ${sentence.isBe(at(1)) ? 'be' : sentence.lemma(at(1))}`,
    why: 'After “to” the verb keeps its base form',
  },
  {
    rule: 'modal',
    parts: [modal, maybe(not), modal],
    unless: ({ part, sentence, at }) =>
      part(2) === 'might' ||
      (part(2) === 'may' && sentence.pos(at(2)) === 'PROPN') ||
      part(0) === part(2) ||
      sentence.pos(at(0)) === 'NOUN' ||
      sentence.isQuestion,
    better: () => null,
    why: 'Only one helper of this kind can stand before a verb',
  },
  {
    rule: 'modal',
    parts: [modal, maybe(not), either(pastVerb, ingVerb)],
    unless: ({ sentence, at, part }) =>
      sentence.pos(at(0)) === 'NOUN' ||
      /^(?:thing|king|ring|bring|sing|swing|sting|spring)$/.test(part(2)) ||
      /^(?:found|left|felt|lay|fell|saw|wound|bore)$/.test(part(2)),
    better: ({ parts, sentence, at }) => `${parts(0, 1)} ${sentence.lemma(at(2))}`,
    why: ({ part }) => `After “${part(0)}” the verb keeps its base form`,
  },
  {
    rule: 'two-verbs',
    parts: [
      either(word(/^(?:i|he|she|it|we|they|you)$/), noun),
      be,
      maybe(not),
      maybe(adverb),
      both(baseVerb, (sentence, index) => participleOf(sentence.word(index)) !== sentence.word(index)),
    ],
    about: [1, 4],
    unless: (found) =>
      speaksOfDoing(found) ||
      // "he's mother": whose mother
      (found.part(1) === "'s" && found.sentence.mayBeNoun(found.at(4))) ||
      // "the letter was send by …" lacks the participle, see the set phrases
      (found.sentence.pos(found.at(0)) === 'NOUN' &&
        /^(?:by|yesterday|today|in|from)$/.test(found.sentence.word(found.at(4) + 1))) ||
      (found.sentence.mayBeNoun(found.at(4)) && !/^(?:i|he|she|we|they|you)$/i.test(found.part(0))) ||
      /^(?:thank|please|present|welcome|open|close|clear|clean|dry|free|warm|cool|slow|calm|quiet|alert|content|like|sound|own|set|past|worth|wont|fit|let|kind|near|mean|live|lay|back|well|better|right|upset|fun|ill|tired|left|over|awake|asleep|alike)$/.test(
        found.part(4),
      ) ||
      found.sentence.isQuestion,
    better: ({ part, parts }) =>
      /^(?:agree|know|want|like|need|have|understand|believe|think|enjoy)$/.test(part(4)) &&
      part(2) === '' &&
      part(3) === ''
        ? part(1) === 'is'
          ? thirdPerson(part(4))
          : /^(?:am|are)$/.test(part(1))
            ? part(4)
            : null
        : /^(?:was|were)$/.test(part(1))
          ? `${parts(1, 3)} ${gerund(part(4))}`
          : null,
    why: ({ part }) =>
      `“${part(1)}” and “${part(4)}” do not go together: leave one out, or give the second -ing`,
  },
  {
    rule: 'two-verbs',
    parts: [
      word(/^been$/),
      both(
        baseVerb,
        no(
          word(
            /^(?:sound|fast|open|clear|present|live|close|alert|content|clean|dry|free|kind|mean|fit|set|well|ill|upset)$/,
          ),
        ),
        (sentence, index) => participleOf(sentence.word(index)) !== sentence.word(index),
      ),
    ],
    better: ({ part }) => `been ${gerund(part(1))}`,
    why: 'After “been” the verb takes -ing',
  },
  {
    rule: 'verb-pattern',
    parts: [
      word(/^(?:important|necessary|difficult|easy|hard|possible|impossible|good|better|useful)$/),
      word(/^for$/),
      either(word(/^(?:me|him|us|them|you|people|everyone|everybody|students|children)$/), plural),
      baseVerb,
    ],
    better: ({ parts, part }) => `${parts(0, 2)} to ${part(3)}`,
    why: 'Here the verb needs “to”',
  },
  {
    rule: 'verb-pattern',
    parts: [
      word(/^(?:let|lets|make|makes|made|making)$/),
      maybe(determiner),
      word(
        /^(?:people|students|children|somebody|someone|everybody|everyone|customers|consumers|men|women|person|man|woman|child|boy|girl|reader|listener|viewer)s?$/,
      ),
      word(/^to$/),
      verb,
    ],
    better: ({ part, parts }) => `${parts(0, 2)} ${part(4)}`,
    why: ({ part }) => `After “${part(0)} somebody” the verb has no “to”`,
  },
  {
    rule: 'say-tell',
    parts: [word(/^(?:tell|tells|told)$/), word(/^that$/), either(subjectPronoun, determiner, possessive)],
    about: [0, 1],
    unless: ({ sentence, at }) =>
      /^(?:am|is|are|was|were|been|be|being|have|has|had|'m|'re|'s|have|never|ever)$/.test(
        sentence.word(at(0) - 1),
      ) && !/^(?:have|has|had)$/.test(sentence.word(at(0) - 1)),
    better: ({ part }) => `${{ tell: 'say', tells: 'says', told: 'said' }[part(0)] ?? 'said'} that`,
    why: 'You tell somebody something; without somebody it is “say”',
  },
];
