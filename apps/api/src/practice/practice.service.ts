import { Semaphore } from '@lockstep/async';
import { Injectable } from '@nestjs/common';
import type { AskStep, PracticeAnswer, PracticeVerdict, Question } from '@lockstep/contracts';
import { AnswerRefused, checkContent, verdictOf } from '../answers/answer-rules.js';
import { Openings } from '../answers/openings.js';
import { LessonNotFound, VersionNotFound } from '../lessons/lesson-errors.js';
import { LessonVersions } from '../lessons/scripts/lesson-versions.service.js';
import type { Session } from '../sessions/session.entity.js';
import { SessionNotOver } from '../sessions/session-errors.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { Brains } from '../virtual-teacher/judging/brains.js';
import { verdictFor } from '../virtual-teacher/judging/judging-store.js';

/** Judged at once in all: classes that are on air come first. */
const AT_ONCE = 2;

/** Lets students answer questions of a class that is over once more. Nothing of it is kept. */
@Injectable()
export class Practice {
  readonly #semaphore = new Semaphore(AT_ONCE);

  constructor(
    private readonly sessions: SessionsService,
    private readonly openings: Openings,
    private readonly versions: LessonVersions,
    private readonly brains: Brains,
  ) {}

  /** @throws SessionNotFound, SessionNotOver, AnswerRefused */
  async judge(
    sessionId: string,
    studentId: string,
    { openedSeq, ...answer }: PracticeAnswer,
  ): Promise<PracticeVerdict> {
    const session = await this.sessions.get(sessionId);
    if (session.status !== 'ended') throw new SessionNotOver();
    const question = (await this.openings.find(sessionId, openedSeq))?.question;
    if (question === undefined)
      throw new AnswerRefused('foreign', 'This session has not shown that question.');
    if (question.poll === true) throw new AnswerRefused('malformed', 'In a poll nothing is right or wrong.');
    const given = { questionId: question.id, openedSeq, attempt: 1, shownPtsMs: 0, answeredPtsMs: 0 };
    checkContent({ ...given, ...answer, spoken: false }, question);
    const asked = await this.#stepOf(session, question);
    if (asked === undefined) return plain(verdictOf(answer, question));
    const { choices = [], text = null, parts = [] } = answer;
    const { verdict, say, correction, hint } = await this.#semaphore.run(() =>
      asked.brain.judge(
        {
          ...{ question: asked.step, language: asked.language, attempt: 1 },
          answer: { choices, text, parts },
        },
        { account: { session: sessionId, student: studentId } },
      ),
    );
    return { verdict: verdictFor(verdict), text: say, correction, hint };
  }

  /** Who judges it in class: a brain, where a virtual teacher asked it and its lesson is still there. */
  async #stepOf({ source, lessonId, lessonVersion }: Session, { id }: Question) {
    if (source.kind !== 'teacher' || lessonVersion === null) return undefined;
    try {
      const { script } = await this.versions.get(lessonId, lessonVersion);
      const step = script.steps.find((one): one is AskStep => one.kind === 'ask' && one.id === id);
      return step && { step, language: script.language, brain: this.brains.of(script.brain) };
    } catch (error) {
      if (error instanceof VersionNotFound || error instanceof LessonNotFound) return undefined;
      throw error;
    }
  }
}

const plain = (verdict: PracticeVerdict['verdict']): PracticeVerdict => ({
  ...{ verdict, text: null, correction: null, hint: null },
});
