import type { AskStep } from '@lockstep/contracts';
import { sameNotation } from '@lockstep/lesson';
import { unwrapped } from '../exact/context.js';
import { finding, type Finding, type Remark } from '../finding/finding.js';
import { answerWords } from '../text/answer-words.js';
import { digitsForChinese } from '../text/chinese-numbers.js';
import { normalise } from '../text/normalise.js';
import { onlyNumber } from '../text/number.js';
import { takesBackShort } from '../text/takes-back.js';
import { clausesOf, doesNotKnow, isDenied, positionOf } from '../text/clauses.js';

type Choice = AskStep['choices'][number];

const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(
  ' ',
);
const letterAt = (index: number): string => String.fromCharCode(97 + index);

/** A bare letter is also a word of its own: `a` names a choice only where it cannot be an article. */
const namesByLetter = (words: readonly string[], position: number): boolean => {
  const word = words[position] ?? '';
  return (word !== 'a' && word !== 'i') || position === words.length - 1;
};

type Mention = { readonly choice: Choice; readonly position: number; readonly length: number };

const numberWords = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const namedNumber =
  /^(?:the |my |i (?:choose|pick|take) )*(?:number|choice|answer|option|no\.?|nr\.?|#|第|选)?\s?(\p{L}+|\d{1,2})(?:个|项|号)?(?: one| choice| answer| option)?$/u;

/** `2`, `number two`, `option B`, `第二个`: the place of a choice in their list, from 0. */
function placeNamed(text: string, choices: readonly Choice[]): number | undefined {
  const plain = digitsForChinese(
    normalise(text)
      .replace(/[()."!:]/g, '')
      .trim(),
  );
  if (/^(?:the |number )?last(?: one| choice| answer| option)?$|^(?:选|是)?最后(?:[一1][个项])?$/.test(plain))
    return choices.length - 1;
  const [, name = ''] = namedNumber.exec(plain) ?? [];
  const isNumeric = choices.some((choice) => onlyNumber(choice.text) !== undefined);
  const isBare = plain === name;
  if (name === '' || (isNumeric && isBare && /^\d/.test(name))) return undefined;
  const place = /^\d+$/.test(name)
    ? Number(name) - 1
    : Math.max(numberWords.indexOf(name), ordinals.indexOf(name));
  const isWord = numberWords.includes(name);
  if (isWord && isBare && isNumeric) return undefined;
  if (place >= 0 && place < choices.length) return place;
  const letter = name.length === 1 ? name.charCodeAt(0) - 97 : -1;
  return letter >= 0 && letter < choices.length ? letter : undefined;
}

const withoutLead = (text: string): string => unwrapped(text).replace(/^(?:a|an|the)\s/i, '');

/** The one choice that an answer is as it stands, by its signs and capitals or by its value. */
function choiceWritten(text: string, choices: readonly Choice[]): Choice | undefined {
  const answer = withoutLead(text);
  for (const keepCase of [true, false]) {
    const same = choices.filter((choice) =>
      [text, answer].some(
        (one) =>
          sameNotation(one, choice.text, keepCase) || sameNotation(one, withoutLead(choice.text), keepCase),
      ),
    );
    if (same.length === 1) return same[0];
  }
  const number = onlyNumber(answer);
  const equal = choices.filter((choice) => {
    const other = onlyNumber(choice.text);
    return (
      number !== undefined &&
      other !== undefined &&
      number.value === other.value &&
      (number.unit === undefined || number.unit.name === other.unit?.name)
    );
  });
  return equal.length === 1 ? equal[0] : undefined;
}

function mentionsIn(words: readonly string[], choices: readonly Choice[], language: string): Mention[] {
  return choices.flatMap((choice, index): Mention[] => {
    const same = (word: string, wanted: string) => word === wanted;
    const texts = [choice.text, withoutLead(choice.text)].map((text) => answerWords(text, { language }));
    for (const text of texts) {
      const position = positionOf(words, text, same);
      if (position >= 0) return [{ choice, position, length: text.length }];
    }
    const byName = [
      letterAt(index),
      ordinals[index] ?? '',
      `${String(index + 1)}${['st', 'nd', 'rd'][index] ?? 'th'}`,
      normalise(choice.id),
    ]
      .map((name) => words.indexOf(name))
      .find((at) => at >= 0 && namesByLetter(words, at));
    return byName === undefined ? [] : [{ choice, position: byName, length: 1 }];
  });
}

/** "was go" holds "go": the longer choice was meant. */
const withoutContained = (mentions: readonly Mention[]): Mention[] =>
  mentions.filter(
    (one) =>
      !mentions.some(
        (other) =>
          other !== one &&
          other.length > one.length &&
          other.position <= one.position &&
          one.position + one.length <= other.position + other.length,
      ),
  );

/** `-2` or `2.5` beside choices that are numbers: none of them. */
const isOtherNumber = (text: string, choices: readonly Choice[]): boolean => {
  const value = onlyNumber(text)?.value;
  const isPlace = value !== undefined && Number.isInteger(value) && value > 0;
  return value !== undefined && !isPlace && choices.every((choice) => onlyNumber(choice.text) !== undefined);
};

/** Choices that a typed or spoken answer names by text, letter or number, without those it rules out. */
function choicesNamed(text: string, choices: readonly Choice[], language: string): Choice[] {
  const written = choiceWritten(text, choices);
  if (written !== undefined) return [written];
  const place = placeNamed(text, choices);
  const placed = place === undefined ? undefined : choices[place];
  if (placed !== undefined) return [placed];
  if (takesBackShort(text) || isOtherNumber(text, choices)) return [];
  const named = clausesOf(normalise(text)).flatMap((clause) => {
    const words = answerWords(clause, { language });
    return withoutContained(mentionsIn(words, choices, language))
      .filter(({ position }) => !isDenied(words, position))
      .map(({ choice }) => choice);
  });
  return [...new Set(named)];
}

/** What the author has to say to whoever takes this choice; named by its id or by its text. */
function knownMistake(choice: Choice, question: AskStep): Remark | undefined {
  const index = question.wrong.findIndex(
    ({ answer }) => answer === choice.id || sameNotation(answer, choice.text, true),
  );
  const because = question.wrong[index]?.because;
  return because === undefined ? undefined : { kind: 'known', index, because };
}

function judgeSingle(picked: readonly Choice[], question: AskStep, model: string | null): Finding {
  const [choice] = picked;
  if (picked.length > 1) return finding('unclear', 0.6, [{ kind: 'two-answers' }], { model });
  if (choice?.right === true) return finding('right', 1, [], { model });
  const known = choice && knownMistake(choice, question);
  if (known !== undefined) return finding('wrong', 1, [known], { model });
  return finding('wrong', 1, [{ kind: 'choice', id: choice?.id ?? '' }], { model });
}

function judgeMultiple(picked: readonly Choice[], question: AskStep, model: string | null): Finding {
  const hits = picked.filter(({ right }) => right);
  const extra = picked.filter(({ right }) => !right).map(({ id }) => id);
  const missing = question.choices.filter(({ right }) => right).length - hits.length;
  const credit = Math.max(0, hits.length - extra.length) / (hits.length + missing);
  const rest = { model, found: hits.map(({ text }) => text), credit };
  if (missing === 0 && extra.length === 0) return finding('right', 1, [], { model });
  // whoever chooses everything has found nothing out
  if (picked.length === question.choices.length) {
    return finding('wrong', 0.9, [{ kind: 'everything-chosen' }], { model });
  }
  const known = picked.filter(({ right }) => !right).map((choice) => knownMistake(choice, question));
  const remark = known.find((one) => one !== undefined) ?? ({ kind: 'choices', missing, extra } as const);
  if (hits.length > extra.length) return finding('partly', 0.95, [remark], rest);
  return finding('wrong', 0.9, [remark], { model });
}

/** Judges single and multiple choice by the key, whether the choices were clicked, typed or said. */
export function judgeChoices(
  question: AskStep,
  answer: { choices: readonly string[]; text: string | null },
  language: string,
): Finding {
  const rightOnes = question.choices.filter(({ right }) => right);
  const model = rightOnes.length === 0 ? null : rightOnes.map(({ text }) => text).join(', ');
  if (rightOnes.length === 0) return finding('unclear', 0.5, [], { model });
  const clicked = question.choices.filter(({ id }) => answer.choices.includes(id));
  const picked = clicked.length > 0 ? clicked : choicesNamed(answer.text ?? '', question.choices, language);
  if (picked.length === 0) {
    if (doesNotKnow(normalise(answer.text ?? '')))
      return finding('wrong', 0.7, [{ kind: 'does-not-know' }], { model });
    return finding('unclear', 0.5, [{ kind: 'no-answer' }], { model });
  }
  return question.answer === 'multiple' || rightOnes.length > 1
    ? judgeMultiple(picked, question, model)
    : judgeSingle(picked, question, model);
}
