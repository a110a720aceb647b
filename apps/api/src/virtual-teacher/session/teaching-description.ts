import type { BudgetMeter, Teaching, TeachingStep, TeachingWindow } from '@lockstep/contracts';
import type { Session } from '../../sessions/session.entity.js';
import type { LessonPlan, PlannedStep } from './lesson-plan.js';
import type { TeachingContext } from './teaching-context.js';
import { allowedCommands } from './teaching-machine.js';

type Now = {
  readonly sessionId: string;
  readonly saying: string | null;
  /** Whether the video of a human teacher is on air. */
  readonly isAside: boolean;
  readonly budget: BudgetMeter;
};

/** What teachers see of a class that is being taught. */
export function describeTeaching(
  context: TeachingContext,
  { sessionId, saying, isAside, budget }: Now,
): Teaching {
  const { position, plan } = context;
  const { record } = position;
  return {
    sessionId,
    phase: record.phase,
    resumes: record.resumes,
    step: stepOf(plan, record.stepIndex),
    steps: plan.steps.length,
    saying,
    window: windowOf(context),
    allowed: allowedCommands(record),
    takeOver: record.phase === 'taken-over' ? { onAir: isAside } : null,
    budget,
  };
}

/** What teachers see of a session that is not live here: not begun, or over. */
export function restingTeaching({ id, status, teaching, lesson }: Session, budget: BudgetMeter): Teaching {
  return {
    sessionId: id,
    phase: status === 'ended' ? 'ended' : (teaching?.phase ?? 'waiting'),
    resumes: null,
    step: null,
    steps: lesson.questions.length,
    saying: null,
    window: null,
    allowed: [],
    takeOver: null,
    budget,
  };
}

function stepOf({ steps }: LessonPlan, index: number): TeachingStep | null {
  const step: PlannedStep | undefined = steps[index];
  return step ? { id: step.id, kind: step.kind, index, text: step.text } : null;
}

function windowOf({ position, plan, judge, watching }: TeachingContext): TeachingWindow | null {
  const { ask, stepIndex } = position.record;
  const step = plan.steps[stepIndex];
  if (ask?.openedSeq == null || step?.kind !== 'ask') return null;
  const { openedSeq, openedPtsMs } = ask;
  const { windowMs } = step.ask.step;
  const tries = judge.triesOf(openedSeq);
  const verdicts: TeachingWindow['verdicts'] = { right: 0, partly: 0, wrong: 0, 'not-reviewed': 0 };
  for (const { verdict } of tries) verdicts[verdict]++;
  return {
    questionId: step.id,
    openedSeq,
    openedPtsMs,
    endsPtsMs: openedPtsMs === null || windowMs === null ? null : openedPtsMs + windowMs,
    present: watching().length,
    answered: tries.length,
    verdicts,
  };
}
