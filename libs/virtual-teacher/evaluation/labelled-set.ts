import type { LabelledQuestion } from './labelled-question.js';
import { choicesAndNumbers } from './questions/choices-and-numbers.js';
import { learnerSentences } from './questions/learner-sentences.js';
import { openText } from './questions/open-text.js';
import { shortText } from './questions/short-text.js';

/** Twenty questions with ten answers each, labelled before any brain was tuned. */
export const labelledSet: readonly LabelledQuestion[] = [
  ...choicesAndNumbers,
  ...shortText,
  ...learnerSentences,
  ...openText,
];
