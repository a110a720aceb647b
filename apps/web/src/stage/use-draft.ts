import type { AskedQuestion } from '@lockstep/contracts';
import { useState } from 'react';
import type { Draft } from './given-answer.js';
import { emptyParts } from './tasks/task-forms.js';

export type AnsweredBy = 'choice' | 'text' | 'parts';

export const answeredBy = ({ kind, task }: Pick<AskedQuestion, 'kind' | 'task'>): AnsweredBy => {
  if (task) return 'parts';
  return kind === 'single' || kind === 'multiple' ? 'choice' : 'text';
};

/** What a student has put in so far. */
export type Filled = {
  readonly choices: readonly string[];
  readonly text: string;
  readonly parts: readonly string[];
  /** The text was spoken, and is seen in writing before it is sent. */
  readonly heard: boolean;
  readonly confidence: number | undefined;
};

/** An answer while it is made; `start` is the try before. */
export function useFilled(question: AskedQuestion, start: Draft | undefined) {
  const [filled, setFilled] = useState<Filled>(() => ({
    choices: [],
    text: start?.text ?? '',
    parts: start?.parts ?? (question.task ? emptyParts(question.task) : []),
    heard: false,
    confidence: undefined,
  }));
  const fill = (more: Partial<Filled>) => setFilled((held) => ({ ...held, ...more }));
  return { filled, fill };
}

/** What can be sent; undefined while something is missing. */
export function draftOf(question: AskedQuestion, filled: Filled): Draft | undefined {
  const { choices, text, parts, heard, confidence } = filled;
  if (question.confidence && confidence === undefined) return undefined;
  const sure = confidence === undefined ? {} : { confidence };
  switch (answeredBy(question)) {
    case 'parts':
      return parts.some((part) => part.trim() === '')
        ? undefined
        : { parts: parts.map((part) => part.trim()), ...sure };
    case 'choice':
      return choices.length === 0 ? undefined : { choices: [...choices], ...sure };
    case 'text':
      return text.trim() === '' ? undefined : { text: text.trim(), ...(heard && { spoken: true }), ...sure };
  }
}
