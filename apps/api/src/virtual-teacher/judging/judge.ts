import { retry } from '@lockstep/async';
import { setTimeout as after } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { AskStep, Judgement } from '@lockstep/contracts';
import type { Brain, Correction } from '@lockstep/virtual-teacher';
import type { Answer } from '../../answers/answer.entity.js';
import type { JudgingStore } from './judging-store.js';

/** So many answers are with the brain at once; the others wait in their order. */
const AT_ONCE = 8;
const RETRY_MS = 250;

export type JudgeParts = {
  readonly sessionId: string;
  readonly language: string;
  readonly brain: Brain;
  readonly askOf: (questionId: string) => AskStep | undefined;
  readonly store: JudgingStore;
  /** What teachers said of other answers to the question. Never rejects. */
  readonly correctionsOf: (questionId: string) => Promise<readonly Correction[]>;
  /** After it is on record. */
  readonly onJudged: (answer: Answer) => void;
};

/** Judges the answers of one session as they come, each once, and knows how the open question goes. */
export class Judge {
  readonly #logger = new Logger('Judging');
  readonly #listeners = new Set<() => void>();
  readonly #closed = new AbortController();
  readonly #queue: Answer[] = [];
  /** Answers by opening that are waiting or with the brain. */
  readonly #open = new Set<Answer>();
  /** The last try of each student, by opening. */
  readonly #tries = new Map<number, Map<string, Answer>>();
  readonly #running = new Set<Promise<void>>();
  /** First sentences of judgements that are still being thought of, by answer. */
  readonly #beginnings = new Map<string, string>();

  constructor(private readonly parts: JudgeParts) {}

  /** Takes up what a process before left. */
  async recover(openedSeq: number | null): Promise<void> {
    const { store, sessionId } = this.parts;
    const waiting = await store.recover(sessionId);
    if (openedSeq !== null) {
      const known = new Set(waiting.map(({ id }) => id));
      for (const answer of await store.ofOpening(sessionId, openedSeq)) {
        if (!known.has(answer.id)) this.#note(answer);
      }
    }
    for (const answer of waiting) this.take(answer);
  }

  take(answer: Answer): void {
    if (this.#closed.signal.aborted || this.#isKnown(answer)) return;
    this.#note(answer);
    if (answer.judging === 'none') return this.#changed(); // nothing is right or wrong
    this.#open.add(answer);
    this.#queue.push(answer);
    this.#next();
    this.#changed();
  }

  /** A teacher corrected answers, or took that back: how the open question goes may be another. */
  correct(answers: readonly Answer[]): void {
    for (const { id, openedSeq, studentId, corrected } of answers) {
      const last = this.#tries.get(openedSeq)?.get(studentId);
      if (last?.id === id) last.corrected = corrected;
    }
    this.#changed();
  }

  /** Calls back for every answer that came in, was judged or corrected. @returns a function that takes the listener away again */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The last try of each student. */
  triesOf(openedSeq: number): readonly Answer[] {
    return [...(this.#tries.get(openedSeq)?.values() ?? [])];
  }

  /** How the words for an only student's answer begin, where a model has thought of that and not of the rest. */
  beginningFor(openedSeq: number): string | undefined {
    const [only, another] = this.triesOf(openedSeq);
    return only && another === undefined ? this.#beginnings.get(only.id) : undefined;
  }

  /** Whether a student has nothing left to answer. */
  isDone(studentId: string, openedSeq: number, tries: number): boolean {
    const last = this.#tries.get(openedSeq)?.get(studentId);
    if (last === undefined) return false;
    return last.attempt >= tries || last.standing === 'right';
  }

  /** Resolves when every answer of the opening is judged, after `patienceMs` at the latest. */
  async settled(openedSeq: number, patienceMs: number, signal: AbortSignal): Promise<void> {
    const late = new AbortController();
    const patience = after(patienceMs, undefined, { signal: late.signal }).catch(() => undefined);
    const given = new AbortController();
    void patience.then(() => given.abort());
    await this.#none(({ openedSeq: of }) => of === openedSeq, AbortSignal.any([signal, given.signal]));
    late.abort();
  }

  /** Resolves when every answer is judged, or when the signal is aborted. */
  allSettled(signal: AbortSignal): Promise<void> {
    return this.#none(() => true, signal);
  }

  /** Resolves when no such answer is open, or when the signal is aborted. */
  async #none(isMeant: (answer: Answer) => boolean, signal: AbortSignal): Promise<void> {
    const isOver = () => signal.aborted || ![...this.#open].some(isMeant);
    if (isOver()) return;
    const over = Promise.withResolvers<void>();
    const stop = this.onChange(() => {
      if (isOver()) over.resolve();
    });
    signal.addEventListener('abort', () => over.resolve(), { once: true });
    await over.promise;
    stop();
  }

  /** Nothing more is begun; resolves when what was begun is on record or left to the next process. */
  async close(): Promise<void> {
    this.#closed.abort();
    this.#queue.length = 0;
    await Promise.allSettled(this.#running);
  }

  #isKnown({ id, openedSeq, studentId }: Answer): boolean {
    return this.#tries.get(openedSeq)?.get(studentId)?.id === id;
  }

  #note(answer: Answer): void {
    const tries = this.#tries.get(answer.openedSeq) ?? new Map<string, Answer>();
    this.#tries.set(answer.openedSeq, tries);
    if ((tries.get(answer.studentId)?.attempt ?? 0) <= answer.attempt) tries.set(answer.studentId, answer);
  }

  #next(): void {
    while (this.#running.size < AT_ONCE) {
      const answer = this.#queue.shift();
      if (answer === undefined) return;
      const run: Promise<void> = this.#judge(answer).finally(() => {
        this.#running.delete(run);
        this.#open.delete(answer);
        this.#beginnings.delete(answer.id);
        this.#changed();
        this.#next();
      });
      this.#running.add(run);
    }
  }

  async #judge(answer: Answer): Promise<void> {
    const { store, onJudged } = this.parts;
    const claimed = await this.#withRetries(() => store.claim(answer));
    if (claimed !== true) return; // judged already, or the server stops
    const judgement = await this.#judgementOf(answer);
    if (judgement === undefined) return;
    const kept = await this.#withRetries(async () => {
      await store.finish(answer, judgement);
      return true;
    });
    if (kept) onJudged(answer);
  }

  async #judgementOf(answer: Answer): Promise<Judgement | undefined> {
    const { brain, language, sessionId, askOf, correctionsOf } = this.parts;
    const question = askOf(answer.questionId);
    if (question === undefined) return undefined;
    const { choices, text, parts, attempt, studentId } = answer;
    const corrections = await correctionsOf(question.id);
    try {
      return await brain.judge(
        {
          ...{ question, language, attempt, corrections },
          answer: { choices, text, parts },
        },
        {
          signal: this.#closed.signal,
          account: { session: sessionId, student: studentId },
          onFirstSentence: (sentence) => {
            this.#beginnings.set(answer.id, sentence);
            this.#changed();
          },
        },
      );
    } catch (error) {
      if (this.#closed.signal.aborted) return undefined;
      this.#logger.error(error);
      return unjudged(brain.name);
    }
  }

  /** A database that is away delays a judgement; it does not lose it. */
  #withRetries<T>(act: () => Promise<T>): Promise<T | undefined> {
    const delayMs = (error: unknown, failures: number) => {
      if (failures === 1) this.#logger.error(`An answer is judged later: ${String(error)}`);
      return this.#closed.signal.aborted ? undefined : RETRY_MS;
    };
    return retry(act, { delayMs }).catch(() => undefined); // closed: the next process judges it
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** A brain that broke: nothing is made up in its place. */
const unjudged = (brain: Brain['name']): Judgement => ({
  verdict: 'unclear',
  praise: null,
  correction: null,
  hint: null,
  say: '…',
  confidence: 0,
  mistake: null,
  by: {
    brain: 'offline',
    model: null,
    promptVersion: null,
    latencyMs: 0,
    insteadOf: { brain, reason: 'error' },
    tokens: null,
    costUsd: null,
  },
});
