import type { AskStep } from '@lockstep/contracts';
import { readableText } from '@lockstep/lesson';

const known = new WeakMap<AskStep, AskStep>();

/**
 * A question whose keys and choices are in plain signs, because students write `3/4` and not TeX. The same object for the
 * same question; what is asked and said stays as it is.
 */
export function inPlainSigns(question: AskStep): AskStep {
  const before = known.get(question);
  if (before) return before;
  const { accept, choices, feedback, wrong } = question;
  const keys = [...accept, ...choices.map(({ text }) => text), ...wrong.map(({ answer }) => answer)];
  const plain = keys.some((key) => key.includes('$'))
    ? {
        ...question,
        accept: accept.map(readableText),
        feedback: feedback.map((one) => ({ ...one, answer: readableText(one.answer) })),
        choices: choices.map((choice) => ({ ...choice, text: readableText(choice.text) })),
        wrong: wrong.map((one) => ({ ...one, answer: readableText(one.answer) })),
      }
    : question;
  known.set(question, plain);
  return plain;
}
