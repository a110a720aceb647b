import type { LessonScript, LessonStep } from '@lockstep/contracts';

/** One piece of text that the teacher speaks, and where it stands in the script. */
export type SpokenText = {
  readonly stepIndex: number;
  readonly stepId: string;
  /** Below the step: `['text']`, `['say', 'wrong']`. */
  readonly path: readonly string[];
  readonly text: string;
};

/** Everything that is written to be spoken, in the order of the steps. */
export const narrationsOf = (script: LessonScript): SpokenText[] =>
  script.steps.flatMap((step, stepIndex) =>
    spokenBy(step).map(({ path, text }) => ({ stepIndex, stepId: step.id, path, text })),
  );

/** What one step says. */
export function spokenBy(step: LessonStep): { readonly path: readonly string[]; readonly text: string }[] {
  if (step.kind === 'say') return [{ path: ['text'], text: step.text }];
  if (step.kind !== 'ask') return [];
  const replies = Object.entries(step.say).map(([outcome, text]) => ({ path: ['say', outcome], text }));
  return [{ path: ['prompt'], text: step.prompt }, ...replies];
}
