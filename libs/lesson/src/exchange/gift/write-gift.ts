import type { AskStep } from '@lockstep/contracts';
import { writtenWords } from '../../narration/written-words.js';
import { cannot, type Cannot } from '../exchange.js';
import { escaped } from './scan-gift.js';

/** Writes a question in Moodle's GIFT format. */
export function writeGiftQuestion(step: AskStep): string | Cannot {
  const answers = answersOf(step);
  if (typeof answers !== 'string') return answers;
  return `::${escaped(step.id)}::${escaped(writtenWords(step.prompt))} ${answers}\n`;
}

const said = (text: string | undefined): string => (text === undefined ? '' : ` # ${escaped(text)}`);
const braces = (...lines: readonly string[]): string => `{\n${lines.map((line) => `\t${line}\n`).join('')}}`;

/** What stands in the braces, or why nothing can. */
function answersOf(step: AskStep): string | Cannot {
  const { answer, task, choices } = step;
  switch (answer) {
    case 'single':
    case 'multiple':
      return choiceAnswers(step);
    case 'truefalse':
      return truth(step);
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
    case 'survey':
      return cannot('GIFT has no forms of several items');
  }
}

/** `{TRUE#wrong#right}`: what is said to the one and to the other. */
function truth({ choices, say }: AskStep): string {
  const value = choices.find(({ right }) => right)?.id === 'true' ? 'TRUE' : 'FALSE';
  const [wrong, right] = [say.wrong, say.right].map((one) =>
    escaped(one === undefined ? '' : writtenWords(one)),
  );
  if (say.right !== undefined) return `{${value}#${wrong ?? ''}#${right ?? ''}}`;
  return say.wrong === undefined ? `{${value}}` : `{${value}#${wrong ?? ''}}`;
}

function choiceAnswers({ answer, choices, wrong, say }: AskStep): string {
  const right = choices.filter((choice) => choice.right).length;
  const share = right === 0 ? 0 : Math.round(10_000_000 / right) / 100_000;
  return braces(
    ...choices.map(({ id, text, right: isRight }) => {
      const toRight = answer === 'single' && say.right !== undefined ? writtenWords(say.right) : undefined;
      const feedback = said(isRight ? toRight : wrong.find((one) => one.answer === id)?.because);
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

function numberAnswers({ accept, compare }: AskStep): string | Cannot {
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
