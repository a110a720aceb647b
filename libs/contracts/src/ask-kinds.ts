import type { AskKind } from './lesson-script.js';
import type { TaskKind } from './tasks/shown-task.js';

/** What holds of every question of a kind. */
export type AskTraits = {
  /** What an answer is: choices, words, or the parts of a task. */
  readonly by: 'choice' | 'text' | 'parts';
  /** Answers are right or wrong; otherwise the class is asked for its opinion. */
  readonly isJudged: boolean;
};

const judged = (by: AskTraits['by']): AskTraits => ({ by, isJudged: true });
const asked = (by: AskTraits['by']): AskTraits => ({ by, isJudged: false });

/** One entry a kind. */
export const askKinds: { readonly [K in AskKind]: AskTraits } & { readonly [K in TaskKind]: AskTraits } = {
  single: judged('choice'),
  multiple: judged('choice'),
  truefalse: judged('choice'),
  short: judged('text'),
  number: judged('text'),
  open: judged('text'),
  spoken: judged('text'),
  order: judged('parts'),
  match: judged('parts'),
  gaps: judged('parts'),
  hotspot: judged('parts'),
  label: judged('parts'),
  poll: asked('choice'),
  words: asked('text'),
  opinion: asked('text'),
  survey: asked('parts'),
};
