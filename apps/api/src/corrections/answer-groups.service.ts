import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { AnswerGroup, AnswerGroupQuery } from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { Answer } from '../answers/answer.entity.js';
import { CorrectionStore } from '../answers/correction-store.js';
import { groupSimilar } from '../answers/similar-answers.js';
import { SessionsService } from '../sessions/sessions.service.js';

/** The newest answers of a session that are put into groups; more than a class gives in an hour. */
const MOST_GROUPED = 2000;

/** Puts similar answers to one question together, so that one verdict settles many. */
@Injectable()
export class AnswerGroups {
  constructor(
    @InjectRepository(Answer) private readonly answers: Repository<Answer>,
    private readonly corrections: CorrectionStore,
    private readonly sessions: SessionsService,
  ) {}

  /** The group with the most answers that are not reviewed first. @throws SessionNotFound */
  async of(sessionId: string, { questionId }: AnswerGroupQuery): Promise<AnswerGroup[]> {
    await this.sessions.get(sessionId);
    const found = await this.answers.find({
      where: { sessionId, ...(questionId !== undefined && { questionId }) },
      order: { receivedAt: 'DESC', id: 'DESC' },
      take: MOST_GROUPED,
    });
    const rows = found.toReversed();
    const corrected = await this.corrections.ofAll(rows.map(({ id }) => id));
    const groups: AnswerGroup[] = [];
    for (const asked of new Set(rows.map((row) => row.questionId))) {
      const own = rows.filter((row) => row.questionId === asked);
      const similar = await groupSimilar(
        own,
        ({ id, verdict }) => (corrected.get(id)?.verdict ?? verdict) === 'not-reviewed',
      );
      groups.push(
        ...similar.map(({ ids, example, unclear }) => ({
          ...{ questionId: asked, answerIds: [...ids], example, notReviewed: unclear },
        })),
      );
    }
    return groups.sort((a, b) => b.notReviewed - a.notReviewed || b.answerIds.length - a.answerIds.length);
  }
}
