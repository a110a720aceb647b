import type { AskStep, LessonStep } from '@lockstep/contracts';
import { Document, isMap, isScalar, isSeq, visit, type YAMLMap } from 'yaml';
import { editQuestion, nodeOf } from './edit-question.js';
import { parseLesson } from './parse-lesson.js';
import { plainNames } from './text/ordered-names.js';
import { readYaml } from './text/read-yaml.js';
import { textOfAsk } from './text/text-of-script.js';

/**
 * Writes a changed question into the text: each key whose value differs, and no other. A question whose prompt changes keeps
 * its id, which is written where the text left it out, so that its answers and corrections stay with it.
 *
 * @param before the question as `parseLesson` read it from this text
 * @returns the text as it is where it has errors or asks no such question
 */
export function changeQuestion(text: string, before: AskStep, after: AskStep): string {
  const [old, next] = [textOfAsk(before), textOfAsk(after)];
  const changed = [...new Set([...Object.keys(old), ...Object.keys(next)])].filter(
    (key) => JSON.stringify(old[key]) !== JSON.stringify(next[key]),
  );
  if (changed.length === 0) return text;
  return editQuestion(text, before.id, (ask, document, step) => {
    if (changed.includes('prompt') && !step.has('id')) {
      step.items.unshift(document.createPair('id', before.id));
    }
    for (const key of changed) set(ask, document, key, next[key]);
    if (changed.includes('order')) for (const key of ['choices', 'right']) ask.delete(key);
  });
}

function set(ask: YAMLMap, document: Document, key: string, value: unknown): void {
  if (value === undefined) ask.delete(key);
  else ask.set(key, typeof value === 'object' ? nodeOf(value, document) : value);
}

/**
 * Puts a new question behind a step, or at the end of the lesson; its time to answer is that of its kind. All other steps stay
 * as they are written.
 *
 * @param behind id of a step
 * @returns the text as it is where it has errors, or where its steps stand in one line
 */
export function addQuestion(text: string, question: AskStep, behind: string | undefined): string {
  const { script } = parseLesson(text);
  const steps = stepsIn(text);
  if (!script || steps === undefined) return text;
  const found = script.steps.findIndex(({ id }) => id === behind);
  const at = found < 0 ? script.steps.length - 1 : found;
  const place = steps[at];
  if (place === undefined) return text;
  const ask = Object.entries(textOfAsk(question)).filter(([key]) => key !== 'window');
  const written = new Document({ id: question.id, ask: Object.fromEntries(ask) });
  visit(written, plainNames);
  const lines = written.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
  const indented = lines.replace(/\n(?!\n|$)/g, `\n${' '.repeat(place.column + 2)}`);
  const end = place.from + text.slice(place.from, place.to).trimEnd().length;
  const edited = `${text.slice(0, end)}\n\n${' '.repeat(place.column)}- ${indented}${text.slice(end)}`;
  return readsAs(edited, script.steps.toSpliced(at + 1, 0, question)) ? edited : text;
}

/**
 * Takes a question out of the text.
 *
 * @returns nothing where that cannot be: where the text has errors, where the question is the only step, and where a branch
 *   names it
 */
export function removeQuestion(text: string, questionId: string): string | undefined {
  const { script } = parseLesson(text);
  const at = script?.steps.findIndex(({ id }) => id === questionId) ?? -1;
  const place = stepsIn(text)?.[at];
  if (!script || place === undefined || isNamed(questionId, script.steps)) return undefined;
  const lineStart = text.lastIndexOf('\n', place.from - 1) + 1;
  const edited = text.slice(0, lineStart) + text.slice(place.to).replace(/^[ \t]*\n/, '');
  return readsAs(edited, script.steps.toSpliced(at, 1)) ? edited : undefined;
}

const isNamed = (id: string, steps: readonly LessonStep[]): boolean =>
  steps.some(
    (step) => step.kind === 'branch' && (step.question === id || step.cases.some(({ goto }) => goto === id)),
  );

type Place = {
  /** Of the first key of the step. */
  readonly from: number;
  readonly to: number;
  /** Of the dash. */
  readonly column: number;
};

/** Where each step stands; nothing for steps in one line, which are not told apart by lines. */
function stepsIn(text: string): Place[] | undefined {
  const { document } = readYaml(text);
  const steps = document && isMap(document.contents) ? document.contents.get('steps', true) : undefined;
  if (!isSeq(steps) || steps.flow === true) return undefined;
  return steps.items.flatMap((step) => {
    if (!isMap(step) || !step.range) return [];
    const from = isScalar(step.items[0]?.key) ? (step.items[0].key.range?.[0] ?? step.range[0]) : 0;
    const lineStart = text.lastIndexOf('\n', step.range[0] - 1) + 1;
    const dash = text.indexOf('-', lineStart);
    return [{ from: Math.min(from, step.range[0]), to: step.range[2], column: dash - lineStart }];
  });
}

const readsAs = (text: string, steps: readonly LessonStep[]): boolean => {
  const read = parseLesson(text).script?.steps.map(({ id }) => id);
  return JSON.stringify(read) === JSON.stringify(steps.map(({ id }) => id));
};
