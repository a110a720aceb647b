import { asNarration } from '../../narration/as-narration.js';
import { MAX_EXCHANGE_TEXT, type ReadQuestions } from '../exchange.js';
import type { Tell } from '../left-out.js';
import { StepReader, unreadable } from '../read-steps.js';
import { textOfHtml } from '../text/text-of-html.js';
import { questionOf } from './question-of.js';
import { type RawQuestion, scanGift, unescaped } from './scan-gift.js';

/** Reads questions in Moodle's GIFT format. Never throws, whatever the text; reports what it cannot import. */
export function readGift(text: string): ReadQuestions {
  if (text.length > MAX_EXCHANGE_TEXT) return unreadable('file-too-long', { most: MAX_EXCHANGE_TEXT });
  const { questions, faults } = scanGift(text);
  const steps = new StepReader();
  for (const line of faults) steps.tell(line, 'not-closed');
  for (const raw of questions) {
    if (!steps.hasRoom(raw.line)) break;
    readQuestion(raw, steps);
  }
  return steps.result();
}

const FORMAT = /^\s*\[(html|moodle|plain|markdown)\]/u;
const TITLE = /^\s*::((?:\\.|[^\\:]|:(?!:))*)::/su;

function readQuestion({ line, before, answers, after }: RawQuestion, steps: StepReader): void {
  const tell = steps.tellerAt(line);
  if (/^\s*\$CATEGORY:/u.test(before)) return tell('category');
  const [title, name] = TITLE.exec(before) ?? ['', undefined];
  const untitled = before.slice(title.length);
  const [, format] = FORMAT.exec(untitled) ?? [];
  const prompt = plain(untitled.replace(FORMAT, ''), format, tell);
  const rest = plain(after, format, tell);
  if (answers === undefined) {
    if (prompt !== '') steps.say(line, asNarration(prompt));
    return;
  }
  const ask = questionOf({ prompt, after: rest, answers }, tell);
  if (ask) steps.ask(line, ask, name === undefined ? undefined : unescaped(name));
}

/** The words without HTML, which a lesson does not have. */
function plain(text: string, format: string | undefined, tell: Tell): string {
  const words = unescaped(text);
  return format === 'html' || format === 'moodle' ? textOfHtml(words, tell) : words;
}
