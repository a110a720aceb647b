import { type AskedQuestion, partsOf, problemWithParts } from '@lockstep/contracts';
import { useCallback, useState } from 'react';
import { forgetDraft, readDraft, writeDraft } from '../browser/drafts.js';
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

/**
 * An answer while it is made; `start` is the try before.
 *
 * @param keepAs a name that no other try has: what was put in survives a reload
 */
export function useFilled(question: AskedQuestion, start: Draft | undefined, keepAs: string | undefined) {
  const [filled, setFilled] = useState<Filled>(() => ({
    choices: [],
    text: start?.text ?? '',
    parts: start?.parts ?? (question.task ? emptyParts(question.task) : []),
    heard: false,
    confidence: undefined,
    ...(keepAs !== undefined && keptFor(question, readDraft(keepAs))),
  }));
  const fill = (more: Partial<Filled>) =>
    setFilled((held) => {
      const next = { ...held, ...more };
      if (keepAs !== undefined) writeDraft(keepAs, next);
      return next;
    });
  const forget = useCallback(() => keepAs !== undefined && forgetDraft(keepAs), [keepAs]);
  return { filled, fill, forget };
}

const areTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** What this browser kept, as far as it is of this question. */
function keptFor({ choices, task }: AskedQuestion, kept: unknown): Partial<Filled> {
  if (typeof kept !== 'object' || kept === null) return {};
  const held = kept as { readonly [key in keyof Filled]?: unknown };
  const isChosen = areTexts(held.choices) && held.choices.every((id) => choices.some((one) => one.id === id));
  const areParts = areTexts(held.parts) && task !== undefined && held.parts.length === partsOf(task).length;
  return {
    ...(isChosen && { choices: held.choices }),
    ...(areParts && { parts: held.parts }),
    ...(typeof held.text === 'string' && { text: held.text }),
    ...(typeof held.heard === 'boolean' && { heard: held.heard }),
    ...(typeof held.confidence === 'number' && { confidence: held.confidence }),
  };
}

/** Of a form only what must be there; of other tasks every part. */
function partsDraft(
  { task }: AskedQuestion,
  parts: readonly string[],
  sure: Pick<Draft, 'confidence'>,
): Draft | undefined {
  const given = parts.map((part) => part.trim());
  const isWhole =
    task?.kind === 'survey'
      ? problemWithParts(task, given) === undefined
      : given.every((part) => part !== '');
  return isWhole ? { parts: given, ...sure } : undefined;
}

/** What can be sent; undefined while something is missing. */
export function draftOf(question: AskedQuestion, filled: Filled): Draft | undefined {
  const { choices, text, parts, heard, confidence } = filled;
  if (question.confidence && confidence === undefined) return undefined;
  const sure = confidence === undefined ? {} : { confidence };
  switch (answeredBy(question)) {
    case 'parts':
      return partsDraft(question, parts, sure);
    case 'choice':
      return choices.length === 0 ? undefined : { choices: [...choices], ...sure };
    case 'text':
      return text.trim() === '' ? undefined : { text: text.trim(), ...(heard && { spoken: true }), ...sure };
  }
}
