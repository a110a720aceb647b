import type { AskStep, LessonScript } from '@lockstep/contracts';
import { parseLesson } from '../parse-lesson.js';
import { textOfTask } from '../tasks/task-texts.js';
import type { QuestionFormatCodec, Unwritten, WrittenQuestions } from './exchange.js';
import { lessonOf } from './lesson-of.js';

/**
 * Writes the questions of a lesson and reads them back: what came back otherwise, or not at all, is told with the id of its
 * question. So nothing is lost without a word, whatever a question holds.
 */
export function writeQuestions(format: QuestionFormatCodec, script: LessonScript): WrittenQuestions {
  const written: { step: AskStep; text: string }[] = [];
  const leftBehind: Unwritten[] = [];
  for (const step of script.steps) {
    if (step.kind !== 'ask') continue;
    const text = format.writeQuestion(step, script.language);
    if (typeof text === 'string') written.push({ step, text });
    else leftBehind.push({ stepId: step.id, part: null, reason: text.reason });
  }
  const text = format.join(
    written.map((one) => one.text),
    script,
  );
  const back = questionsIn(format, text, script.language);
  for (const { step } of written) leftBehind.push(...lostOf(step, back.get(step.id), format.name));
  return { text, questions: written.length, leftBehind };
}

/** By their ids. A question that a lesson cannot hold takes no other one with it. */
function questionsIn(format: QuestionFormatCodec, text: string, language: string): Map<string, AskStep> {
  const { steps } = format.read(text);
  const whole = parseLesson(lessonOf('-', language, steps)).script?.steps;
  const read =
    whole ?? steps.flatMap((step) => parseLesson(lessonOf('-', language, [step])).script?.steps ?? []);
  return new Map(read.flatMap((step) => (step.kind === 'ask' ? [[step.id, step]] : [])));
}

/** What of a question another program does not read as it was. */
function lostOf(step: AskStep, back: AskStep | undefined, format: string): Unwritten[] {
  if (!back) return [{ stepId: step.id, part: null, reason: `${format} does not hold it` }];
  const [before, after] = [meaningOf(step), meaningOf(back)];
  return Object.keys({ ...before, ...after }).flatMap((part) =>
    JSON.stringify(before[part]) === JSON.stringify(after[part])
      ? []
      : { stepId: step.id, part, reason: `${format} does not hold its '${part}' as it is` },
  );
}

/** A question by the keys of the script, without the ids of its choices: what they name is written in their place. */
function meaningOf({ choices, wrong, feedback, task, windowMs, ...more }: AskStep): {
  readonly [part: string]: unknown;
} {
  const textOf = (answer: string) => choices.find((choice) => choice.id === answer)?.text ?? answer;
  const byAnswer = (a: { answer: string }, b: { answer: string }) => (a.answer < b.answer ? -1 : 1);
  return {
    ...more,
    compare: Object.entries(more.compare).sort(([a], [b]) => (a < b ? -1 : 1)),
    say: Object.entries(more.say).sort(([a], [b]) => (a < b ? -1 : 1)),
    window: windowMs,
    choices: choices.map(({ text, right, media }) => [text, right, media]),
    wrong: wrong.map((one) => ({ ...one, answer: textOf(one.answer) })).sort(byAnswer),
    feedback: feedback
      .map(({ answer, say, credit, media }) => ({ answer, say, credit, media }))
      .sort(byAnswer),
    ...(task && textOfTask(task)),
  };
}
