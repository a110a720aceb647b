import { isConcrete, isUncountable, pluralOf } from '../words/nouns.js';
import type { Issue, Sentence } from '../words/sentence.js';
import { baseOfPast } from '../words/verbs.js';

const SEVERAL =
  /^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|many|several|both|these|those|[2-9]|[1-9]\d+)$/;

/** "Two book", "many friend", "a books". */
export function plurals(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, index): Issue[] => {
    const word = sentence.word(index);
    const noun = sentence.nounFrom(index + 1);
    if (noun < 0 || sentence.word(index + 1) === 'of' || /-/.test(sentence.text(index, noun + 1))) return [];
    if (sentence.tokens.slice(index, noun).some(({ word: one }) => baseOfPast(one) !== undefined)) return [];
    const wrote = sentence.text(index, noun + 1);
    const before = sentence.text(index, noun);
    // "those book" may be "those book shops", and "at ten Anna": the noun must close its group
    const closed = !/^(?:NOUN|PROPN|NUM)$/.test(sentence.pos(noun + 1)) && sentence.word(noun + 1) !== '-';
    if (
      /^(?:both|these|those|many)$/.test(word) &&
      noun === index + 1 &&
      sentence.mayBeVerb(noun) &&
      /^(?:ADP|DET|PRON)$/.test(sentence.pos(noun + 1))
    )
      return [];
    if (word === 'many' && sentence.word(noun) === 'time') return []; // much time, or many times
    if (SEVERAL.test(word) && sentence.isSingular(noun) && closed && !isYearOld(sentence, noun)) {
      const plural = pluralOf(sentence.word(noun));
      return [
        {
          rule: 'plural',
          wrote,
          better: `${before} ${plural}`,
          why: `After “${word}” the noun takes its plural`,
        },
      ];
    }
    if (/^(?:a|an)$/.test(word) && noun === index + 1 && sentence.isPlural(noun) && closed) {
      return [
        {
          rule: 'plural',
          wrote,
          better: sentence.lemma(noun),
          why: 'After “a” there is one thing, not several',
        },
      ];
    }
    return [];
  });
}

const isYearOld = (sentence: Sentence, noun: number): boolean =>
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day|o'clock|tomorrow|today|yesterday|percent|hundred|thousand|million|pm|am|euro|yuan|kg|km|cm|m|g|old)$/.test(
    sentence.word(noun),
  ) || sentence.word(noun + 1) === 'old';

/** "How much books", "many water". */
export function muchMany(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, index): Issue[] => {
    const word = sentence.word(index);
    const noun = sentence.nounFrom(index + 1);
    if (noun < 0 || sentence.word(index + 1) === 'of') return [];
    const wrote = sentence.text(index, noun + 1);
    const rest = sentence.text(index + 1, noun + 1);
    if (word === 'much' && sentence.isPlural(noun)) {
      return [
        { rule: 'much-many', wrote, better: `many ${rest}`, why: 'What can be counted goes with “many”' },
      ];
    }
    if (word === 'many' && isUncountable(sentence.word(noun))) {
      return [
        { rule: 'much-many', wrote, better: `much ${rest}`, why: 'What cannot be counted goes with “much”' },
      ];
    }
    return [];
  });
}

const BEFORE_PLACE = /^(?:in|on|at|to|from|under|near|behind|into|of)$/;
const BEFORE_THING = /^(?:have|has|had|see|saw|buy|bought|need|want|got)$/;

/** "On table", "I bought car": one thing without a or the. */
export function articles(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, index): Issue[] => {
    const noun = index + 1;
    const before = sentence.word(index);
    if (!isConcrete(sentence.word(noun)) || sentence.pos(noun) === 'VERB') return [];
    const place = BEFORE_PLACE.test(before);
    const counted = /^(?:of)$/.test(before); // "a kind of book", "a picture of dog" are not for us to settle
    if ((!place && !BEFORE_THING.test(before)) || counted) return [];
    const time = /^(?:yesterday|today|tomorrow|tonight)$/.test(sentence.word(noun + 1));
    if (
      (!time && /^(?:NOUN|PROPN|NUM|VERB)$/.test(sentence.pos(noun + 1))) ||
      /^['-]/.test(sentence.word(noun + 1))
    )
      return [];
    const text = sentence.word(noun);
    return [
      {
        rule: 'article',
        wrote: sentence.text(index, noun + 1),
        better: `${before} ${place ? 'the' : /^[aeiou]/.test(text) ? 'an' : 'a'} ${text}`,
        why: `“${text}” needs “a” or “the” before it`,
      },
    ];
  });
}

/** "Me play", "him is": the one who does it. */
export function pronouns(sentence: Sentence): Issue[] {
  const subjects: Readonly<Record<string, string>> = { me: 'I', him: 'he', us: 'we', them: 'they' };
  return sentence.tokens.flatMap((_, index): Issue[] => {
    const better = subjects[sentence.word(index)];
    const verb =
      sentence.isBaseVerb(index + 1) || sentence.isVerb(index + 1) || sentence.pos(index + 1) === 'AUX';
    if (better === undefined || !sentence.startsClause(index) || !verb) return [];
    // "give it to Anna and me": there an earlier verb or preposition governs it
    if (sentence.tokens.slice(0, index).some((__, at) => sentence.isVerb(at) || sentence.pos(at) === 'ADP'))
      return [];
    const wrote = sentence.text(index, index + 2);
    return [
      {
        rule: 'pronoun',
        wrote,
        better: `${better} ${sentence.word(index + 1)}`,
        why: `As the subject it is “${better}”`,
      },
    ];
  });
}

/** "Their are two books". */
export function theirThere(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, index): Issue[] => {
    if (sentence.word(index) !== 'their' || !/^(?:is|are|was|were)$/.test(sentence.word(index + 1)))
      return [];
    const wrote = sentence.text(index, index + 2);
    return [
      {
        rule: 'confused-words',
        wrote,
        better: `there ${sentence.word(index + 1)}`,
        why: '“Their” means that it is theirs; here it is “there”',
      },
    ];
  });
}

/** "How many books there are?", "Where you live?": the order of a statement in a question. */
export function questionOrder(asked: boolean) {
  return (sentence: Sentence): Issue[] => {
    if (!sentence.isQuestion && !asked) return [];
    if (!/^(?:what|where|when|why|how|which)$/.test(sentence.word(0))) return [];
    const there = sentence.tokens.findIndex(
      ({ word }, index) =>
        index > 0 && word === 'there' && /^(?:is|are|was|were)$/.test(sentence.word(index + 1)),
    );
    const verbBefore = (end: number) =>
      sentence.tokens
        .slice(0, end)
        .some((_, at) => sentence.isVerb(at) || sentence.pos(at) === 'AUX' || sentence.isBe(at));
    const why = 'In a question the verb comes before its subject';
    if (there > 0 && !verbBefore(there)) {
      const wrote = sentence.text(there, there + 2);
      return [{ rule: 'word-order', wrote, better: `${sentence.word(there + 1)} there`, why }];
    }
    const subject = /^(?:what|where|when|why|how)$/.test(sentence.word(0))
      ? sentence.subjectAt(1)
      : undefined;
    if (subject === undefined || sentence.pos(1) !== 'PRON') return [];
    const next = subject.end;
    if (!sentence.isVerb(next) && !sentence.isBe(next)) return [];
    const wrote = sentence.text(0, next + 1);
    const better = sentence.isBe(next)
      ? `${sentence.text(0, 1)} ${sentence.word(next)} ${sentence.text(1, next)}`
      : null;
    return [
      {
        rule: 'word-order',
        wrote,
        better,
        why: better === null ? 'The question needs “do”, “does” or “did” before its subject' : why,
      },
    ];
  };
}

/** "More better". */
export function comparison(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, index): Issue[] => {
    const next = sentence.word(index + 1);
    if (
      !/^(?:more|most)$/.test(sentence.word(index)) ||
      !/^(?:better|worse|bigger|smaller|taller|older|younger|faster|easier|happier|best|worst)$/.test(next)
    )
      return [];
    return [
      {
        rule: 'comparison',
        wrote: sentence.text(index, index + 2),
        better: next,
        why: `“${next}” says “more” by itself`,
      },
    ];
  });
}
