import { type AskStep, isOnPicture } from '@lockstep/contracts';
import { writtenWords } from '../../narration/written-words.js';
import { cannot, type Cannot } from '../exchange.js';
import { escapedHtml } from '../text/text-of-html.js';
import { clozeOfGaps } from './write-cloze.js';

/** A question as an element of a quiz. */
export function writeMoodleQuestion(step: AskStep): string | Cannot {
  const body = bodyOf(step);
  if (typeof body !== 'string') return body;
  const words = step.task?.kind === 'gaps' ? clozeOfGaps(step.task) : writtenWords(step.prompt);
  const { right, partly, wrong } = step.say;
  const feedback =
    step.answer === 'truefalse' ? '' : said('correctfeedback', right) + said('incorrectfeedback', wrong);
  return element(
    'question',
    element('name', text(step.task?.kind === 'gaps' ? writtenWords(step.prompt) : step.id)) +
      html('questiontext', words) +
      (step.points === undefined ? '' : element('defaultgrade', String(step.points))) +
      element('idnumber', escapedXml(step.id)) +
      body +
      feedback +
      said('partiallycorrectfeedback', partly) +
      step.hints.map((hint) => html('hint', hint)).join(''),
    ` type="${typeOf(step)}"`,
  );
}

/** A whole quiz. */
export const joinMoodle = (questions: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${questions.join('')}</quiz>\n`;

const TYPES: Partial<Record<AskStep['answer'], string>> = {
  single: 'multichoice',
  multiple: 'multichoice',
  poll: 'multichoice',
  truefalse: 'truefalse',
  number: 'numerical',
  match: 'matching',
  order: 'ordering',
  gaps: 'cloze',
};
const typeOf = ({ answer, accept }: AskStep): string =>
  TYPES[answer] ?? (isKeyed(answer) && accept.length > 0 ? 'shortanswer' : 'essay');
const isKeyed = (answer: AskStep['answer']): boolean => answer === 'short' || answer === 'spoken';

function bodyOf(step: AskStep): string | Cannot {
  if (isOnPicture(step.task)) return cannot('questions on a picture stay in the lesson');
  if (step.task?.kind === 'survey')
    return cannot('a quiz has no forms of several items; Moodle has them as the activity Feedback');
  switch (typeOf(step)) {
    case 'multichoice':
      return choices(step);
    case 'truefalse':
      return truth(step);
    case 'shortanswer':
      return shortAnswers(step);
    case 'numerical':
      return numbers(step);
    case 'matching':
      return step.task?.kind === 'match' ? pairs(step.task) : cannot('it has no pairs');
    case 'ordering':
      return step.task?.kind === 'order'
        ? step.task.items.map((item) => answer(100, item.text, undefined, true)).join('')
        : cannot('it has no order');
    default:
      return '';
  }
}

function choices({ answer: kind, choices: all, wrong, several, shuffle }: AskStep): string {
  const right = all.filter((choice) => choice.right).length;
  const share = right === 0 ? 0 : Math.round(10_000_000 / right) / 100_000;
  const isSingle = kind === 'single' || (kind === 'poll' && !several);
  return (
    element('single', String(isSingle)) +
    element('shuffleanswers', String(shuffle)) +
    all
      .map(({ id, text: words, right: isRight }) =>
        answer(isRight ? share : 0, words, wrong.find((one) => one.answer === id)?.because, true),
      )
      .join('')
  );
}

function truth({ choices: all, say }: AskStep): string {
  const isTrue = all.find(({ right }) => right)?.id === 'true';
  const words = (of: string | undefined) => (of === undefined ? undefined : writtenWords(of));
  return (
    answer(isTrue ? 100 : 0, 'true', words(isTrue ? say.right : say.wrong)) +
    answer(isTrue ? 0 : 100, 'false', words(isTrue ? say.wrong : say.right))
  );
}

function shortAnswers({ accept, feedback, wrong, compare }: AskStep): string {
  const escaped = (words: string) => words.replace(/\*/gu, '\\*');
  return (
    element('usecase', compare.case === true ? '1' : '0') +
    accept
      .map((words) => {
        const more = feedback.find((one) => one.answer === words);
        return answer((more?.credit ?? 1) * 100, escaped(words), more?.say);
      })
      .join('') +
    wrong.map((one) => answer(0, escaped(one.answer), one.because)).join('')
  );
}

const NUMBER = /^([-\u2212]?\d+(?:\.\d+)?)(?:\s+(\p{L}[^\s]{0,20}))?$/u;

function numbers({ accept, feedback, wrong, compare }: AskStep): string | Cannot {
  if (compare.range) {
    const [from, to] = compare.range;
    const half = (to - from) / 2;
    return answer(100, String(from + half), undefined, false, half);
  }
  if (typeof compare.tolerance === 'string') return cannot('Moodle has no tolerance in percent');
  const read = accept.map((words) => NUMBER.exec(words));
  const units = new Set(read.map((one) => one?.[2]));
  if (read.some((one) => one === null)) return cannot('Moodle has plain decimal numbers alone');
  if (units.size > 1) return cannot('Moodle has one unit for all numbers of a question');
  const [unit] = units;
  const tolerance = compare.tolerance ?? 0;
  return (
    accept
      .map((words, i) => {
        const more = feedback.find((one) => one.answer === words);
        const value = (read[i]?.[1] ?? '').replace('\u2212', '-');
        return answer((more?.credit ?? 1) * 100, value, more?.say, false, tolerance);
      })
      .join('') +
    wrong.map((one) => answer(0, one.answer, one.because, false, 0)).join('') +
    (unit === undefined
      ? ''
      : element('unitgradingtype', compare.unit === 'required' ? '1' : '0') +
        element(
          'units',
          element('unit', element('multiplier', '1') + element('unit_name', escapedXml(unit))),
        ))
  );
}

function pairs({ items, options }: Extract<NonNullable<AskStep['task']>, { kind: 'match' }>): string {
  const pair = (item: string, option: string) =>
    element('subquestion', htmlText(item) + element('answer', text(option)), ' format="html"');
  const textOf = (id: string) => options.find((option) => option.id === id)?.text ?? '';
  const extra = options.filter(({ id }) => items.every(({ option }) => option !== id));
  return (
    element('shuffleanswers', 'true') +
    items.map((item) => pair(item.text, textOf(item.option))).join('') +
    extra.map((option) => pair('', option.text)).join('')
  );
}

function answer(
  fraction: number,
  words: string,
  feedback: string | undefined,
  isHtml = false,
  tolerance?: number,
): string {
  return element(
    'answer',
    (isHtml ? htmlText(words) : text(words)) +
      (feedback === undefined ? '' : html('feedback', feedback)) +
      (tolerance === undefined ? '' : element('tolerance', String(tolerance))),
    ` fraction="${String(Math.round(fraction * 100_000) / 100_000)}"${isHtml ? ' format="html"' : ''}`,
  );
}

const said = (name: string, narration: string | undefined): string =>
  narration === undefined ? '' : html(name, writtenWords(narration));
const html = (name: string, words: string): string => element(name, htmlText(words), ' format="html"');
const htmlText = (words: string): string => text(htmlOf(words));
/** Words as HTML, formulas between Moodle's own signs. */
const htmlOf = (words: string): string => {
  const lines = escapedHtml(words).split('\n');
  return lines.length === 1 ? (lines[0] ?? '') : lines.map((line) => `<p>${line}</p>`).join('');
};
const text = (words: string): string => `<text>${escapedXml(words)}</text>`;
const element = (name: string, inside: string, attributes = ''): string =>
  name === 'question' || name === 'answer' || name === 'subquestion'
    ? `<${name}${attributes}>${inside}</${name}>\n`
    : `<${name}${attributes}>${inside}</${name}>`;

/** Characters that XML 1.0 does not have become spaces, which is told by what reads it back. */
const escapedXml = (words: string): string =>
  escapedHtml(words).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ');
