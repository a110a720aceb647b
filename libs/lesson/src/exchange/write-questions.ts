import type { AskStep, LessonScript, ScriptMedia } from '@lockstep/contracts';
import { fingerprint } from '../fingerprint.js';
import { parseLesson } from '../parse-lesson.js';
import { textOfTask } from '../tasks/task-texts.js';
import type { FileContent, QuestionFormatCodec, Unwritten, WrittenQuestions } from './exchange.js';
import { lessonOf } from './lesson-of.js';

/**
 * Writes the questions of a lesson and reads them back: what came back otherwise, or not at all, is told with the id of its
 * question. So nothing is lost without a word, whatever a question holds.
 */
export function writeQuestions(
  format: QuestionFormatCodec,
  script: LessonScript,
  content: FileContent = () => undefined,
): WrittenQuestions {
  const written: { step: AskStep; text: string }[] = [];
  const leftBehind: Unwritten[] = [];
  for (const step of script.steps) {
    if (step.kind !== 'ask') continue;
    const text = format.writeQuestion(step, script.language, content);
    if (typeof text === 'string') written.push({ step, text });
    else leftBehind.push({ stepId: step.id, part: null, reason: text.reason });
  }
  const text = format.join(
    written.map((one) => one.text),
    script,
  );
  const back = questionsIn(format, text, script.language);
  for (const { step } of written) leftBehind.push(...lostOf({ step, content }, back, format.name));
  return { text, questions: written.length, leftBehind };
}

/** What was read back: questions by their ids, and what their files hold. */
type ReadBack = { readonly asks: ReadonlyMap<string, AskStep>; readonly content: FileContent };

/** A question that a lesson cannot hold takes no other one with it. */
function questionsIn(format: QuestionFormatCodec, text: string, language: string): ReadBack {
  const { steps, files = [] } = format.read(text);
  const whole = parseLesson(lessonOf('-', language, steps)).script?.steps;
  const read =
    whole ?? steps.flatMap((step) => parseLesson(lessonOf('-', language, [step])).script?.steps ?? []);
  const contents = new Map(files.map(({ path, base64 }) => [path, base64]));
  return {
    asks: new Map(read.flatMap((step) => (step.kind === 'ask' ? [[step.id, step]] : []))),
    content: (path) => contents.get(path),
  };
}

type Asked = { readonly step: AskStep; readonly content: FileContent };

/** What of a question another program does not read as it was. */
function lostOf({ step, content }: Asked, back: ReadBack, format: string): Unwritten[] {
  const again = back.asks.get(step.id);
  if (!again) return [{ stepId: step.id, part: null, reason: `${format} does not hold it` }];
  const [before, after] = [meaningOf(step, content), meaningOf(again, back.content)];
  return Object.keys({ ...before, ...after }).flatMap((part) =>
    JSON.stringify(before[part]) === JSON.stringify(after[part])
      ? []
      : { stepId: step.id, part, reason: `${format} does not hold its '${part}' as it is` },
  );
}

type Meaning = { readonly [part: string]: unknown };

/**
 * A question by the keys of the script, without the ids of its choices and the names of its files: what they stand for is in
 * their place.
 */
function meaningOf(step: AskStep, content: FileContent): Meaning {
  const { choices, wrong, feedback, task, windowMs, media, show = {}, ...more } = step;
  const textOf = (answer: string) => choices.find((choice) => choice.id === answer)?.text ?? answer;
  const byAnswer = (a: { answer: string }, b: { answer: string }) => (a.answer < b.answer ? -1 : 1);
  const shown = (one: ScriptMedia | undefined) =>
    one && { alt: one.alt, content: fingerprint(content(one.file) ?? '') };
  return {
    ...more,
    media: shown(media),
    show: inOrder(show).map(([verdict, one]) => [verdict, shown(one)]),
    compare: inOrder(more.compare),
    say: inOrder(more.say),
    window: windowMs,
    choices: choices.map(({ text, right, media: own }) => [text, right, shown(own)]),
    wrong: wrong
      .map(({ answer, because, media: own }) => ({ answer: textOf(answer), because, media: shown(own) }))
      .sort(byAnswer),
    feedback: feedback
      .map(({ answer, say, credit, media: own }) => ({ answer, say, credit, media: shown(own) }))
      .sort(byAnswer),
    ...(task && textOfTask(task)),
  };
}

const inOrder = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
