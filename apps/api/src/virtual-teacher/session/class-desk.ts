import { Injectable } from '@nestjs/common';
import type { BrainChoice, HandCommand, Teaching, TeachingStep, TeachingWindow } from '@lockstep/contracts';
import { ClassroomHub } from '../../classroom/classroom-hub.js';
import type { Session } from '../../sessions/session.entity.js';
import { SessionsService } from '../../sessions/sessions.service.js';
import { LiveSessions } from '../../streaming/live-sessions.service.js';
import { Brains } from '../judging/brains.js';
import { allowedCommands } from './hand.js';
import type { LessonPlan, PlannedStep } from './lesson-plan.js';
import type { TeachingContext } from './teaching-context.js';
import { NoVirtualTeacher } from './teaching-errors.js';
import type { VirtualTeacher } from './virtual-teacher.js';

/** A class that is being taught in this process. */
export type TaughtClass = {
  readonly session: Session;
  readonly brain: BrainChoice;
  readonly context: TeachingContext;
  readonly teacher: VirtualTeacher;
  readonly saying: () => string | null;
};

/** Changes that come together are told together. */
const TELL_AFTER_MS = 40;

/** Where teachers see what virtual teachers do, and lay a hand on it. */
@Injectable()
export class ClassDesk {
  readonly #classes = new Map<string, TaughtClass>();
  readonly #telling = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly sessions: SessionsService,
    private readonly live: LiveSessions,
    private readonly hub: ClassroomHub,
    private readonly brains: Brains,
  ) {
    brains.onChanged((sessionId) => {
      const taught = this.#classes.get(sessionId);
      if (taught) hub.toStaff(sessionId, 'budget:changed', brains.meter(sessionId, taught.brain));
    });
  }

  enter(taught: TaughtClass): void {
    this.#classes.set(taught.session.id, taught);
  }

  leave(sessionId: string): void {
    this.#classes.delete(sessionId);
    clearTimeout(this.#telling.get(sessionId));
    this.#telling.delete(sessionId);
  }

  /** Something changed: teachers hear of it soon. */
  tell(sessionId: string): void {
    if (this.#telling.has(sessionId) || !this.hub.hasStaff(sessionId)) return;
    const timer = setTimeout(() => {
      this.#telling.delete(sessionId);
      const taught = this.#classes.get(sessionId);
      if (taught) this.hub.toStaff(sessionId, 'teaching:changed', this.#describe(taught));
    }, TELL_AFTER_MS);
    this.#telling.set(sessionId, timer);
  }

  /** Throws SessionNotFound, {@link NoVirtualTeacher}. */
  async show(sessionId: string): Promise<Teaching> {
    const taught = this.#classes.get(sessionId);
    if (taught) return this.#describe(taught);
    const session = await this.sessions.get(sessionId);
    if (session.source.kind !== 'teacher') throw new NoVirtualTeacher(sessionId);
    return this.#atRest(session);
  }

  /** Throws SessionNotFound, SessionNotLive, {@link NoVirtualTeacher}, NotNow. */
  async command(sessionId: string, command: HandCommand): Promise<Teaching> {
    const { session } = await this.live.require(sessionId);
    const taught = this.#classes.get(sessionId);
    if (session.source.kind !== 'teacher' || !taught) throw new NoVirtualTeacher(sessionId);
    await taught.teacher.command(command);
    return this.#describe(taught);
  }

  #describe({ session, brain, context, teacher, saying }: TaughtClass): Teaching {
    const { position, plan } = context;
    const { record } = position;
    return {
      sessionId: session.id,
      phase: record.phase,
      resumes: record.resumes,
      step: stepOf(plan, record.stepIndex),
      steps: plan.steps.length,
      saying: saying(),
      window: windowOf(context),
      allowed: allowedCommands(record),
      takeOver: record.phase === 'taken-over' ? { onAir: teacher.isAside } : null,
      budget: this.brains.meter(session.id, brain),
    };
  }

  /** Of a session that is not live here: not begun, or over. */
  #atRest({ id, status, teaching, lesson }: Session): Teaching {
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
      budget: this.brains.meter(id, 'offline'),
    };
  }
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
  const tries = judge.triesOf(openedSeq);
  const verdicts: Record<string, number> = { right: 0, partly: 0, wrong: 0, 'not-reviewed': 0 };
  for (const { verdict } of tries) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  return {
    questionId: step.id,
    openedSeq,
    openedPtsMs,
    endsPtsMs: openedPtsMs === null ? null : openedPtsMs + step.ask.step.windowMs,
    present: watching().length,
    answered: tries.length,
    verdicts: verdicts as TeachingWindow['verdicts'],
  };
}
