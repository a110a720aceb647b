import { type AskKind, AskStep, type BranchStep } from '@lockstep/contracts';
import { type UnnamedStep, nameChoices } from '../ids.js';
import { meantOrKnown, nearest, oneOf } from '../nearest.js';
import type { Problem } from '../problem.js';
import type { AskText, BranchText, StepText } from './lesson-text.js';
import { readDuration, readShare } from './units.js';

/** Something that a step says of itself and that does not fit; `path` below the step. */
export type StepProblem = Pick<Problem, 'code' | 'message' | 'remedy' | 'params'> & {
  readonly path: readonly (string | number)[];
};

type Report = (problem: StepProblem) => void;

/** What the text of one step means. `lastQuestion` is the question before it. */
export function stepOfText(text: StepText, lastQuestion: string | undefined, report: Report): UnnamedStep {
  const id = text.id === undefined ? {} : { id: text.id };
  if ('say' in text) return { ...id, kind: 'say', text: text.say };
  if ('ask' in text) return { ...id, ...askOfText(text.ask, report) };
  if ('branch' in text) return { ...id, ...branchOfText(text.branch, lastQuestion, report) };
  if ('pause' in text)
    return { ...id, kind: 'pause', ms: bounded(text.pause, [100, 600_000], ['pause'], report) };
  if ('wait' in text) return { ...id, kind: 'wait', ...(text.wait === null ? {} : { prompt: text.wait }) };
  const play = typeof text.play === 'string' ? { clip: text.play } : text.play;
  const cues = (play.cues ?? []).map(({ at, mark }, i) => ({
    atMs: bounded(at, [0, 7_200_000], ['play', 'cues', i, 'at'], report),
    mark,
  }));
  return { ...id, kind: 'play', clip: play.clip, cues };
}

function bounded(
  text: string,
  [least, most]: readonly [number, number],
  path: readonly (string | number)[],
  report: Report,
): number {
  const ms = readDuration(text) ?? 0;
  if (ms >= least && ms <= most) return ms;
  const message = `'${text}' is ${ms < least ? 'too short' : 'too long'}.`;
  const remedy = `Write a time from ${String(least)}ms to ${String(most / 60_000)}min.`;
  const params = { given: text, leastMs: least, mostMs: most };
  report({ code: 'out-of-range', message, remedy, params, path });
  return least;
}

const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

function askOfText(text: AskText, report: Report): Omit<AskStep, 'id'> {
  const choices = choicesOf(text, report);
  const accept = [...listOf(text.accept)];
  const rightCount = choices.filter(({ right }) => right).length;
  const keys = accept.length + (text.compare?.range === undefined ? 0 : 1);
  const kind = text.answer ?? kindOf(choices.length, rightCount, keys);
  return AskStep.omit({ id: true }).parse({
    kind: 'ask',
    answer: kind,
    prompt: text.prompt,
    choices,
    accept,
    wrong: Object.entries(text.wrong ?? {}).map(([answer, because]) => ({
      answer: choices.find((choice) => choice.text === answer)?.id ?? answer,
      because,
    })),
    ...(text.compare === undefined ? {} : { compare: text.compare }),
    rubric: (text.rubric ?? []).map((point) => (typeof point === 'string' ? { point } : point)),
    hints: [...listOf(text.hints)],
    ...(text.pointsWanted === undefined ? {} : { pointsWanted: text.pointsWanted }),
    ...(text.grammar === undefined ? {} : { grammar: text.grammar }),
    ...(text.tense === undefined ? {} : { tense: text.tense }),
    ...(text.tries === undefined ? {} : { tries: text.tries }),
    ...(text.window === undefined
      ? {}
      : { windowMs: bounded(text.window, [3000, 3_600_000], ['ask', 'window'], report) }),
    ...(text.endsEarly === undefined ? {} : { endsEarly: text.endsEarly }),
    say: text.say ?? {},
  });
}

function kindOf(choices: number, right: number, accept: number): AskKind {
  if (choices > 0) return right > 1 ? 'multiple' : 'single';
  return accept > 0 ? 'short' : 'open';
}

function choicesOf(text: AskText, report: Report): { id: string; text: string; right: boolean }[] {
  const given = (text.choices ?? []).map((choice) =>
    typeof choice === 'string' ? { text: choice } : choice,
  );
  const choices = nameChoices(given).map((choice) => ({
    id: choice.id,
    text: choice.text,
    right: choice.right ?? false,
  }));
  for (const [i, name] of listOf(text.right).entries()) {
    const choice = choices.find((one) => one.text === name) ?? choices.find((one) => one.id === name);
    if (choice) choice.right = true;
    else
      report(noSuchChoice(name, choices, Array.isArray(text.right) ? ['ask', 'right', i] : ['ask', 'right']));
  }
  return choices;
}

function noSuchChoice(
  name: string,
  choices: readonly { text: string }[],
  path: readonly (string | number)[],
): StepProblem {
  const texts = choices.map(({ text }) => text);
  const meant = nearest(name, texts);
  const remedy =
    texts.length === 0
      ? 'Add choices, or write the answer under accept.'
      : meant
        ? `Did you mean '${meant}'?`
        : `Write ${oneOf(texts)}.`;
  const params = { name, ...meantOrKnown(name, texts) };
  return { code: 'no-such-choice', message: `'${name}' is not one of the choices.`, remedy, params, path };
}

function branchOfText(
  text: BranchText,
  lastQuestion: string | undefined,
  report: Report,
): Omit<BranchStep, 'id'> {
  const question = text.question ?? lastQuestion;
  if (question === undefined) {
    const remedy = 'Put it after a question, or say which with question: id.';
    report({
      code: 'no-question',
      message: 'No question was asked before this branch.',
      remedy,
      path: ['branch'],
    });
  }
  const cases = 'cases' in text ? text.cases : [text];
  return {
    kind: 'branch',
    question: question ?? 'none',
    on: text.on ?? 'class',
    cases: cases.map(({ rightAtLeast, rightBelow, goto }) => ({
      ...(rightAtLeast === undefined ? {} : { rightAtLeast: readShare(rightAtLeast) ?? 0 }),
      ...(rightBelow === undefined ? {} : { rightBelow: readShare(rightBelow) ?? 1 }),
      goto,
    })),
  };
}
