import { orderedRecord } from '../../text/ordered-names.js';
import { asNarration } from '../../narration/as-narration.js';
import type { AskText } from '../../text/lesson-text.js';
import type { Tell } from '../left-out.js';
import { choicesOf } from './choices-of.js';
import { clozeOf } from './cloze-of.js';
import { answersIn, type MoodleAnswer, wordsIn, wordsOf } from './moodle-answers.js';
import { childOf, childrenOf, textIn, type XmlElement } from './read-xml.js';

/** A question of any kind; undefined: none can be made of it, and why was told. */
export function questionOf(question: XmlElement, tell: Tell): AskText | undefined {
  const kind = question.attributes['type'] ?? '';
  const read = kinds[kind];
  if (!read) {
    tell('unknown-kind', { kind: kind.slice(0, 60) });
    return undefined;
  }
  const words = wordsIn(childOf(question, 'questiontext'), tell);
  if (words.length > MAX_WORDS) {
    tell('does-not-fit', { key: 'prompt', message: `more than ${String(MAX_WORDS)} characters` });
    return undefined;
  }
  const own = read({ question, words, answers: answersIn(question, tell) }, tell);
  if (!own) return undefined;
  const isGaps = own.gaps !== undefined;
  const prompt = isGaps ? textIn(childOf(question, 'name'), 'text') || 'Fill in the gaps.' : words || '…';
  const hints = hintsOf(question, tell);
  const say = sayOf(question, own, tell);
  if (wordsOf(question, 'generalfeedback', () => undefined) !== undefined) tell('general-feedback');
  if (childOf(question, 'tags')?.children.length) tell('tags');
  const points = Number(textIn(question, 'defaultgrade') || Number.NaN);
  return {
    prompt: asNarration(prompt),
    ...own,
    ...(points > 0 && points <= 100 ? { points } : {}),
    ...(hints.length === 0 ? {} : { hints, tries: hints.length + 1 }),
    ...(Object.keys(say).length === 0 ? {} : { say }),
  };
}

/** A prompt and a text with gaps hold half of it. */
const MAX_WORDS = 8000;

type Parts = {
  readonly question: XmlElement;
  readonly words: string;
  readonly answers: readonly MoodleAnswer[];
};
/** What of a question is its kind's own. */
type Own = Partial<AskText>;

const kinds: Readonly<Record<string, (parts: Parts, tell: Tell) => Own | undefined>> = {
  multichoice: choicesOf,
  truefalse: truthOf,
  shortanswer: shortOf,
  numerical: numberOf,
  matching: matchOf,
  essay: essayOf,
  ordering: orderOf,
  cloze: clozeOf,
  gapselect: offeredOf,
  ddwtos: offeredOf,
};

const MAX_HINTS = 4;

/** Each hint is one more try. */
function hintsOf(question: XmlElement, tell: Tell): string[] {
  const hints = childrenOf(question, 'hint').flatMap((hint) => wordsIn(hint, tell) || []);
  if (hints.length > MAX_HINTS) tell('further-hints');
  return hints.slice(0, MAX_HINTS);
}

/** What is said to all who are right, partly right or wrong. */
function sayOf(question: XmlElement, { say }: Own, tell: Tell): NonNullable<AskText['say']> {
  const [right, partly, wrong] = ['correctfeedback', 'partiallycorrectfeedback', 'incorrectfeedback'].map(
    (name) => wordsOf(question, name, tell),
  );
  return {
    ...(right === undefined ? {} : { right: asNarration(right) }),
    ...(partly === undefined ? {} : { partly: asNarration(partly) }),
    ...(wrong === undefined ? {} : { wrong: asNarration(wrong) }),
    ...say,
  };
}

function truthOf({ answers }: Parts, tell: Tell): Own | undefined {
  const right = answers.find(({ fraction }) => fraction > 0);
  const wrong = answers.find((answer) => answer !== right);
  if (!right || !/^(?:true|false)$/iu.test(right.text)) {
    tell('no-answer');
    return undefined;
  }
  const say = {
    ...(right.feedback === undefined ? {} : { right: asNarration(right.feedback) }),
    ...(wrong?.feedback === undefined ? {} : { wrong: asNarration(wrong.feedback) }),
  };
  return { right: right.text.toLowerCase(), ...(Object.keys(say).length === 0 ? {} : { say }) };
}

/** An accepted answer with what is told to anyone who gives it. */
export const acceptedOf = ({ text, feedback, fraction }: MoodleAnswer) =>
  feedback === undefined && fraction >= 100
    ? text
    : {
        answer: text,
        ...(feedback === undefined ? {} : { say: feedback }),
        ...(fraction >= 100 ? {} : { credit: fraction / 100 }),
      };

function shortOf({ question, answers }: Parts, tell: Tell): Own | undefined {
  const rest = answers.find(({ text }) => text === '*');
  const named = answers.filter((answer) => answer !== rest);
  for (const { text } of named) if (/(?<!\\)\*/u.test(text)) tell('wildcard-answer', { answer: text });
  const plain = named
    .filter(({ text }) => !/(?<!\\)\*/u.test(text))
    .map((answer) => ({ ...answer, text: answer.text.replace(/\\\*/gu, '*') }));
  const right = plain.filter(({ fraction }) => fraction > 0);
  const wrong = plain.filter(({ fraction, feedback }) => fraction <= 0 && feedback !== undefined);
  if (right.length === 0) {
    tell('no-answer');
    return undefined;
  }
  return {
    answer: 'short',
    accept: right.map(acceptedOf),
    ...(textIn(question, 'usecase') === '1' ? { compare: { case: true } } : {}),
    ...wrongOf(wrong),
    ...(rest?.feedback === undefined ? {} : { say: { wrong: asNarration(rest.feedback) } }),
  };
}

export const wrongOf = (wrong: readonly MoodleAnswer[]): Own =>
  wrong.length === 0
    ? {}
    : { wrong: orderedRecord(wrong.map(({ text, feedback }) => [text, feedback ?? ''])) };

function numberOf({ question, answers }: Parts, tell: Tell): Own | undefined {
  const rest = answers.find(({ text }) => text === '*');
  const right = answers.filter((answer) => answer !== rest && answer.fraction > 0);
  const wrong = answers.filter(({ fraction, feedback }) => fraction <= 0 && feedback !== undefined);
  const [first] = right;
  if (!first) {
    tell('no-answer');
    return undefined;
  }
  const units = childrenOf(childOf(question, 'units') ?? question, 'unit').map((unit) =>
    textIn(unit, 'unit_name'),
  );
  if (units.length > 1) tell('further-units');
  const tolerance = Number(first.tolerance);
  if (right.some((answer) => answer.tolerance !== first.tolerance)) tell('further-numbers');
  const withUnit = (answer: MoodleAnswer) =>
    acceptedOf({ ...answer, text: units[0] ? `${answer.text} ${units[0]}` : answer.text });
  return {
    answer: 'number',
    accept: right.map(withUnit),
    ...(first.tolerance !== '' && tolerance >= 0 ? { tolerance } : {}),
    ...(units[0] && textIn(question, 'unitgradingtype') !== '0' && textIn(question, 'unitgradingtype') !== ''
      ? { unit: 'required' as const }
      : {}),
    ...wrongOf(wrong.filter((answer) => answer !== rest)),
    ...(rest?.feedback === undefined ? {} : { say: { wrong: asNarration(rest.feedback) } }),
  };
}

function matchOf({ question }: Parts, tell: Tell): Own | undefined {
  const pairs = childrenOf(question, 'subquestion').map((pair) => ({
    item: wordsIn(pair, tell),
    option: textIn(childOf(pair, 'answer'), 'text'),
  }));
  const match = pairs.filter(({ item, option }) => item !== '' && option !== '');
  const extra = pairs.flatMap(({ item, option }) => (item === '' && option !== '' ? option : []));
  if (match.length === 0) {
    tell('no-answer');
    return undefined;
  }
  return {
    match: orderedRecord(match.map(({ item, option }) => [item, option])),
    ...(extra.length === 0 ? {} : { extra: [...new Set(extra)] }),
  };
}

function essayOf({ question }: Parts, tell: Tell): Own {
  if (wordsOf(question, 'graderinfo', () => undefined) !== undefined) tell('notes-for-graders');
  if (wordsOf(question, 'responsetemplate', () => undefined) !== undefined) tell('answer-template');
  return { answer: 'open' };
}

function orderOf({ answers }: Parts, tell: Tell): Own | undefined {
  if (answers.length >= 2) return { order: answers.map(({ text }) => text) };
  tell('no-answer');
  return undefined;
}

/** Gaps `[[1]]` that are filled from a list: written into, in a lesson. */
function offeredOf({ question, words }: Parts, tell: Tell): Own | undefined {
  const offers = question.children
    .filter(({ name }) => name === 'selectoption' || name === 'dragbox')
    .map((offer) => textIn(offer, 'text'));
  const gaps = words
    .replace(/[[\]|\\]/gu, '\\$&')
    .replace(/\\\[\\\[(\d{1,2})\\\]\\\]/gu, (all, n: string) => {
      const offer = offers[Number(n) - 1];
      return offer === undefined ? all : `[${offer.replace(/[[\]|\\]/gu, '\\$&')}]`;
    });
  if (offers.length === 0) {
    tell('no-answer');
    return undefined;
  }
  tell('offered-words');
  return { gaps };
}
