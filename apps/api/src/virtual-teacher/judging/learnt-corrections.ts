import { Coalesced } from '@lockstep/async';
import { Logger } from '@nestjs/common';
import type { AskStep } from '@lockstep/contracts';
import { answerAsText, type Correction } from '@lockstep/virtual-teacher';
import { AnswersCorrected } from '../../answers/answer-events.js';
import type { CorrectedAnswer } from '../../answers/correction-statements.js';
import type { CorrectionStore } from '../../answers/correction-store.js';
import { questionKey } from '../../answers/question-key.js';
import { retryUntilAborted } from '../../background/retry-until-aborted.js';
import type { EventBus } from '../../events/event-bus.js';

/** Of one question; a judge learns little from more, and each costs it time. */
const MOST_CORRECTIONS = 100;
/** As much of an answer as is judged. */
const MAX_CHARACTERS = 2000;
/**
 * Corrections taken by this process are heard of at once. Another one on the same database may have taken some too, so
 * that what was read longer ago is read again before an answer is judged by it.
 */
const FRESH_MS = 2000;

export type LearntParts = {
  readonly lessonId: string;
  readonly asks: Iterable<AskStep>;
  readonly store: CorrectionStore;
  readonly bus: EventBus;
};

/**
 * What teachers said of answers to the questions of a class, in all sessions of the lesson: read once, again where
 * something was corrected or undone in this process, and while answers come, see {@link FRESH_MS}.
 */
export class LearntCorrections implements Disposable {
  readonly #logger = new Logger('Judging');
  readonly #closed = new AbortController();
  readonly #keys: ReadonlyMap<string, string>;
  readonly #known = new Map<string, readonly Correction[]>();
  readonly #stale: Set<string>;
  /** When each question's corrections were asked for last, whether or not the database answered. */
  readonly #askedAt = new Map<string, number>();
  readonly #reads = new Coalesced(() => this.#read());
  readonly #stopListening: () => void;

  private constructor(private readonly parts: LearntParts) {
    const { lessonId, asks, bus } = parts;
    this.#keys = new Map([...asks].map((ask) => [ask.id, questionKey(lessonId, ask)]));
    this.#stale = new Set(this.#keys.values());
    const ours = new Set(this.#keys.values());
    this.#stopListening = bus.on(AnswersCorrected, ({ questionKeys }) => {
      const changed = questionKeys.filter((key) => ours.has(key));
      if (changed.length > 0) this.#readAgain(changed);
    });
  }

  /** Rejects while the database does not answer. */
  static async open(parts: LearntParts): Promise<LearntCorrections> {
    const learnt = new LearntCorrections(parts);
    try {
      await learnt.#reads.request();
      return learnt;
    } catch (error) {
      learnt[Symbol.dispose]();
      throw error;
    }
  }

  /**
   * The newest corrections of answers to a question, the oldest first. Waits while they are being read, so that a
   * correction counts for every answer that is given after it. Never rejects: where the database does not answer, it
   * gives what was read before.
   */
  async of(questionId: string): Promise<readonly Correction[]> {
    const key = this.#keys.get(questionId);
    if (key === undefined) return [];
    if (performance.now() - (this.#askedAt.get(key) ?? 0) > FRESH_MS) await this.#refresh(key);
    await this.#reads.settled();
    return this.#known.get(key) ?? [];
  }

  [Symbol.dispose](): void {
    this.#closed.abort();
    this.#stopListening();
  }

  /** Tries once; the next answer asks again. */
  async #refresh(key: string): Promise<void> {
    this.#stale.add(key);
    this.#askedAt.set(key, performance.now());
    try {
      await this.#reads.request();
    } catch (error) {
      this.#logger.warn(`Corrections were not read again: ${String(error)}`);
    }
  }

  #readAgain(keys: readonly string[]): void {
    for (const key of keys) this.#stale.add(key);
    const read = () => this.#reads.request();
    void retryUntilAborted('Corrections of answers', read, this.#closed.signal, this.#logger);
  }

  async #read(): Promise<void> {
    const keys = [...this.#stale];
    this.#stale.clear();
    for (const key of keys) this.#askedAt.set(key, performance.now());
    try {
      const found = await this.parts.store.ofQuestions(keys, MOST_CORRECTIONS);
      for (const key of keys) {
        this.#known.set(key, found.filter(({ questionKey: of }) => of === key).map(correctionOf));
      }
    } catch (error) {
      for (const key of keys) this.#stale.add(key);
      throw error;
    }
  }
}

const correctionOf = ({ verdict, comment, ...answer }: CorrectedAnswer): Correction => ({
  answer: answerAsText(answer).slice(0, MAX_CHARACTERS),
  ...(answer.parts.length > 0 && { parts: answer.parts }),
  verdict,
  ...(comment !== null && { comment }),
});
