import type { LessonPlan, PlannedStep } from './lesson-plan.js';

/** A lesson for one student alone: no time limits, nobody else to wait for, and no teacher who lets it go on. */
export const atOwnPace = (plan: LessonPlan): LessonPlan => ({ ...plan, steps: plan.steps.map(stepAlone) });

function stepAlone(step: PlannedStep): PlannedStep {
  const { id, text } = step;
  if (step.kind === 'wait') return { id, text, kind: 'pause', ms: 0 };
  if (step.kind !== 'ask') return step;
  return { ...step, ask: { ...step.ask, step: { ...step.ask.step, windowMs: null, endsEarly: true } } };
}
