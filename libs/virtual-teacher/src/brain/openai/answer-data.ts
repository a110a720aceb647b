import type { JudgeRequest } from '../brain.js';

/** Longer answers are judged by their beginning, and then never as right. */
export const MAX_ANSWER_CHARACTERS = 4000;

/** What a student wrote, fit to be sent: `text` holds nothing invisible. */
export type AnswerData = {
  readonly choices: readonly string[];
  readonly text: string | null;
  /** Something was cut off its end. */
  readonly shortened: boolean;
};

/**
 * Control characters but line breaks, direction marks, joiners, variation selectors and the invisible "tag" letters:
 * they cannot be seen, so they were not meant as an answer.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\u{FE00}-\u{FE0F}\u{E0000}-\u{E0FFF}]/gu;

export function visibleText(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\uFFFD') // half of a character
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replace(INVISIBLE, (character) => (character === '\n' || character === '\t' ? character : ''))
    .trim();
}

/** The texts of the choices, because their ids may be anything an author's tool made up. */
export function answerData({ question, answer }: JudgeRequest): AnswerData {
  const choices = answer.choices.map((id) => question.choices.find((choice) => choice.id === id)?.text ?? '');
  if (answer.text === null) return { choices, text: null, shortened: false };
  // Cut before cleaning too: normalising megabytes would cost more than judging.
  const letters = [...visibleText(answer.text.slice(0, MAX_ANSWER_CHARACTERS * 4))];
  const text = letters.slice(0, MAX_ANSWER_CHARACTERS).join('');
  const shortened = letters.length > MAX_ANSWER_CHARACTERS || answer.text.length > MAX_ANSWER_CHARACTERS * 4;
  return { choices, text, shortened };
}

export const isEmptyAnswer = ({ choices, text }: AnswerData): boolean =>
  choices.length === 0 && (text === null || text === '');

/** JSON in which no markup and no special token of a model can stand, as `<|im_start|>` does. */
export const asData = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&|\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
