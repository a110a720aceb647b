import type { AskStep } from '@lockstep/contracts';
import { notationOf, plainText, sameNotation } from '@lockstep/lesson';
import { finding, type Finding } from '../finding/finding.js';
import { unwrapped } from './context.js';
import { isFormula } from './formulas.js';
import { leavesSigns } from './leaves-signs.js';

const asksForCase = /\b(?:capital|upper ?-?case|lower ?-?case|small letters?)\b|大写|小写/i;
const asksForSymbol = /\b(?:symbol|formula|element|ion|isotope)\b|元素|化学式|符号|离子/i;

/** A single letter, or a formula of chemistry: other capitals make another answer. */
const isSingleLetter = (text: string): boolean => /^\p{L}$/u.test(text.trim());
const isChemical = (text: string): boolean =>
  /^[[(]*(?:[A-Z][a-z]?\d*[)\]]?\d*)+(?:\^?\d?[-+])?$/.test(text.trim());

const uncapitalised = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Keyboards put a capital at the start, or a hurried hand none; anywhere else it names another variable. */
const isCareless = (key: string, text: string): boolean =>
  sameNotation(uncapitalised(key), uncapitalised(text), true);

/** Whether capitals tell this answer from this key. */
function caseMatters({ accept, wrong, prompt, compare }: AskStep, key: string, text: string): boolean {
  if (compare.case !== undefined) return compare.case;
  if (isFormula(key)) return !isCareless(key, text);
  const listed = [...accept, ...wrong.map(({ answer }) => answer)];
  const isTwice = listed.some(
    (other) =>
      sameNotation(other, key) &&
      !sameNotation(other, key, true) &&
      wrong.some(({ answer }) => answer === other),
  );
  const words = plainText(prompt);
  if (isTwice || (isSingleLetter(key) && asksForCase.test(words))) return true;
  return isChemical(key) && asksForSymbol.test(words);
}

const unequal = /^(?:!=|<>|\/=|=\/=|~=)$/;
/** `<>` for `!=`: the same in mathematics, and in another programming language. */
const isOtherSign = (key: string, text: string): boolean =>
  unequal.test(key.trim()) && unequal.test(text.trim()) && key.trim() !== text.trim();

const spokenSigns: readonly (readonly [RegExp, string])[] = [
  [/\s?\bplus\b/gi, '+'],
  [/\s?\bminus\b/gi, '-'],
  [/\s?\b(?:sharp|hash)\b/gi, '#'],
];
const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth'.split(
    ' ',
  );
const romans = 'I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI'.split(' ');

/** `Ca+2` and `Ca++` as `Ca2+`; undefined for anything else. */
function ionAsWritten(text: string): string | undefined {
  const [, rest = '', signs = '', digit] =
    /^([A-Z][\p{L}\d]*)\^?(\+{1,4}|-{1,4})(\d)?$/u.exec(text.replace(/\s/g, '')) ?? [];
  if (signs.length === (digit === undefined ? 1 : 2) || signs === '') return undefined;
  return `${rest}${digit ?? String(signs.length)}${signs.charAt(0)}`;
}

/** As it is said aloud: "C plus plus", "Charles the First". */
function asWritten(spoken: string): string {
  let text = spoken;
  for (const [word, sign] of spokenSigns) text = text.replace(word, sign);
  return text.replace(
    /(?<=\p{L}) the (?:(\d{1,2})(?:st|nd|rd|th)|(\p{L}+))(?=[.!]?$)/u,
    (whole: string, digits: string | undefined, word: string | undefined) => {
      const place = digits === undefined ? ordinals.indexOf((word ?? '').toLowerCase()) : Number(digits) - 1;
      const roman = romans[place];
      return roman === undefined ? whole : ` ${roman}`;
    },
  );
}

/**
 * An answer that is an accepted one, or a common mistake, as it stands: with its signs, and with its capitals where they
 * count. Undefined for any other answer.
 */
export function acceptedAsWritten(question: AskStep, text: string): Finding | undefined {
  const { accept, wrong, choices, rubric } = question;
  if (choices.length > 0 || notationOf(text) === '') return undefined;
  if (leavesSigns(text) && !accept.some((key) => key.includes('('))) return undefined;
  const model = accept[0] ?? null;
  if (accept.length > 0 && accept.every((key) => isOtherSign(key, text)))
    return finding('unclear', 0.5, [{ kind: 'near-miss' }], { model });
  if (accept.some((key) => sameNotation(key, text, caseMatters(question, key, text))))
    return finding('right', 0.99, [], { model });
  const isTypedPlainly = accept.some(
    (key) => isChemical(key) && key.includes('^') && key.replace('^', '') === text.replace(/\s/g, ''),
  );
  if (isTypedPlainly) return finding('right', 0.9, [], { model });
  const ion = ionAsWritten(text);
  if (ion !== undefined && accept.some((key) => isChemical(key) && key.replace('^', '') === ion))
    return finding('partly', 0.85, [{ kind: 'form' }], { model });
  const spoken = asWritten(unwrapped(text));
  if (spoken !== text && accept.some((key) => sameNotation(key, spoken, /\p{Lu}$/u.test(spoken))))
    return finding('right', 0.9, [], { model });
  const index =
    rubric.length > 0 || question.grammar
      ? -1
      : wrong.findIndex(({ answer }) => sameNotation(answer, text, true));
  const because = wrong[index]?.because;
  if (because !== undefined) return finding('wrong', 0.97, [{ kind: 'known', index, because }], { model });
  const inOtherCase = accept.find((key) => sameNotation(key, text));
  if (inOtherCase === undefined) return undefined;
  // co for Co is careless; CO is another substance
  const isAnother = isSingleLetter(inOtherCase) || (isChemical(inOtherCase) && isChemical(text));
  return isAnother
    ? finding('wrong', 0.9, [{ kind: 'other-answer' }], { model })
    : finding('partly', 0.85, [{ kind: 'case', meant: inOtherCase }], { model });
}
