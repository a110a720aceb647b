import { Injectable } from '@nestjs/common';
import { keptQuestion, type KeptQuestion } from '@lockstep/virtual-teacher';
import { MAX_PATH_DELAY_MS, RETURN_MS } from '../../answers/answer-rules.js';
import { Openings } from '../../answers/openings.js';
import type { LiveSession } from '../../live-sessions/live-session.js';
import type { TaughtNow } from '../session/taught-class.js';
import { WhatWasHad } from './what-was-had.js';

const ASKING_PHASES: ReadonlySet<string> = new Set(['asking', 'judging', 'responding']);

/** Whether the class is being asked, or is told how that went: nobody is answered meanwhile. */
export function isAsking({ channel }: LiveSession, { record }: TaughtNow): boolean {
  if (channel.state.question?.open === true) return true;
  return ASKING_PHASES.has(record.phase) || ASKING_PHASES.has(record.resumes ?? '');
}

/** What must not be told: questions that are open, that are still to come, and whose answers may still arrive. */
@Injectable()
export class KeptQuestions {
  constructor(
    private readonly openings: Openings,
    private readonly had: WhatWasHad,
  ) {}

  async of(live: LiveSession, { lesson, record, passedOver }: TaughtNow): Promise<KeptQuestion[]> {
    const { channel, session } = live;
    const sinceMs = channel.positionMs - MAX_PATH_DELAY_MS - RETURN_MS;
    const justClosed = await this.had.closedAfter(session.id, sinceMs);
    const steps = lesson.plan.steps.flatMap((step, index) =>
      step.kind === 'ask' &&
      !passedOver.has(step.id) &&
      (index >= record.stepIndex || justClosed.has(step.id))
        ? [keptQuestion(step.ask.step, lesson.plan.language)]
        : [],
    );
    return [...steps, ...(await this.#onAir(live))];
  }

  /** A question that a teacher asks beside the lesson. */
  async #onAir({ channel, session }: LiveSession): Promise<KeptQuestion[]> {
    const { question } = channel.state;
    if (question?.open !== true) return [];
    const asked = (await this.openings.find(session.id, question.openedSeq))?.question;
    const right = question.choices.filter(({ id }) => asked?.correct.includes(id)).map(({ text }) => text);
    return [{ prompt: question.prompt, right: [...right, ...(asked?.solution ?? [])] }];
  }
}
