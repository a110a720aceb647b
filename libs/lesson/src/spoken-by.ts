import type { LessonStep } from '@lockstep/contracts';

/** What one step says. */
export function spokenBy(step: LessonStep): { readonly path: readonly string[]; readonly text: string }[] {
  if (step.kind === 'say') return [{ path: ['text'], text: step.text }];
  if (step.kind !== 'ask') return [];
  const replies = Object.entries(step.say).map(([outcome, text]) => ({ path: ['say', outcome], text }));
  return [{ path: ['prompt'], text: step.prompt }, ...replies];
}
