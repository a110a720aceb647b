import type { AskStep } from '@lockstep/contracts';
import { notationOf, plainText, sameNotation } from '@lockstep/lesson';
import { finding, type Finding } from '../finding/finding.js';

const asksForCase = /\b(?:capital|upper ?-?case|lower ?-?case|small letters?)\b|大写|小写/i;
const asksForSymbol = /\b(?:symbol|formula|element|ion|isotope)\b|元素|化学式|符号|离子/i;

/** A single letter, or a formula of chemistry: other capitals make another answer. */
const isSingleLetter = (text: string): boolean => /^\p{L}$/u.test(text.trim());
const isChemical = (text: string): boolean => /^(?:[A-Z][a-z]?\d*)+[-+]?$/.test(text.trim());

/** Whether capitals tell answers of this question apart. */
function caseMatters({ accept, wrong, prompt, compare }: AskStep, key: string): boolean {
  if (compare.case !== undefined) return compare.case;
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

/**
 * An answer that is an accepted one, or a common mistake, as it stands: with its signs, and with its capitals where they
 * count. Undefined for any other answer.
 */
export function acceptedAsWritten(question: AskStep, text: string): Finding | undefined {
  const { accept, wrong, choices, rubric } = question;
  if (choices.length > 0 || notationOf(text) === '') return undefined;
  if (/[-−+]\s*\(\s*[-−]/.test(text) && !accept.some((key) => key.includes('('))) return undefined;
  const model = accept[0] ?? null;
  if (accept.some((key) => sameNotation(key, text, caseMatters(question, key))))
    return finding('right', 0.99, [], { model });
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
