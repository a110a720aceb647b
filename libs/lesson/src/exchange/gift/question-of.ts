import { orderedRecord } from '../../text/ordered-names.js';
import { asNarration } from '../../narration/as-narration.js';
import type { AskText } from '../../text/lesson-text.js';
import type { Tell } from '../left-out.js';
import { type GiftAnswer, readAnswer, readAnswers } from './gift-answers.js';
import { dividedAt, unescaped } from './scan-gift.js';

type Parts = { readonly prompt: string; readonly after: string; readonly answers: string };

/** What stands for the gap in a question whose answers are in the midst of it. */
const GAP = '____';

/** The question that the braces say; undefined when no question can be made of it; the reason was reported. */
export function questionOf(parts: Parts, tell: Tell): AskText | undefined {
  const inside = parts.answers.trim();
  if (inside.startsWith('#')) return { prompt: promptOf(parts), ...numberOf(inside.slice(1), tell) };
  const { lead, answers, general } = readAnswers(inside);
  if (general !== undefined) tell('general-feedback');
  const truth = /^\s*(TRUE|T|FALSE|F)\s*(?=#|$)/u.exec(lead);
  if (truth && answers.length === 0)
    return {
      prompt: promptOf(parts),
      ...truthOf(truth[1]?.startsWith('T') === true, lead.slice(truth[0].length)),
    };
  if (answers.length === 0) return { prompt: promptOf(parts), answer: 'open' };
  if (answers.every(({ partner }) => partner !== undefined)) return matchOf(parts, answers, tell);
  if (answers.every(({ isRight }) => isRight)) return shortOf(parts, answers);
  return choicesOf(parts, answers, tell);
}

const promptOf = ({ prompt, after }: Parts): string =>
  asNarration(after === '' ? prompt : `${prompt} ${GAP} ${after}`.trim()) || '…';

/** `#wrong feedback#right feedback`. */
function truthOf(isTrue: boolean, feedback: string): Partial<AskText> {
  const [wrong, right] = dividedAt(feedback, '#')
    .slice(1)
    .map(({ text }) => unescaped(text));
  const say = {
    ...(right === undefined || right === '' ? {} : { right: asNarration(right) }),
    ...(wrong === undefined || wrong === '' ? {} : { wrong: asNarration(wrong) }),
  };
  return { right: String(isTrue), ...(Object.keys(say).length === 0 ? {} : { say }) };
}

/** `1822:5`, `1..5`, or several of them behind `=`. */
function numberOf(text: string, tell: Tell): Partial<AskText> {
  const several = dividedAt(text, '=').filter((part) => part.sign === '=');
  const answers =
    several.length > 0 ? several.map((one) => readAnswer(one.text, true)) : [readAnswer(text, true)];
  const best = answers.find(({ weight }) => weight === 100) ?? answers[0];
  if (answers.length > 1) tell('further-numbers');
  const [, from, to] = /^(-?[\d.]+)\.\.(-?[\d.]+)$/u.exec(best?.text ?? '') ?? [];
  if (from !== undefined && to !== undefined) return { answer: 'number', range: [Number(from), Number(to)] };
  const [value = '', tolerance] = (best?.text ?? '').split(':');
  const within = Number(tolerance);
  return {
    answer: 'number',
    accept: value.trim(),
    ...(tolerance !== undefined && within >= 0 ? { tolerance: within } : {}),
  };
}

function matchOf(parts: Parts, answers: readonly GiftAnswer[], tell: Tell): AskText {
  if (answers.some(({ feedback }) => feedback !== undefined)) tell('pair-feedback');
  const pairs = answers.filter(({ text }) => text !== '');
  const extra = answers.filter(({ text }) => text === '').map(({ partner }) => partner ?? '');
  return {
    prompt: promptOf(parts),
    match: orderedRecord(pairs.map(({ text, partner }) => [text, partner ?? ''])),
    ...(extra.length === 0 ? {} : { extra }),
  };
}

function shortOf(parts: Parts, answers: readonly GiftAnswer[]): AskText {
  const accept = answers
    .filter(({ weight }) => weight > 0)
    .map(({ text, feedback, weight }) =>
      feedback === undefined && weight === 100
        ? text
        : {
            answer: text,
            ...(feedback === undefined ? {} : { say: feedback }),
            ...(weight === 100 ? {} : { credit: weight / 100 }),
          },
    );
  return { prompt: promptOf(parts), answer: 'short', accept };
}

function choicesOf(parts: Parts, answers: readonly GiftAnswer[], tell: Tell): AskText {
  const right = answers.filter(({ weight, isRight }) => isRight || weight > 0);
  const isSingle = answers.filter(({ isRight }) => isRight).length === 1;
  const chosen = isSingle ? answers.filter(({ isRight }) => isRight) : right;
  if (isSingle && right.length > 1) tell('wrong-share');
  if (answers.some(({ weight }) => weight < 0)) tell('wrong-cost');
  const wrong = answers.filter((one) => !chosen.includes(one) && one.feedback !== undefined);
  const say = chosen.length === 1 ? chosen[0]?.feedback : undefined;
  if (chosen.length > 1 && chosen.some(({ feedback }) => feedback !== undefined))
    tell('right-choice-feedback');
  return {
    prompt: promptOf(parts),
    answer: chosen.length > 1 ? 'multiple' : chosen.length === 0 ? 'poll' : 'single',
    choices: answers.map(({ text }) => text),
    ...(chosen.length === 0 ? {} : { right: chosen.map(({ text }) => text) }),
    ...(wrong.length === 0
      ? {}
      : { wrong: orderedRecord(wrong.map(({ text, feedback }) => [text, feedback ?? ''])) }),
    ...(say === undefined ? {} : { say: { right: asNarration(say) } }),
  };
}
