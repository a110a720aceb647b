import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { BrainChoice, BudgetMeter, LessonScript } from '@lockstep/contracts';
import {
  type Brain,
  createOfflineBrain,
  LanguageFailed,
  OpenAiBrain,
  TokenBudget,
} from '@lockstep/virtual-teacher';
import type { Answer } from '../../answers/answer.entity.js';
import { Settings } from '../../config/settings.js';
import type { SpentOnClass } from '../../sessions/teaching-record.js';
import { EventBus } from '../../events/event-bus.js';
import { MeterChanged } from './judging-events.js';
import { JudgingStore } from './judging-store.js';

type JudgedAnswer = Pick<Answer, 'studentId' | 'judgement'>;
type Count = { judged: number; costUsd: number; fallbacks: Map<string, number> };

/** The brains of this process, shared by all sessions, and what each session has used of a model. */
@Injectable()
export class Brains implements OnModuleDestroy {
  readonly #counts = new Map<string, Count>();
  readonly #budget: TokenBudget;
  /** Steps of lessons whose questions the offline brain knows. */
  readonly #warm = new WeakSet<LessonScript['steps']>();
  #offline: Brain | undefined;
  #openAi: Brain | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly store: JudgingStore,
    private readonly bus: EventBus,
  ) {
    const limits = {
      get perSession() {
        return settings.get('TOKENS_PER_SESSION');
      },
      get perStudent() {
        return settings.get('TOKENS_PER_STUDENT');
      },
    };
    this.#budget = new TokenBudget(limits, (sessionId) => this.#tell(sessionId));
  }

  /** The one that a lesson asks for; without a key for a model, the offline one. */
  of(choice: BrainChoice): Brain {
    this.#offline ??= createOfflineBrain();
    const { openAi } = this.settings;
    if (choice === 'offline' || openAi === undefined) return this.#offline;
    this.#openAi ??= new OpenAiBrain({ settings: openAi, fallback: this.#offline, budget: this.#budget });
    return this.#openAi;
  }

  /**
   * Reads what the offline brain knows of the language and of a lesson's questions, which takes a second or two: before
   * a class waits for it, and once for all sessions of the lesson.
   */
  async warm({ brain, steps }: LessonScript): Promise<void> {
    this.of(brain);
    if (this.#warm.has(steps)) return;
    this.#warm.add(steps);
    const questions = steps.filter((step) => step.kind === 'ask');
    try {
      await this.#offline?.prepare?.(questions);
    } catch (error) {
      this.#warm.delete(steps);
      const isStopping = error instanceof LanguageFailed && error.reason === 'closed';
      if (!isStopping) throw error;
    }
  }

  /** What a session used before this process took it up; `spentOnClass` was on its record. */
  async recall(sessionId: string, spentOnClass?: SpentOnClass): Promise<void> {
    if (spentOnClass) this.#budget.restore({ session: sessionId, student: null }, spentOnClass);
    for (const answer of await this.store.judged(sessionId)) {
      this.count(sessionId, answer);
      const { tokens = null, costUsd = null } = answer.judgement?.by ?? {};
      if (tokens !== null) {
        this.#budget.restore({ session: sessionId, student: answer.studentId }, { ...tokens, costUsd });
      }
    }
    for (const { studentId, tokens, costUsd } of await this.store.spentOnReplies(sessionId))
      this.#budget.restore({ session: sessionId, student: studentId }, { ...tokens, costUsd });
  }

  /** What a model took for words to the class, for the record. */
  spentOnClass(sessionId: string): SpentOnClass {
    return this.#budget.spentOnClass(sessionId);
  }

  /** An answer was judged. */
  count(sessionId: string, { judgement }: JudgedAnswer): void {
    if (judgement === null) return;
    const count = this.#counts.get(sessionId) ?? {
      judged: 0,
      costUsd: 0,
      fallbacks: new Map<string, number>(),
    };
    this.#counts.set(sessionId, count);
    count.judged++;
    count.costUsd += judgement.by.costUsd ?? 0;
    const reason = judgement.by.insteadOf?.reason;
    if (reason !== undefined) count.fallbacks.set(reason, (count.fallbacks.get(reason) ?? 0) + 1);
    this.#tell(sessionId);
  }

  meter(sessionId: string, choice: BrainChoice): BudgetMeter {
    const { openAi } = this.settings;
    const isCounted = choice === 'openai' && openAi !== undefined;
    const used = this.#budget.meter(sessionId);
    const count = this.#counts.get(sessionId);
    return {
      brain: choice,
      model: isCounted ? openAi.model : null,
      tokensUsed: used.tokens.input + used.tokens.output,
      tokensAllowed: isCounted ? used.limit : null,
      tokensPerStudent: isCounted ? used.limitPerStudent : null,
      costUsd: Math.max(used.costUsd, count?.costUsd ?? 0),
      judged: count?.judged ?? 0,
      fallbacks: Object.fromEntries(count?.fallbacks ?? []),
    };
  }

  /** A session is over; its judgements stay on record. */
  forget(sessionId: string): void {
    this.#budget.forget(sessionId);
    this.#counts.delete(sessionId);
  }

  async onModuleDestroy(): Promise<void> {
    await this.#openAi?.[Symbol.asyncDispose]();
    await this.#offline?.[Symbol.asyncDispose]();
  }

  #tell(sessionId: string): void {
    this.bus.publish(new MeterChanged(sessionId));
  }
}
