import type { Issue, Sentence } from '../words/sentence.js';
import { thirdPerson } from '../words/verbs.js';

const MANY = /^(?:two|three|four|five|six|seven|eight|nine|ten|many|several|few|some|these|those|lots|\d+)$/;
const ONE = /^(?:a|an|one|this|that)$/;
const AMOUNTS = /^(?:lot|few|couple|number|pair|hundred|thousand|dozen|group)$/;

/** "There is two books", "there are a book". */
export function thereAgreement(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, index): Issue[] => {
    const verb = sentence.word(index + 1);
    if (!/^(?:there|their)$/.test(sentence.word(index)) || !/^(?:is|was|'s|are|were)$/.test(verb)) return [];
    const start = index + 2 + (sentence.isNot(index + 2) ? 1 : 0);
    const first = sentence.word(start);
    const noun = sentence.nounFrom(MANY.test(first) || sentence.isDeterminer(start) ? start + 1 : start);
    if (noun < 0 || AMOUNTS.test(sentence.word(start + 1))) return [];
    const wrote = sentence.text(index, noun + 1);
    const plural = sentence.isPlural(noun) && !ONE.test(first);
    if (plural && /^(?:is|was|'s)$/.test(verb) && sentence.word(noun + 1) !== 'and') {
      const denial = sentence.isNot(index + 2) ? "n't" : '';
      const better = (verb === 'was' ? 'there were' : 'there are') + denial;
      const things = sentence.text(start, noun + 1).replace(/^much /, 'many ');
      return [
        {
          rule: 'there-agreement',
          wrote,
          better: `${better} ${things}`,
          why: 'For several things, say “there are”',
        },
      ];
    }
    if (
      /^(?:are|were)$/.test(verb) &&
      /^(?:a|an|one)$/.test(first) &&
      sentence.isSingular(noun) &&
      !/^(?:and|,)$/.test(sentence.word(noun + 1))
    ) {
      const better = verb === 'were' ? 'there was' : 'there is';
      return [
        {
          rule: 'there-agreement',
          wrote,
          better: `${better} ${sentence.text(start, noun + 1)}`,
          why: 'For one thing, say “there is”',
        },
      ];
    }
    return [];
  });
}

/** "He don't", "the library do", "they doesn't", and in questions "do she". */
export function doAgreement(sentence: Sentence): Issue[] {
  const issues: Issue[] = [];
  for (let index = 0; index < sentence.length; index++) {
    const subject = sentence.startsClause(index) ? sentence.subjectAt(index) : undefined;
    if (subject !== undefined && sentence.isNot(subject.end + 1)) {
      const verb = sentence.word(subject.end);
      const wrote = sentence.text(index, subject.end + 2);
      if (/^do(?:es)?$/.test(verb) && /^(?:nobody|nothing|none)$/.test(sentence.word(index))) {
        const why = `“${sentence.text(index, index + 1)}” says no already, and one denial is enough`;
        issues.push({ rule: 'double-negative', wrote, better: null, why });
      } else if (verb === 'do' && subject.number === 'singular') {
        issues.push({
          rule: 'do-agreement',
          wrote,
          better: `${sentence.text(index, subject.end)} doesn't`,
          why: 'With one person or thing it is “does not”',
        });
      } else if (verb === 'does' && subject.number !== 'singular') {
        issues.push({
          rule: 'do-agreement',
          wrote,
          better: `${sentence.text(index, subject.end)} don't`,
          why: 'It is “do not” here',
        });
      }
    }
    issues.push(...doInQuestion(sentence, index));
  }
  return issues;
}

function doInQuestion(sentence: Sentence, index: number): Issue[] {
  const verb = sentence.word(index);
  if (verb !== 'do' && verb !== 'does') return [];
  const asks = index === 0 || /^(?:what|where|when|why|how|who|which)$/.test(sentence.word(0));
  const subject = asks ? sentence.subjectAt(index + 1) : undefined;
  if (subject === undefined || !(sentence.isVerb(subject.end) || sentence.pos(subject.end) === 'AUX'))
    return [];
  const wrote = sentence.text(index, subject.end + 1);
  const rest = sentence.text(index + 1, subject.end + 1);
  if (verb === 'do' && subject.number === 'singular') {
    return [
      {
        rule: 'do-agreement',
        wrote,
        better: `does ${rest}`,
        why: 'With one person or thing the question begins with “does”',
      },
    ];
  }
  if (verb === 'does' && subject.number !== 'singular') {
    return [{ rule: 'do-agreement', wrote, better: `do ${rest}`, why: 'Here the question begins with “do”' }];
  }
  return [];
}

/** "My friend like football", "they likes". Not after a verb: "let her go" is right. */
export function subjectVerb(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, start): Issue[] => {
    if (!sentence.startsClause(start)) return [];
    const subject = sentence.subjectAt(start);
    if (subject === undefined) return [];
    // "Do the children play", "can my friend come": the helper before it takes the ending
    if (sentence.tokens.slice(start, subject.end).some(({ word }) => word === 'can' || word === 'will'))
      return [];
    if (sentence.tokens.slice(0, start).some((__, at) => sentence.isDo(at) || sentence.isModal(at)))
      return [];
    let verb = subject.end;
    while (sentence.isBetween(verb)) verb++;
    return agreementAt(sentence, start, subject, verb);
  });
}

/** "She not like" needs a helper; "she likes" an ending. */
function withThirdPerson(before: string, verb: string): Pick<Issue, 'better' | 'why'> {
  const denied = / not$/i.test(before);
  return denied
    ? { better: before.replace(/ not$/i, ` does not ${verb}`), why: 'A denial needs “does not” here' }
    : {
        better: `${before} ${thirdPerson(verb)}`,
        why: 'With he, she, it or one person the verb takes an s',
      };
}

function agreementAt(
  sentence: Sentence,
  start: number,
  subject: NonNullable<ReturnType<Sentence['subjectAt']>>,
  verb: number,
): Issue[] {
  const word = sentence.word(verb);
  const wrote = sentence.text(start, verb + 1);
  const before = sentence.text(start, verb);
  // "if I were you", "I wish it were so"
  const isUnreal =
    word === 'were' &&
    sentence.tokens
      .slice(0, start)
      .some((token) => /^(?:if|unless|wish|wishes|wished|though)$/.test(token.word));
  const be = isUnreal ? undefined : beFor(subject.number, word);
  if (be !== undefined && be !== word) {
    return [
      { rule: 'agreement', wrote, better: `${before} ${be}`, why: 'The verb does not fit its subject' },
    ];
  }
  if (
    subject.number === 'singular' &&
    (word === 'have' || (sentence.isBaseVerb(verb) && !hasHelperSense(sentence, verb))) &&
    sentence.word(verb + 1) !== ','
  ) {
    return [
      {
        rule: 'third-person',
        wrote,
        ...withThirdPerson(before, word),
      },
    ];
  }
  if (
    subject.number !== 'singular' &&
    (word === 'has' || (sentence.isThirdPerson(verb) && verb === subject.end))
  ) {
    return [
      {
        rule: 'agreement',
        wrote,
        better: `${before} ${word === 'has' ? 'have' : sentence.lemma(verb)}`,
        why: 'The s of the verb belongs to he, she and it',
      },
    ];
  }
  return [];
}

/** "My brother like football" has a verb; "My brother, like all boys," has not: only the first has none after it. */
function hasHelperSense(sentence: Sentence, verb: number): boolean {
  if (sentence.word(verb) !== 'like') return false;
  return sentence.tokens.some(
    (_, index) => index > verb && (sentence.isBe(index) || sentence.isThirdPerson(index)),
  );
}

function beFor(number: 'singular' | 'plural' | 'i', word: string): string | undefined {
  if (!/^(?:am|is|are|was|were)$/.test(word)) return undefined;
  const past = word === 'was' || word === 'were';
  if (number === 'plural') return past ? 'were' : 'are';
  if (number === 'i') return past ? 'was' : 'am';
  return past ? 'was' : 'is';
}

/** "They plays", "We was": a pronoun beside a verb in the middle of a sentence, as in "football and they plays it". */
export function wrongHelper(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, index): Issue[] => {
    if (!sentence.isBe(index) || /^(?:be|been|being)$/.test(sentence.word(index))) return [];
    const next = index + 1;
    const word = sentence.word(next);
    if (!sentence.isThirdPerson(next)) return [];
    if (sentence.pos(index - 1) === 'VERB' || sentence.isDo(index - 1)) return [];
    return [
      {
        rule: 'two-verbs',
        wrote: sentence.text(index, next + 1),
        better: sentence.word(index) === 'are' ? sentence.lemma(next) : word,
        why: 'There are two verbs here, and one is enough',
      },
    ];
  });
}
