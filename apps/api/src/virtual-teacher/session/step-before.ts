import type { LessonAction } from '@lockstep/contracts';
import type { LessonPlan, PlannedClip, PlannedStep } from './lesson-plan.js';

/** A slide that comes this soon is the one that a step begins with, frames. */
const AT_ONCE_FRAMES = 8;

export type StepBefore = {
  readonly stepIndex: number;
  /** What was on the slide when it began; undefined where it begins with a slide of its own, or none was shown. */
  readonly slide: { readonly action: LessonAction; readonly marks: readonly string[] } | undefined;
};

/** The step that is taught before another one; the first step if nothing comes before it. */
export function stepBefore(
  { plan, passedOver }: { readonly plan: LessonPlan; readonly passedOver: ReadonlySet<string> },
  stepIndex: number,
): StepBefore {
  const isTaught = (step: PlannedStep): boolean =>
    step.kind === 'say' || step.kind === 'play' || (step.kind === 'ask' && !passedOver.has(step.id));
  const found = plan.steps.slice(0, Math.max(0, stepIndex)).findLastIndex(isTaught);
  const index = Math.max(0, found);
  return { stepIndex: index, slide: slideAt(plan, index) };
}

const clipsOf = (step: PlannedStep | undefined): readonly PlannedClip[] => {
  if (step?.kind === 'say' || step?.kind === 'play') return step.clips;
  return step?.kind === 'ask' ? step.ask.prompt : [];
};

const isSlide = ({ action }: { readonly action: LessonAction }): boolean => action.type === 'slide.shown';

function slideAt({ steps }: LessonPlan, index: number): StepBefore['slide'] {
  const [first] = clipsOf(steps[index]);
  if (first?.cues.some((cue) => isSlide(cue) && cue.frame <= AT_ONCE_FRAMES)) return undefined;
  const clip = steps
    .slice(0, index)
    .flatMap(clipsOf)
    .findLast(({ cues }) => cues.some(isSlide));
  const action = clip?.cues.findLast(isSlide)?.action;
  return clip && action && { action, marks: clip.marks };
}
