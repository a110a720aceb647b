import { isConcrete } from '../words/nouns.js';
import type { Issue, Sentence } from '../words/sentence.js';
import { onlyParticiple } from '../words/verbs.js';

const OBJECT = /^(?:me|him|her|us|them|you)$/;

/** "I listen music", "he said me". */
export function missingPreposition(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, index): Issue[] => {
    const lemma = sentence.lemma(index);
    const next = sentence.word(index + 1);
    if (!sentence.isVerb(index)) return [];
    const wrote = sentence.text(index, index + 2);
    if (
      lemma === 'listen' &&
      /^(?:NOUN|DET|PRON|PROPN)$/.test(sentence.pos(index + 1)) &&
      !/^(?:up|again|all)$/.test(next) &&
      !/^(?:ADV|VERB|AUX)$/.test(next === 'it' ? sentence.pos(index + 2) : '')
    ) {
      const better = `${sentence.word(index)} to ${next}`;
      return [{ rule: 'preposition', wrote, better, why: 'It is “listen to”' }];
    }
    if (lemma === 'say' && OBJECT.test(next)) {
      const told = { say: 'tell', says: 'tells', said: 'told' }[sentence.word(index)];
      const better = told === undefined ? null : `${told} ${next}`;
      return [{ rule: 'say-tell', wrote, better, why: 'You say something, but you tell somebody something' }];
    }
    return [];
  });
}

/** "I very like it", "I no like it". */
export function adverbs(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, index): Issue[] => {
    const verb = index + 2;
    const subject = /^(?:i|you|we|they|he|she|it)$/.test(sentence.word(index));
    if (!subject || !(sentence.isBaseVerb(verb) || sentence.isThirdPerson(verb))) return [];
    const wrote = sentence.text(index, verb + 1);
    const who = sentence.text(index, index + 1);
    if (sentence.word(index + 1) === 'very') {
      return [
        {
          rule: 'very-much',
          wrote,
          better: `${who} really ${sentence.word(verb)}`,
          why: '“Very” does not go with a verb',
        },
      ];
    }
    if (sentence.word(index + 1) === 'no' || sentence.word(index + 1) === 'not') {
      const helper = /^(?:he|she|it)$/i.test(who) ? "doesn't" : "don't";
      return [
        {
          rule: 'negation',
          wrote,
          better: `${who} ${helper} ${sentence.lemma(verb)}`,
          why: 'To say no, use “don’t” or “doesn’t” before the verb',
        },
      ];
    }
    return [];
  });
}

/** "I am student". */
export function articleAfterBe(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap((_, index): Issue[] => {
    const noun = sentence.word(index + 1);
    if (
      !sentence.isBe(index) ||
      sentence.word(index - 1) === 'there' ||
      !isConcrete(noun) ||
      sentence.isQuestion
    )
      return [];
    if (!/^(?:PUNCT|CCONJ|ADP|)$/.test(sentence.pos(index + 2))) return [];
    const article = /^[aeiou]/.test(noun) ? 'an' : 'a';
    const wrote = sentence.text(index, index + 2);
    return [
      {
        rule: 'article',
        wrote,
        better: `${sentence.word(index)} ${article} ${noun}`,
        why: `“${noun}” needs “a” or “the” before it`,
      },
    ];
  });
}

/** "Its raining", "your welcome": a possessive where pronoun and verb were meant. */
export function possessiveForBe(sentence: Sentence): Issue[] {
  const better = { its: "it's", your: "you're" }[sentence.word(0)];
  if (better === undefined || sentence.hasVerb) return [];
  const next = sentence.word(1);
  if (!/ing$/.test(next) && !/^(?:welcome|right|wrong|nice|late|cold|hot|not|very)$/.test(next)) return [];
  const wrote = sentence.text(0, 2);
  return [
    {
      rule: 'confused-words',
      wrote,
      better: `${better} ${next}`,
      why: `Here it is short for two words: “${better}”`,
    },
  ];
}

const UNCOUNTED =
  /^(?:informations|advices|homeworks|furnitures|luggages|knowledges|equipments|musics|weathers|traffics)$/;

/** "Informations", "an advice". */
export function uncountables(sentence: Sentence): Issue[] {
  return sentence.tokens.flatMap(({ word, text }, index): Issue[] => {
    const why = 'This word has no plural and takes no “a”';
    if (UNCOUNTED.test(word)) return [{ rule: 'uncountable', wrote: text, better: word.slice(0, -1), why }];
    const article = /^(?:a|an)$/.test(sentence.word(index - 1));
    if (!article || !/^(?:information|advice|homework|furniture|luggage|equipment|music)$/.test(word))
      return [];
    if (/^(?:NOUN|PROPN)$/.test(sentence.pos(index + 1)) || /^[-']/.test(sentence.word(index + 1))) return []; // "a music teacher"
    return [{ rule: 'uncountable', wrote: sentence.text(index - 1, index + 1), better: `some ${word}`, why }];
  });
}

/** "I have been there last year": a time that is over, with the present perfect. */
export function perfectWithPast(sentence: Sentence): Issue[] {
  const over = sentence.tokens.findIndex(
    ({ word }, index) =>
      /^(?:yesterday|ago)$/.test(word) ||
      (word === 'last' &&
        /^(?:night|week|month|year|summer|winter|weekend)$/.test(sentence.word(index + 1)) &&
        !/^(?:since|for|the|over|in|during|until|till)$/.test(sentence.word(index - 1))),
  );
  if (over < 0 || sentence.tokens.some(({ word }) => word === 'since')) return [];
  return sentence.tokens.flatMap((_, index): Issue[] => {
    const verb = onlyParticiple(sentence.word(index + 1));
    if (!/^(?:have|has|'ve)$/.test(sentence.word(index)) || verb === undefined || index > over) return [];
    const why = 'The time is over, so the simple past fits better';
    // "has been to London" is "went to London"
    const isGone = sentence.word(index + 1) === 'been' && sentence.word(index + 2) === 'to';
    return [
      {
        rule: 'past-time',
        wrote: sentence.text(index, index + 2),
        better: isGone ? null : (verb.past[0] ?? null),
        why,
      },
    ];
  });
}
