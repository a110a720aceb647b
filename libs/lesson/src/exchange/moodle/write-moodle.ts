import { type AskStep, isOnPicture, type ScriptMedia } from '@lockstep/contracts';
import { writtenWords } from '../../narration/written-words.js';
import { cannot, type Cannot, type FileContent } from '../exchange.js';
import { escapedHtml } from '../text/text-of-html.js';
import { clozeOfGaps } from './write-cloze.js';
import { type Embed, embedOf } from './write-media.js';

/** A question as an element of a quiz. */
export function writeMoodleQuestion(step: AskStep, _language: string, content: FileContent): string | Cannot {
  const shown: Shown = (media) => embedOf(media, content);
  const body = bodyOf(step, shown);
  if (typeof body !== 'string') return body;
  const words = step.task?.kind === 'gaps' ? clozeOfGaps(step.task) : writtenWords(step.prompt);
  const reply = (name: string, verdict: 'right' | 'partly' | 'wrong') =>
    said(name, step.say[verdict], shown(step.show?.[verdict]));
  const feedback =
    step.answer === 'truefalse'
      ? ''
      : reply('correctfeedback', 'right') + reply('incorrectfeedback', 'wrong');
  return element(
    'question',
    element('name', text(step.task?.kind === 'gaps' ? writtenWords(step.prompt) : step.id)) +
      html('questiontext', words, shown(step.media)) +
      (step.points === undefined ? '' : element('defaultgrade', String(step.points))) +
      element('idnumber', escapedXml(step.id)) +
      body +
      feedback +
      reply('partiallycorrectfeedback', 'partly') +
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

/** A picture, a recording or a film as it is put among words. */
type Shown = (media: ScriptMedia | undefined) => Embed;

function bodyOf(step: AskStep, shown: Shown): string | Cannot {
  if (isOnPicture(step.task)) return cannot('questions on a picture stay in the lesson');
  switch (typeOf(step)) {
    case 'multichoice':
      return choices(step, shown);
    case 'truefalse':
      return truth(step, shown);
    case 'shortanswer':
      return shortAnswers(step, shown);
    case 'numerical':
      return numbers(step, shown);
    case 'matching':
      return step.task?.kind === 'match' ? pairs(step.task) : cannot('it has no pairs');
    case 'ordering':
      return step.task?.kind === 'order'
        ? step.task.items.map((item) => answer(100, item.text, { isHtml: true })).join('')
        : cannot('it has no order');
    default:
      return '';
  }
}

function choices({ answer: kind, choices: all, wrong, several, shuffle }: AskStep, shown: Shown): string {
  const right = all.filter((choice) => choice.right).length;
  const share = right === 0 ? 0 : Math.round(10_000_000 / right) / 100_000;
  const isSingle = kind === 'single' || (kind === 'poll' && !several);
  return (
    element('single', String(isSingle)) +
    element('shuffleanswers', String(shuffle)) +
    all
      .map(({ id, text: words, right: isRight, media }) => {
        const mistake = wrong.find((one) => one.answer === id);
        return answer(isRight ? share : 0, words, {
          ...{ isHtml: true, embed: shown(media) },
          ...{ feedback: mistake?.because, feedbackEmbed: shown(mistake?.media) },
        });
      })
      .join('')
  );
}

function truth({ choices: all, say, show }: AskStep, shown: Shown): string {
  const isTrue = all.find(({ right }) => right)?.id === 'true';
  const one = (name: 'false' | 'true') => {
    const verdict = (name === 'true') === isTrue ? 'right' : 'wrong';
    const words = say[verdict];
    return answer(verdict === 'right' ? 100 : 0, name, {
      feedback: words === undefined ? undefined : writtenWords(words),
      feedbackEmbed: shown(show?.[verdict]),
    });
  };
  return one('true') + one('false');
}

function shortAnswers({ accept, feedback, wrong, compare }: AskStep, shown: Shown): string {
  const escaped = (words: string) => words.replace(/\*/gu, '\\*');
  return (
    element('usecase', compare.case === true ? '1' : '0') +
    accept
      .map((words) => {
        const more = feedback.find((one) => one.answer === words);
        const told = { feedback: more?.say, feedbackEmbed: shown(more?.media) };
        return answer((more?.credit ?? 1) * 100, escaped(words), told);
      })
      .join('') +
    wrong
      .map((one) =>
        answer(0, escaped(one.answer), { feedback: one.because, feedbackEmbed: shown(one.media) }),
      )
      .join('')
  );
}

const NUMBER = /^([-\u2212]?\d+(?:\.\d+)?)(?:\s+(\p{L}[^\s]{0,20}))?$/u;

function numbers({ accept, feedback, wrong, compare }: AskStep, shown: Shown): string | Cannot {
  if (compare.range) {
    const [from, to] = compare.range;
    const half = (to - from) / 2;
    return answer(100, String(from + half), { tolerance: half });
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
        const told = { feedback: more?.say, feedbackEmbed: shown(more?.media) };
        return answer((more?.credit ?? 1) * 100, value, { ...told, tolerance });
      })
      .join('') +
    wrong
      .map((one) => {
        const told = { feedback: one.because, feedbackEmbed: shown(one.media) };
        return answer(0, one.answer, { ...told, tolerance: 0 });
      })
      .join('') +
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

type Beside = {
  readonly feedback?: string | undefined;
  readonly feedbackEmbed?: Embed;
  readonly isHtml?: boolean;
  /** Of an answer in HTML. */
  readonly embed?: Embed;
  readonly tolerance?: number;
};

function answer(fraction: number, words: string, beside: Beside): string {
  const { feedback, feedbackEmbed, isHtml = false, embed, tolerance } = beside;
  const isTold = feedback !== undefined || (feedbackEmbed?.html ?? '') !== '';
  return element(
    'answer',
    (isHtml ? htmlText(words, embed) : text(words)) +
      (isTold ? html('feedback', feedback ?? '', feedbackEmbed) : '') +
      (tolerance === undefined ? '' : element('tolerance', String(tolerance))),
    ` fraction="${String(Math.round(fraction * 100_000) / 100_000)}"${isHtml ? ' format="html"' : ''}`,
  );
}

const said = (name: string, narration: string | undefined, embed: Embed): string =>
  narration === undefined && embed.html === ''
    ? ''
    : html(name, narration === undefined ? '' : writtenWords(narration), embed);
const html = (name: string, words: string, embed?: Embed): string =>
  element(name, htmlText(words, embed), ' format="html"');
const htmlText = (words: string, embed?: Embed): string =>
  text(htmlOf(words) + (embed?.html ?? '')) + (embed?.file ?? '');
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
