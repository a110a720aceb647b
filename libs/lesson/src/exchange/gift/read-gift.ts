import { asNarration } from '../../narration/as-narration.js';
import { type AskText, stepTexts } from '../../text/lesson-text.js';
import {
  type LeftOut,
  MAX_EXCHANGE_QUESTIONS,
  MAX_EXCHANGE_TEXT,
  type ReadQuestions,
  type ReadStep,
} from '../exchange.js';
import { questionOf, type Tell } from './question-of.js';
import { type RawQuestion, scanGift, unescaped } from './scan-gift.js';

/** Reads questions in Moodle's GIFT format. Never throws, whatever the text; reports what it cannot import. */
export function readGift(text: string): ReadQuestions {
  const leftOut: LeftOut[] = [];
  if (text.length > MAX_EXCHANGE_TEXT)
    return {
      steps: [],
      leftOut: [{ line: 1, what: 'the file', reason: 'it is longer than 2 million characters' }],
    };
  const { questions, faults } = scanGift(text);
  for (const { line, reason } of faults) leftOut.push({ line, what: 'a question', reason });
  const steps = questions.slice(0, MAX_EXCHANGE_QUESTIONS).flatMap((raw) => {
    const step = stepOf(raw, (what, reason) => leftOut.push({ line: raw.line, what, reason }));
    return step === undefined ? [] : [step];
  });
  const more = questions[MAX_EXCHANGE_QUESTIONS];
  if (more)
    leftOut.push({
      line: more.line,
      what: 'this and what follows',
      reason: 'a lesson has at most 1000 steps',
    });
  return { steps, leftOut: leftOut.sort((a, b) => a.line - b.line) };
}

const FORMAT = /^\s*\[(html|moodle|plain|markdown)\]/u;
const TITLE = /^\s*::((?:\\.|[^\\:]|:(?!:))*)::/su;

function stepOf(raw: RawQuestion, tell: Tell): ReadStep | undefined {
  const { line, answers, after } = raw;
  if (/^\s*\$CATEGORY:/u.test(raw.before)) {
    tell('a category', 'a lesson has no categories of questions');
    return undefined;
  }
  const untitled = raw.before.replace(TITLE, '');
  const [, format] = FORMAT.exec(untitled) ?? [];
  const prompt = plain(untitled.replace(FORMAT, ''), format, tell);
  const rest = plain(after, format, tell);
  if (answers === undefined) return prompt === '' ? undefined : { line, say: asNarration(prompt) };
  const ask = questionOf({ prompt, after: rest, answers }, tell);
  return ask && checked(ask, line, tell);
}

/** The words without HTML, which a lesson does not have. */
function plain(text: string, format: string | undefined, tell: Tell): string {
  const words = unescaped(text);
  if (format !== 'html' && format !== 'moodle') return words;
  const without = words.replace(/<[^<>]{0,500}>/gu, ' ').replace(/ {2,}/gu, ' ');
  if (without !== words) tell('its formatting', 'a question has words and no HTML');
  return without
    .replace(/&lt;/gu, '<')
    .replace(/&gt;/gu, '>')
    .replace(/&quot;/gu, '"')
    .replace(/&nbsp;/gu, ' ')
    .replace(/&amp;/gu, '&')
    .trim();
}

/** A question that a lesson can hold: its texts are not too long, and there are not too many of them. */
function checked(ask: AskText, line: number, tell: Tell): ReadStep | undefined {
  const read = stepTexts.ask.safeParse({ ask });
  if (read.success) return { line, ask };
  const [issue] = read.error.issues;
  tell('a question', `'${issue?.path.slice(1).join('.') ?? ''}' does not fit: ${issue?.message ?? ''}`);
  return undefined;
}
