import { Injectable } from '@nestjs/common';
import type { AskStep, Question } from '@lockstep/contracts';
import type { Answer } from '../answers/answer.entity.js';
import { Openings } from '../answers/openings.js';
import { questionKey } from '../answers/question-key.js';
import { LessonNotFound, VersionNotFound } from '../lessons/lesson-errors.js';
import { LessonVersions } from '../lessons/scripts/lesson-versions.service.js';
import type { Session } from '../sessions/session.entity.js';

/** Finds what an answer was given to. */
@Injectable()
export class AskedQuestions {
  constructor(
    private readonly versions: LessonVersions,
    private readonly openings: Openings,
  ) {}

  /** For each answer, by its id, the key of what was asked, see {@link questionKey}. */
  async keysOf(session: Session, answers: readonly Answer[]): Promise<Map<string, string>> {
    const asked = new Map<number, string>();
    for (const answer of answers) {
      if (!asked.has(answer.openedSeq)) asked.set(answer.openedSeq, await this.#keyOf(session, answer));
    }
    return new Map(answers.map(({ id, openedSeq }) => [id, asked.get(openedSeq) ?? '']));
  }

  async #keyOf(session: Session, { questionId, openedSeq }: Answer): Promise<string> {
    const question =
      (await this.#stepOf(session, questionId)) ??
      (await this.openings.find(session.id, openedSeq))?.question;
    const unknown: Question = { id: questionId, kind: 'open', prompt: session.id, choices: [], correct: [] };
    return questionKey(session.lessonId, question ?? unknown);
  }

  /** The step that asked it, where a virtual teacher did; undefined where the lesson is gone. */
  async #stepOf(
    { source, lessonId, lessonVersion }: Session,
    questionId: string,
  ): Promise<AskStep | undefined> {
    if (source.kind !== 'teacher' || lessonVersion === null) return undefined;
    try {
      const { script } = await this.versions.get(lessonId, lessonVersion);
      return script.steps.find((step): step is AskStep => step.kind === 'ask' && step.id === questionId);
    } catch (error) {
      if (error instanceof VersionNotFound || error instanceof LessonNotFound) return undefined;
      throw error;
    }
  }
}
