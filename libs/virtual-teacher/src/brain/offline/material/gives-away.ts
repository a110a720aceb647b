import type { AskStep } from '@lockstep/contracts';
import { plainText } from '@lockstep/lesson';
import { normalise, wordsOf } from '../text/normalise.js';
import { asksTheSame, bagOfInquiry, bagOfMaterial, coverage } from './inquiry-words.js';

/** A question whose answers still count, in the words that its students read. */
export type KeptQuestion = {
  readonly prompt: string;
  /** What is right, as its author wrote it. */
  readonly right: readonly string[];
};

/** So much of either question stands in the other: whoever answers one answers both. */
const SAME_MATTER = 0.6;
/** One word in common is enough to keep what is right from being told. */
const TOUCHED = 0.25;

/** What must not be told of a question while its answers still count. */
export function keptQuestion(step: AskStep, language: string): KeptQuestion {
  const { prompt, choices, accept, rubric, task } = step;
  const right = [
    ...choices.filter((choice) => choice.right).map(({ text }) => text),
    ...accept,
    ...rubric.flatMap(({ point, any }) => [point, ...any]),
    ...(task?.kind === 'gaps' ? task.gaps.flatMap((gap) => gap.accept) : []),
  ];
  return { prompt: plainText(prompt, language), right: right.filter((text) => text.trim() !== '') };
}

/** Whether a student asks what the class is asked, or whether an answer of theirs is right. */
export function asksFor(inquiry: string, { prompt, right }: KeptQuestion): boolean {
  const [asked, kept] = [bagOfInquiry(inquiry), bagOfInquiry(prompt)];
  if (asksTheSame(asked, kept)) return true;
  const [mine, its] = [coverage(asked, kept), coverage(kept, asked)];
  if (Math.max(mine, its) >= SAME_MATTER && Math.min(mine, its) >= TOUCHED) return true;
  return (mine >= TOUCHED || its >= TOUCHED) && holdsOne(inquiry, right);
}

/** Whether what is to be told holds the right answer to a question that the student's own one touches. */
export function givesAway(told: string, inquiry: string, { prompt, right }: KeptQuestion): boolean {
  const [asked, kept] = [bagOfInquiry(inquiry), bagOfMaterial(prompt)];
  return coverage(asked, kept) >= TOUCHED && holdsOne(told, right);
}

/** Whole words in a row, or in Chinese characters in a row. */
function holdsOne(text: string, answers: readonly string[]): boolean {
  const said = ` ${wordsOf(normalise(text)).join(' ')} `;
  return answers.some((answer) => {
    const words = wordsOf(normalise(answer)).join(' ');
    return words !== '' && said.includes(` ${words} `);
  });
}
