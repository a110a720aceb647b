import type { AskStep, LessonScript } from '@lockstep/contracts';
import { plainText } from '../../narration/parse-narration.js';
import type { WrittenQuestions } from '../exchange.js';
import { escaped } from './scan-gift.js';

/** Writes the questions of a lesson in Moodle's GIFT format, and tells which it cannot. */
export function writeGift({ steps, language }: LessonScript): WrittenQuestions {
  const leftOut: { stepId: string; reason: string }[] = [];
  const written = steps.flatMap((step) => {
    if (step.kind !== 'ask') return [];
    const answers = answersOf(step);
    if (typeof answers !== 'string') {
      leftOut.push({ stepId: step.id, reason: answers.reason });
      return [];
    }
    return [`::${escaped(step.id)}::${escaped(plainText(step.prompt, language))} ${answers}\n`];
  });
  return { text: written.join('\n'), leftOut };
}

const cannot = (reason: string): { readonly reason: string } => ({ reason });
const said = (text: string | undefined): string => (text === undefined ? '' : ` # ${escaped(text)}`);
const braces = (...lines: readonly string[]): string => `{\n${lines.map((line) => `\t${line}\n`).join('')}}`;

/** What stands in the braces, or why nothing can. */
function answersOf(step: AskStep): string | { readonly reason: string } {
  const { answer, task, choices } = step;
  switch (answer) {
    case 'single':
    case 'multiple':
      return choiceAnswers(step);
    case 'truefalse':
      return choices.find(({ right }) => right)?.id === 'true' ? '{TRUE}' : '{FALSE}';
    case 'poll':
      return braces(...choices.map(({ text }) => `~${escaped(text)}`));
    case 'number':
      return numberAnswers(step);
    case 'short':
    case 'spoken':
      return step.accept.length > 0 ? shortAnswers(step) : '{}';
    case 'open':
    case 'opinion':
    case 'words':
      return '{}';
    case 'match':
      return task?.kind === 'match' ? matchAnswers(task) : cannot('it has no pairs');
    case 'order':
      return cannot('GIFT has no questions that ask for an order');
    case 'gaps':
      return cannot('GIFT has no questions with several gaps');
    case 'hotspot':
    case 'label':
      return cannot('GIFT has no questions on a picture');
  }
}

function choiceAnswers({ answer, choices, wrong }: AskStep): string {
  const right = choices.filter((choice) => choice.right).length;
  const share = right === 0 ? 0 : Math.round(10_000_000 / right) / 100_000;
  return braces(
    ...choices.map(({ id, text, right: isRight }) => {
      const feedback = said(wrong.find((one) => one.answer === id)?.because);
      const mark = answer === 'single' ? (isRight ? '=' : '~') : isRight ? `~%${String(share)}%` : '~%0%';
      return `${mark}${escaped(text)}${feedback}`;
    }),
  );
}

const shortAnswers = ({ accept, feedback }: AskStep): string =>
  braces(
    ...accept.map((text) => {
      const more = feedback.find((one) => one.answer === text);
      const credit = more?.credit === undefined ? '' : `%${String(Math.round(more.credit * 100))}%`;
      return `=${credit}${escaped(text)}${said(more?.say)}`;
    }),
  );

const PLAIN_NUMBER = /^[-\u2212]?\d+(?:\.\d+)?$/u;

function numberAnswers({ accept, compare }: AskStep): string | { readonly reason: string } {
  if (compare.range) return `{#${String(compare.range[0])}..${String(compare.range[1])}}`;
  const [value = ''] = accept;
  if (!PLAIN_NUMBER.test(value)) return cannot('GIFT has numbers without units alone');
  if (typeof compare.tolerance === 'string') return cannot('GIFT has no tolerance in percent');
  return `{#${value.replace('\u2212', '-')}:${String(compare.tolerance ?? 0)}}`;
}

function matchAnswers({ items, options }: Extract<NonNullable<AskStep['task']>, { kind: 'match' }>): string {
  const textOf = (id: string) => options.find((option) => option.id === id)?.text ?? '';
  const extra = options.filter(({ id }) => items.every(({ option }) => option !== id));
  return braces(
    ...items.map(({ text, option }) => `=${escaped(text)} -> ${escaped(textOf(option))}`),
    ...extra.map(({ text }) => `= -> ${escaped(text)}`),
  );
}
