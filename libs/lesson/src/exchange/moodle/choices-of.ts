import { orderedRecord } from '../../text/ordered-names.js';
import type { AskText } from '../../text/lesson-text.js';
import { asNarration } from '../../narration/as-narration.js';
import type { Tell } from '../left-out.js';
import type { MoodleAnswer } from './moodle-answers.js';
import { textIn, type XmlElement } from './read-xml.js';

type Choices = { readonly question: XmlElement; readonly answers: readonly MoodleAnswer[] };

/** A question of one choice, of several choices, or a poll where no choice is worth anything. */
export function choicesOf({ question, answers }: Choices, tell: Tell): Partial<AskText> {
  const isSingle = /^(?:true|1)$/u.test(textIn(question, 'single') || 'true');
  const worth = answers.filter(({ fraction }) => fraction > 0);
  const best = Math.max(0, ...worth.map(({ fraction }) => fraction));
  const right = isSingle ? worth.filter(({ fraction }) => fraction === best) : worth;
  if (isSingle && worth.length > right.length) tell('wrong-share');
  if (answers.some(({ fraction }) => fraction < 0)) tell('wrong-cost');
  const isOne = isSingle && right.length === 1;
  const say = isOne ? right[0]?.feedback : undefined;
  if (!isOne && right.some(({ feedback }) => feedback !== undefined)) tell('right-choice-feedback');
  const wrong = answers.filter((answer) => !right.includes(answer) && answer.feedback !== undefined);
  const shuffle = /^(?:true|1)$/u.test(textIn(question, 'shuffleanswers'));
  return {
    answer: right.length === 0 ? 'poll' : isOne ? 'single' : 'multiple',
    choices: answers.map(({ text }) => text),
    ...(right.length === 0 ? {} : { right: right.map(({ text }) => text) }),
    ...(right.length === 0 && !isSingle ? { several: true } : {}),
    ...(shuffle ? { shuffle } : {}),
    ...(wrong.length === 0
      ? {}
      : { wrong: orderedRecord(wrong.map(({ text, feedback }) => [text, feedback ?? ''])) }),
    ...(say === undefined ? {} : { say: { right: asNarration(say) } }),
  };
}
