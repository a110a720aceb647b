import type { BranchStep } from '@lockstep/contracts';
import type { UnnamedStep } from '../ids.js';
import { askOfText } from './ask-of-text.js';
import type { BranchText, StepText } from './lesson-text.js';
import { bounded, type Report } from './step-problem.js';
import { readShare } from './units.js';

export type { StepProblem } from './step-problem.js';

/** What the text of one step means. `lastQuestion` is the question before it. */
export function stepOfText(
  text: StepText,
  { lastQuestion, language }: { readonly lastQuestion: string | undefined; readonly language: string },
  report: Report,
): UnnamedStep {
  const id = text.id === undefined ? {} : { id: text.id };
  if ('say' in text) return { ...id, kind: 'say', text: text.say };
  if ('ask' in text) return { ...id, ...askOfText(text.ask, language, report) };
  if ('branch' in text) return { ...id, ...branchOfText(text.branch, lastQuestion, report) };
  if ('pause' in text)
    return { ...id, kind: 'pause', ms: bounded(text.pause, [100, 600_000], ['pause'], report) };
  if ('wait' in text) return { ...id, kind: 'wait', ...(text.wait === null ? {} : { prompt: text.wait }) };
  const play = typeof text.play === 'string' ? { clip: text.play } : text.play;
  const cues = (play.cues ?? []).map(({ at, mark }, i) => ({
    atMs: bounded(at, [0, 7_200_000], ['play', 'cues', i, 'at'], report),
    mark,
  }));
  return { ...id, kind: 'play', clip: play.clip, cues };
}

function branchOfText(
  text: BranchText,
  lastQuestion: string | undefined,
  report: Report,
): Omit<BranchStep, 'id'> {
  const question = text.question ?? lastQuestion;
  if (question === undefined) {
    const remedy = 'Put it after a question, or say which with question: id.';
    report({
      code: 'no-question',
      message: 'No question was asked before this branch.',
      remedy,
      path: ['branch'],
    });
  }
  const cases = 'cases' in text ? text.cases : [text];
  return {
    kind: 'branch',
    question: question ?? 'none',
    on: text.on ?? 'class',
    cases: cases.map(({ rightAtLeast, rightBelow, goto }) => ({
      ...(rightAtLeast === undefined ? {} : { rightAtLeast: readShare(rightAtLeast) ?? 0 }),
      ...(rightBelow === undefined ? {} : { rightBelow: readShare(rightBelow) ?? 1 }),
      goto,
    })),
  };
}
