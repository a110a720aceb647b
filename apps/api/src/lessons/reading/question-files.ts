import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { LeftBehind, LeftOut, QuestionFormat } from '@lockstep/contracts';
import {
  leftOut,
  lessonOf,
  type ParsedLesson,
  type Problem,
  questionFormatOf,
  questionFormats,
  type ReadQuestions,
  textOfBytes,
  writeQuestions,
} from '@lockstep/lesson';

/** A file of questions on this machine, and what the lesson that is made of it is to be called. */
export type QuestionFile = {
  readonly file: string;
  /** As its owner called it. */
  readonly name: string;
  readonly title: string | undefined;
  readonly language: string;
};

/** What a file of questions holds, as the text of a lesson. */
export type QuestionsRead = {
  readonly format: QuestionFormat;
  readonly title: string;
  readonly text: string;
  readonly questions: number;
  readonly steps: number;
  readonly leftOut: readonly LeftOut[];
};

/** The questions of a lesson as a file; or what keeps the lesson from being read. */
export type QuestionsWritten =
  | {
      readonly is: 'written';
      readonly text: string;
      readonly questions: number;
      readonly leftBehind: readonly LeftBehind[];
    }
  | { readonly is: 'unreadable'; readonly problems: readonly Problem[] };

const MAX_TITLE = 200;

export function readQuestionFile({ file, name, title, language }: QuestionFile): QuestionsRead {
  const text = textOfBytes(readFileSync(file));
  const format = questionFormatOf(name, text ?? '');
  const read: ReadQuestions =
    text === undefined
      ? { steps: [], leftOut: [leftOut(1, 'not-utf8')] }
      : questionFormats[format].read(text);
  const called = title ?? (path.parse(name).name.trim().slice(0, MAX_TITLE) || 'Questions');
  return {
    format,
    title: called,
    text: read.steps.length === 0 ? '' : lessonOf(called, language, read.steps),
    questions: read.steps.filter((step) => 'ask' in step).length,
    steps: read.steps.length,
    leftOut: read.leftOut,
  };
}

export function writeQuestionFile(
  { script, problems, places }: ParsedLesson,
  format: QuestionFormat,
): QuestionsWritten {
  if (!script) return { is: 'unreadable', problems };
  const { text, questions, leftBehind } = writeQuestions(questionFormats[format], script);
  const lineOf = (stepId: string) => places.ofStep(script.steps.findIndex(({ id }) => id === stepId)).line;
  return {
    is: 'written',
    ...{ text, questions },
    leftBehind: leftBehind.map((one) => ({ ...one, line: lineOf(one.stepId) })),
  };
}
