import type { Issue, Sentence } from '../words/sentence.js';
import {
  baseOfPast,
  gerund,
  irregularPastOf,
  onlyParticiple,
  pastIsBase,
  regularisedVerb,
} from '../words/verbs.js';

/** "I goed", "we eated". */
export function regularEndings(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap(({ word, text }): Issue[] => {
    const verb = regularisedVerb(word);
    if (verb === undefined) return [];
    const better = verb.past[0] ?? null;
    return [
      { rule: 'irregular', wrote: text, better, why: `“${verb.base}” is irregular, so it does not take -ed` },
    ];
  });
}

/** "I seen it", "he gone": a participle without have. */
export function lonelyParticiple(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, index): Issue[] => {
    const verb = onlyParticiple(sentence.word(index + 1));
    const subject = /^(?:i|you|we|they|he|she)$/.test(sentence.word(index)) && sentence.startsClause(index);
    if (verb === undefined || !subject || verb.base === sentence.word(index + 1)) return [];
    const past = verb.past[0] ?? '';
    return [
      {
        rule: 'irregular',
        wrote: sentence.text(index, index + 2),
        better: `${sentence.text(index, index + 1)} ${past}`,
        why: `The past of “${verb.base}” is “${past}”`,
      },
    ];
  });
}

/** The base of a verb that stands in another form where only the base can stand. */
function baseInstead(sentence: Sentence, index: number): string | undefined {
  const word = sentence.word(index);
  if (sentence.isDeterminer(index - 1) || sentence.pos(index) === 'NOUN') return undefined;
  const irregular = baseOfPast(word);
  if (irregular !== undefined && !pastIsBase(word) && (sentence.isVerb(index) || word === 'had')) {
    return word === 'found' || word === 'left' || word === 'felt' ? undefined : irregular;
  }
  if (word === 'has' || word === 'is' || word === 'am') return word === 'has' ? 'have' : 'be';
  const past = /[^e]ed$/.test(word) && sentence.isVerb(index) && sentence.lemma(index) !== word;
  return sentence.isThirdPerson(index) || past ? sentence.lemma(index) : undefined;
}

/** "Did not went", "does he likes", "doesn't goes". */
export function afterDo(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, index): Issue[] => {
    if (!sentence.isDo(index)) return [];
    let verb = index + 1;
    if (sentence.isNot(verb)) verb++;
    else {
      const subject = sentence.subjectAt(verb);
      const asks = index === 0 || /^(?:what|where|when|why|how|who|which)$/.test(sentence.word(0));
      if (subject === undefined || !asks) return [];
      verb = subject.end;
    }
    while (sentence.isBetween(verb)) verb++;
    const base = baseInstead(sentence, verb);
    return base === undefined
      ? []
      : [
          {
            rule: 'do-form',
            wrote: sentence.text(index, verb + 1),
            better: `${sentence.text(index, verb)} ${base}`,
            why: `After “${sentence.word(index)}” the verb keeps its base form`,
          },
        ];
  });
}

/** "Can swims", "must to go", "will went". */
export function afterModal(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, index): Issue[] => {
    if (!sentence.isModal(index)) return [];
    let verb = index + 1;
    while (sentence.isNot(verb) || sentence.isBetween(verb)) verb++;
    const why = `After “${sentence.word(index)}” the verb keeps its base form`;
    if (sentence.word(verb) === 'to' && (sentence.isVerb(verb + 1) || sentence.word(verb + 1) === 'be')) {
      const wrote = sentence.text(index, verb + 2);
      return [
        { rule: 'modal', wrote, better: `${sentence.text(index, verb)} ${sentence.word(verb + 1)}`, why },
      ];
    }
    const base = baseInstead(sentence, verb);
    if (base === undefined) return [];
    return [
      {
        rule: 'modal',
        wrote: sentence.text(index, verb + 1),
        better: `${sentence.text(index, verb)} ${base}`,
        why,
      },
    ];
  });
}

/** "Look forward meeting", "look forward to meet". */
export function lookForward(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, index): Issue[] => {
    if (sentence.lemma(index) !== 'look' || sentence.word(index + 1) !== 'forward') return [];
    const look = sentence.text(index, index + 2);
    if (sentence.word(index + 2) !== 'to') {
      if (index + 2 >= sentence.length || !/^(?:VERB|NOUN|DET|PRON)$/.test(sentence.pos(index + 2)))
        return [];
      const next = sentence.word(index + 2);
      return [
        {
          rule: 'look-forward',
          wrote: `${look} ${next}`,
          better: `${look} to ${next}`,
          why: 'It is “look forward to”',
        },
      ];
    }
    const verb = index + 3;
    const word = sentence.word(verb);
    if (!sentence.isVerb(verb) || /ing$/.test(word) || sentence.lemma(verb) !== word) return [];
    return [
      {
        rule: 'gerund',
        wrote: sentence.text(index, verb + 1),
        better: `${look} to ${gerund(word)}`,
        why: 'After “look forward to” the verb takes -ing',
      },
    ];
  });
}

const TO_BASE = /^(?:like|love|hate|want|hope|decide|plan|learn|start|begin|prefer|need|try|promise|agree)$/;
const ING_ONLY = /^(?:enjoy|finish|avoid|suggest|practise|mind|dislike)$/;

/** "Like to dancing", "enjoy to swim", "want going". */
export function verbPatterns(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, index): Issue[] => {
    const lemma = sentence.lemma(index);
    const head = sentence.word(index);
    if (sentence.pos(index) === 'NOUN') return [];
    const to = sentence.word(index + 1) === 'to';
    const word = sentence.word(index + (to ? 2 : 1));
    const base = sentence.lemma(index + (to ? 2 : 1));
    const verb = sentence.isVerb(index + (to ? 2 : 1));
    const wrote = sentence.text(index, index + (to ? 3 : 2));
    if (to && TO_BASE.test(lemma) && /ing$/.test(word) && verb && base !== word) {
      return [
        {
          rule: 'verb-pattern',
          wrote,
          better: `${head} to ${base}`,
          why: 'After “to” the verb keeps its base form',
        },
      ];
    }
    if (to && ING_ONLY.test(lemma) && verb && base === word) {
      return [
        {
          rule: 'verb-pattern',
          wrote,
          better: `${head} ${gerund(word)}`,
          why: `After “${lemma}” the verb takes -ing`,
        },
      ];
    }
    return [];
  });
}

/** "I looking forward", "she very happy": the verb be is missing. */
export function missingBe(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, index): Issue[] => {
    const be = { i: 'am', you: 'are', we: 'are', they: 'are', he: 'is', she: 'is', it: 'is' }[
      sentence.word(index)
    ];
    if (be === undefined || !sentence.startsClause(index)) return [];
    let next = index + 1;
    while (sentence.isBetween(next)) next++;
    const word = sentence.word(next);
    const doing = sentence.isVerb(next) && /ing$/.test(word) && sentence.lemma(next) !== word;
    // "we past the exam" lacks no verb, it has misspelt one
    if (word === 'past' && sentence.isDeterminer(next + 1)) return [];
    const being = sentence.pos(next) === 'ADJ' && !/ed$/.test(word) && !sentence.hasVerb;
    if (!doing && !being) return [];
    const subject = sentence.text(index, index + 1);
    return [
      {
        rule: 'missing-be',
        wrote: sentence.text(index, next + 1),
        better: `${subject} ${be} ${sentence.text(index + 1, next + 1)}`,
        why: `After “${subject}” the verb “${be}” is missing`,
      },
    ];
  });
}

const PAST_TIME = /^(?:yesterday|ago)$/;
const PAST_UNITS =
  /^(?:night|week|weekend|month|year|summer|winter|spring|autumn|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/;

/** "Yesterday I go": a time that is over, and no verb in the past. */
export function pastTime(sentence: Sentence): Issue[] {
  const over = sentence.tokens.some(
    ({ word }, index) =>
      PAST_TIME.test(word) || (word === 'last' && PAST_UNITS.test(sentence.word(index + 1))),
  );
  if (!over || sentence.tokens.some((_, index) => sentence.isPast(index) || sentence.isDo(index))) return [];
  const at = sentence.tokens.findIndex(
    (_, index) =>
      (sentence.isBaseVerb(index) || sentence.isThirdPerson(index)) &&
      /^(?:i|you|we|they|he|she|it|me)$/.test(sentence.word(index - 1)),
  );
  if (at < 0) return [];
  const base = sentence.lemma(at);
  const past = irregularPastOf(base) ?? null;
  return [
    {
      rule: 'past-time',
      wrote: sentence.text(at, at + 1),
      better: past,
      why: 'The time is over, so the verb is in the past',
    },
  ];
}
