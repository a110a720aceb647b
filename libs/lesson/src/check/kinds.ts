import { type AskStep, askKinds } from '@lockstep/contracts';
import { plainNumber } from '../answers/plain-number.js';
import { error, type Finding, warning } from './finding.js';

/** A question that is answered by parts: its task says what is right, or what is asked. */
export function checkTask({ answer, task, choices, accept, rubric }: AskStep): Finding[] {
  if (task?.kind !== answer) {
    if (answer === 'survey')
      return [error('bad-survey', 'This survey asks nothing.', 'Write its items under survey.', 'prompt')];
    const message = `Nothing says what the right answer to this question of kind ${answer} is.`;
    return [error('no-right-answer', message, `Write it under ${answer}.`, 'prompt')];
  }
  const unused = { choices, accept, rubric };
  return Object.entries(unused).flatMap(([key, list]) =>
    list.length === 0
      ? []
      : [warning('unused', `A question of kind ${answer} has no ${key}.`, 'Take them away.', key)],
  );
}

/** What has no effect on a question of its kind, and what a kind lacks. */
export function checkTraits(step: AskStep): Finding[] {
  return [...checkOpinion(step), ...checkShuffle(step), ...checkNumber(step)];
}

/** Where there is no right answer, nothing can be right, wrong, worth something, or tried again. */
function checkOpinion({
  answer,
  accept,
  rubric,
  wrong,
  points,
  tries,
  hints,
  several,
  show,
  choices,
}: AskStep): Finding[] {
  if (askKinds[answer].isJudged) {
    if (!several) return [];
    return [
      warning('unused', 'Only a poll has several.', 'Write answer: multiple, or take it away.', 'several'),
    ];
  }
  const given: Record<string, boolean> = {
    right: choices.some(({ right }) => right),
    accept: accept.length > 0,
    rubric: rubric.length > 0,
    wrong: wrong.length > 0,
    hints: hints.length > 0,
    show: show !== undefined,
    points: points !== undefined,
    tries: tries > 1,
  };
  return Object.keys(given)
    .filter((key) => given[key])
    .map((key) =>
      warning('unused', `No answer to a question of kind ${answer} is right or wrong.`, 'Take it away.', key),
    );
}

function checkShuffle({ answer, shuffle }: AskStep): Finding[] {
  if (!shuffle || askKinds[answer].by === 'choice') return [];
  return [warning('unused', 'Only choices are shuffled.', 'Take shuffle away.', 'shuffle')];
}

function checkNumber({ answer, accept, compare }: AskStep): Finding[] {
  if (answer !== 'number' || accept.length === 0) return [];
  if (accept.some((text) => plainNumber.test(text)) || compare.range !== undefined) return [];
  const message = 'A number is asked for, and no accepted answer is one.';
  return [error('no-right-answer', message, 'Accept a number, or write answer: short.', 'accept')];
}
