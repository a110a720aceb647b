import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { LedgerService } from '../ledger/ledger.service.js';
import { AnswerCounter } from '../signalling/answer-counter.js';
import type { Tally } from '../signalling/lesson-actions.js';
import { NoQuestion } from '../signalling/signalling-errors.js';
import { Answer } from './answer.entity.js';
import { summed } from './class-sums.js';

/** Sums answers up; nothing in a sum tells who gave which. */
@Injectable()
export class AnswerTally extends AnswerCounter {
  constructor(
    @InjectRepository(Answer) private readonly answers: Repository<Answer>,
    private readonly ledger: LedgerService,
  ) {
    super();
  }

  override async count(sessionId: string, questionId: string): Promise<Tally> {
    const opening = await this.ledger.lastOpening(sessionId, questionId);
    if (!opening?.question) throw new NoQuestion(questionId);
    const { seq: openedSeq, question } = opening;
    const given = await this.answers.find({
      where: { sessionId, openedSeq },
      order: { attempt: 'ASC' },
    });
    const last = [...new Map(given.map((answer) => [answer.studentId, answer])).values()];
    return { ...summed(last, question), total: last.length, question };
  }
}
