import { type AskKind, AskStep, type Compare } from '@lockstep/contracts';
import { nameChoices } from '../ids.js';
import { meantOrKnown, nearest, oneOf } from '../nearest.js';
import { taskKindOf, taskOfText } from '../tasks/task-texts.js';
import type { AskText } from './lesson-text.js';
import { orderedEntries } from './ordered-names.js';
import { bounded, type Report, type StepProblem } from './step-problem.js';
import { readShare } from './units.js';

const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** What the text of a question means. */
export function askOfText(written: AskText, language: string, report: Report): Omit<AskStep, 'id'> {
  const text = withOrder(written, report);
  const task = taskOfText(text, (problem) => report({ ...problem, path: ['ask', ...problem.path] }));
  const { accept, feedback, range } = acceptedOf(text);
  const compare = compareOf(text, range);
  const kind = kindOf(text, accept.length > 0, compare);
  const choices = kind === 'truefalse' ? trueOrFalse(text, language, report) : choicesOf(text, report);
  return AskStep.omit({ id: true }).parse({
    kind: 'ask',
    answer: text.answer ?? kind,
    ...pick(text, 'prompt', 'shuffle', 'several', 'points', 'confidence', 'pointsWanted', 'grammar', 'tense'),
    ...pick(text, 'tries', 'endsEarly', 'media', 'pool'),
    ...(task === undefined ? {} : { task }),
    choices,
    accept,
    feedback,
    compare,
    wrong: orderedEntries(text.wrong ?? {}).map(([answer, told]) => ({
      answer: choices.find((choice) => choice.text === answer)?.id ?? answer,
      ...mistakeOf(told),
    })),
    rubric: (text.rubric ?? []).map((point) => (typeof point === 'string' ? { point } : point)),
    hints: [...listOf(text.hints)],
    ...(text.window === undefined
      ? task?.kind === 'survey' && { windowMs: SURVEY_WINDOW_MS }
      : {
          windowMs:
            text.window === 'none'
              ? null
              : bounded(text.window, [3000, 3_600_000], ['ask', 'window'], report),
        }),
    say: text.say ?? {},
    ...(Object.keys(text.show ?? {}).length === 0 ? {} : { show: text.show }),
  });
}

/** A form of several items takes longer than a question. */
const SURVEY_WINDOW_MS = 120_000;

const mistakeOf = (told: NonNullable<AskText['wrong']>[string]): Omit<AskStep['wrong'][number], 'answer'> =>
  typeof told === 'string' ? { because: told } : { because: told.say, ...pick(told, 'media') };

/** What is written of these keys. */
function pick<T extends object, K extends keyof T>(from: T, ...keys: K[]): Partial<Pick<T, K>> {
  const found = keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]] as const);
  return Object.fromEntries(found) as Partial<Pick<T, K>>;
}

function kindOf(text: AskText, isKeyed: boolean, { range }: Compare): AskKind {
  if (text.answer !== undefined) return text.answer;
  const task = taskKindOf(text);
  if (task !== undefined) return task;
  const right = listOf(text.right);
  if (text.choices !== undefined && text.choices.length > 0) {
    const marked = text.choices.filter((choice) => typeof choice === 'object' && choice.right === true);
    return new Set([...right, ...marked.map((choice) => (choice as { text: string }).text)]).size > 1
      ? 'multiple'
      : 'single';
  }
  if (right.length === 1 && isTruth(right[0])) return 'truefalse';
  const isNumber = text.tolerance !== undefined || text.range !== undefined || isRangeAlone(text, range);
  if (isNumber) return 'number';
  return isKeyed || range !== undefined ? 'short' : 'open';
}

/** A range that is written under accept. */
const isRangeAlone = ({ accept, compare }: AskText, range: Compare['range']): boolean =>
  accept !== undefined && range !== undefined && compare?.range === undefined;

const isTruth = (text: string | undefined): boolean => text === 'true' || text === 'false';

const TRUTH = { en: ['True', 'False'], zh: ['对', '错'] } as const;

/** The two choices of a question that is true or false, in the lesson's language. */
function trueOrFalse({ right, choices }: AskText, language: string, report: Report): AskStep['choices'] {
  const [given, ...more] = listOf(right);
  if (!isTruth(given) || more.length > 0 || choices !== undefined)
    report({
      code: 'no-right-answer',
      message: 'Nothing says whether this is true or false.',
      remedy: 'Write right: true or right: false, and no choices.',
      path: ['ask', choices === undefined ? 'right' : 'choices'],
    });
  const [yes, no] = /^zh\b/i.test(language) ? TRUTH.zh : TRUTH.en;
  return [
    { id: 'true', text: yes, right: given === 'true' },
    { id: 'false', text: no, right: given === 'false' },
  ];
}

/** An order may be written as choices whose right order is under `right`. */
function withOrder(text: AskText, report: Report): AskText {
  if (text.answer !== 'order' || text.order !== undefined || text.choices === undefined) return text;
  const names = text.choices.map((choice) => (typeof choice === 'string' ? choice : choice.text));
  const order = [...listOf(text.right)];
  const isWhole = order.length === names.length && names.every((name) => order.includes(name));
  if (!isWhole || order.length < 2)
    report({
      code: 'no-right-answer',
      message: 'The right order does not name each choice once.',
      remedy: 'Write the things under order, in the right one.',
      path: ['ask', text.right === undefined ? 'choices' : 'right'],
    });
  const rest = without(text, 'choices', 'right');
  return isWhole && order.length >= 2 ? { ...rest, order } : rest;
}

const without = (text: AskText, ...keys: (keyof AskText)[]): AskText =>
  Object.fromEntries(Object.entries(text).filter(([key]) => !keys.includes(key as keyof AskText))) as AskText;

const NUMBER = String.raw`[-−]?\d+(?:\.\d+)?`;
const RANGE = new RegExp(String.raw`^(${NUMBER})\s?(?:\.\.\.?|…)\s?(${NUMBER})$`);
const numberOf = (text: string): number => Number(text.replace('\u2212', '-'));

type Accepts = Exclude<NonNullable<AskText['accept']>, readonly unknown[]>;
type Accepted = Pick<AskStep, 'accept' | 'feedback'> & {
  readonly range: readonly [number, number] | undefined;
};

/** The accepted answers; `1..5` alone is a range. */
function acceptedOf(text: AskText): Accepted {
  const given: Exclude<Accepts, string>[] = listOf(text.accept).map((one) =>
    typeof one === 'string' ? { answer: one } : one,
  );
  const [only, ...others] = given;
  const [, from, to] = RANGE.exec(only?.answer ?? '') ?? [];
  if (from !== undefined && to !== undefined && others.length === 0)
    return { accept: [], feedback: [], range: [numberOf(from), numberOf(to)] };
  const feedback = given.flatMap(({ answer, ...more }) => {
    const { say, credit, media } = more;
    const share = credit === undefined ? undefined : readShare(credit);
    const isPart = share !== undefined && share < 1;
    if (say === undefined && media === undefined && !isPart) return [];
    return [{ answer, ...pick(more, 'say', 'media'), ...(isPart ? { credit: share } : {}) }];
  });
  return { accept: given.map(({ answer }) => answer), feedback, range: undefined };
}

const compareOf = (text: AskText, range: readonly [number, number] | undefined): Compare => ({
  ...text.compare,
  ...(range !== undefined && range[0] <= range[1] ? { range: [...range] } : {}),
  ...pick(text, 'tolerance', 'range', 'unit'),
});

function choicesOf(text: AskText, report: Report): AskStep['choices'] {
  const given = (text.choices ?? []).map((choice) =>
    typeof choice === 'string' ? { text: choice } : choice,
  );
  const choices = nameChoices(given).map((choice) => ({
    id: choice.id,
    text: choice.text,
    right: choice.right ?? false,
    ...(choice.media === undefined ? {} : { media: choice.media }),
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
