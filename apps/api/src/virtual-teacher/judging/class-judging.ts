import { Injectable } from '@nestjs/common';
import type { BudgetMeter, LessonScript } from '@lockstep/contracts';
import type { Brain } from '@lockstep/virtual-teacher';
import type { Session } from '../../sessions/session.entity.js';
import type { Answer } from '../../answers/answer.entity.js';
import { CorrectionStore } from '../../answers/correction-store.js';
import { EventBus } from '../../events/event-bus.js';
import { AskedSteps, type JudgedVersion } from './asked-steps.js';
import { Brains } from './brains.js';
import { LearntCorrections } from './learnt-corrections.js';
import { Judge } from './judge.js';
import { JudgementNotifier } from './judgement-notifier.js';
import { JudgingStore } from './judging-store.js';

/** What a class needs to have its answers judged: a brain, a judge, and the students told. */
@Injectable()
export class ClassJudging {
  /** By session. */
  readonly #learnt = new Map<string, LearntCorrections>();

  constructor(
    private readonly brains: Brains,
    private readonly store: JudgingStore,
    private readonly corrections: CorrectionStore,
    private readonly bus: EventBus,
    private readonly notifier: JudgementNotifier,
  ) {}

  /** Reads what the brain knows of the language, before a class waits for it. */
  warm(script: LessonScript): Promise<void> {
    return this.brains.warm(script);
  }

  brainOf({ brain }: LessonScript): Brain {
    return this.brains.of(brain);
  }

  spentOnClass(sessionId: string): ReturnType<Brains['spentOnClass']> {
    return this.brains.spentOnClass(sessionId);
  }

  meter(sessionId: string, { brain }: Pick<LessonScript, 'brain'>): BudgetMeter {
    return this.brains.meter(sessionId, brain);
  }

  /** The judge of a session, with what an earlier process left to judge. @param isNew there is nothing of the kind */
  async open({ id, lessonId, teaching }: Session, version: JudgedVersion, isNew = false): Promise<Judge> {
    const asks = new AskedSteps(version);
    const { script } = version;
    const { store, corrections, bus } = this;
    const learnt = await LearntCorrections.open({ lessonId, asks: asks.all, store: corrections, bus });
    this.#learnt.get(id)?.[Symbol.dispose]();
    this.#learnt.set(id, learnt);
    const judge = new Judge({
      sessionId: id,
      language: script.language,
      brain: this.brains.of(script.brain),
      askOf: (questionId) => asks.of(questionId),
      store,
      correctionsOf: (questionId) => learnt.of(questionId),
      onJudged: (answer) => {
        this.brains.count(id, answer);
        const { questionId, attempt, judgement } = answer;
        this.notifier.notify(id, answer, asks.toldWith(questionId, attempt, judgement));
      },
    });
    if (isNew) return judge;
    await this.brains.recall(id, teaching?.spentOnClass);
    await judge.recover(teaching?.ask?.openedSeq ?? null);
    return judge;
  }

  /** Tells students what an earlier process had judged and not told. */
  async recover(sessionId: string, version: JudgedVersion): Promise<void> {
    const asks = new AskedSteps(version);
    const untold = await this.store.untold(sessionId);
    await this.notifier.recover(sessionId, untold, ({ questionId, attempt, judgement }) =>
      asks.toldWith(questionId, attempt, judgement),
    );
  }

  /** The last tries at one opening of a question as they are on record, each with what it was corrected to. */
  async lastTries(sessionId: string, openedSeq: number): Promise<Answer[]> {
    const answers = await this.store.ofOpening(sessionId, openedSeq);
    return [...new Map(answers.map((answer) => [answer.studentId, answer])).values()];
  }

  /** The session is over here; resolves when every judgement is delivered or left to the next process. */
  async close(sessionId: string): Promise<void> {
    await this.notifier.flush(sessionId);
    this.#learnt.get(sessionId)?.[Symbol.dispose]();
    this.#learnt.delete(sessionId);
    this.brains.forget(sessionId);
  }
}
