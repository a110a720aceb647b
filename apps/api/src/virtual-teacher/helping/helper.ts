import { Semaphore } from '@lockstep/async';
import { Injectable } from '@nestjs/common';
import type { InquiryPassage } from '@lockstep/contracts';
import {
  asksFor,
  type Explanation,
  givesAway,
  type KeptQuestion,
  ModelFailed,
} from '@lockstep/virtual-teacher';
import { storedSpent } from '../../inquiries/inquiry-reply.entity.js';
import type { NewReply } from '../../inquiries/inquiries.service.js';
import type { InquiryRow } from '../../inquiries/inquiry.entity.js';
import type { LiveSession } from '../../live-sessions/live-session.js';
import { Brains } from '../judging/brains.js';
import type { TaughtNow } from '../session/taught-class.js';
import { isAsking, KeptQuestions } from './kept-questions.js';
import { materialOf } from './lesson-passages.js';
import { WhatWasHad } from './what-was-had.js';

/** Passages that are looked at, and that a student is shown. */
const MOST_FOUND = 8;
const MOST_SHOWN = 3;
/** Passages that say this much less than the best one are left out. */
const NEARLY = 0.7;
/** So many questions are with a model at once; the others wait in their order. */
const AT_ONCE = 8;

/** Finds what a lesson says of a student's question, and when nothing may be told. */
@Injectable()
export class Helper {
  readonly #models = new Semaphore(AT_ONCE);

  constructor(
    private readonly kept: KeptQuestions,
    private readonly had: WhatWasHad,
    private readonly brains: Brains,
  ) {}

  /** @param now how far the class is at the moment of asking; asked again, because a model takes its time */
  async replyTo(
    { text, studentId }: InquiryRow,
    live: LiveSession,
    now: () => TaughtNow | undefined,
    signal: AbortSignal,
  ): Promise<NewReply> {
    const taught = now();
    if (taught === undefined) return plain('waiting');
    const kept = await this.kept.of(live, taught);
    if (kept.some((question) => asksFor(text, question))) return plain('withheld');
    if (isAsking(live, taught)) return plain('waiting');
    const found = (await materialOf(taught.lesson)).find(text, MOST_FOUND);
    if (found.length === 0) return plain('not-in-lesson');
    const moments = await this.had.momentsOf(
      live.session.id,
      found.map(({ passage }) => passage),
    );
    const had = moments.flatMap((passage, i) => (passage ? [{ passage, score: found[i]?.score ?? 0 }] : []));
    if (had.length === 0) return plain('later');
    const free = had.filter(({ passage }) => !isGivenAway(passage.text, text, kept));
    const best = free[0]?.score ?? 0;
    const shown = free.filter(({ score }) => score >= best * NEARLY).map(({ passage }) => passage);
    if (shown.length === 0) return plain('withheld');
    const words = await this.#worded(text, studentId, shown, live, taught, signal);
    const later = now();
    // meanwhile the class may have come to a question
    if (later === undefined || isAsking(live, later)) return plain('waiting');
    if (words === undefined || isGivenAway(words.text, text, await this.kept.of(live, later)))
      return { ...plain('answered'), storedPassages: shown.slice(0, MOST_SHOWN) };
    const { model, promptVersion, tokens, costUsd, quoted } = words;
    return {
      ...{ ...plain('answered'), text: words.text },
      storedPassages: quoted.flatMap((at) => shown[at] ?? []).slice(0, MOST_SHOWN),
      storedSpent: storedSpent.write({ model, promptVersion, tokens, costUsd }),
    };
  }

  /** A model's words, where the lesson asks for one; undefined where the passages themselves are the answer. */
  async #worded(
    inquiry: string,
    student: string,
    passages: readonly InquiryPassage[],
    { session }: LiveSession,
    { lesson }: TaughtNow,
    signal: AbortSignal,
  ): Promise<Explanation | undefined> {
    const { script } = lesson.version;
    const brain = this.brains.of(script.brain);
    const request = { inquiry, language: script.language, passages: passages.map(({ text }) => text) };
    const account = { session: session.id, student };
    try {
      return await this.#models.run(async () => brain.explain?.(request, { signal, account }));
    } catch (error) {
      if (error instanceof ModelFailed) return undefined;
      throw error;
    }
  }
}

const plain = (kind: NewReply['kind']): NewReply => ({ kind, toClass: false });

const isGivenAway = (told: string, inquiry: string, kept: readonly KeptQuestion[]): boolean =>
  kept.some((question) => givesAway(told, inquiry, question));
