import { plainText } from '@lockstep/lesson';
import type { ExactContext } from './context.js';

const before = /\b(?:bce?|b\. ?c\.(?: ?e\.)?|v\. ?chr|av\. j\.-c)|公元前/i;

/** `1912 BC` for 1912, where neither the question nor an accepted answer speaks of that era. */
export const isOfAnotherEra = ({ question }: ExactContext, answer: string): boolean =>
  /\d/.test(answer) &&
  before.test(answer) &&
  ![...question.accept, plainText(question.prompt)].some((text) => before.test(text));
