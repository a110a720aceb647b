import { formatLesson } from '../format-lesson.js';
import { parseLesson } from '../parse-lesson.js';
import { Document, visit } from 'yaml';
import { plainNames } from '../text/ordered-names.js';
import type { ReadStep } from './exchange.js';

/** The text of a lesson that asks these questions, in the form that all lessons have. */
export function lessonOf(title: string, language: string, steps: readonly ReadStep[]): string {
  const written = steps.map((step) => ({
    ...(step.id === undefined ? {} : { id: step.id }),
    ...('ask' in step ? { ask: step.ask } : { say: step.say }),
  }));
  const document = new Document({ title, language, steps: written }, { aliasDuplicateObjects: false });
  visit(document, plainNames);
  const text = document.toString();
  return parseLesson(text).script ? formatLesson(text) : text;
}
