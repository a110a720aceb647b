import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { creditOf, type Question, type Score } from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { LedgerService } from '../ledger/ledger.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { Answer } from './answer.entity.js';
import type { Standing } from './correction-statements.js';
import { CorrectionStore } from './correction-store.js';

/** What one student has earned: each question once, by its latest opening and their last try at it. */
@Injectable()
export class ScoreService {
  constructor(
    @InjectRepository(Answer) private readonly answers: Repository<Answer>,
    private readonly ledger: LedgerService,
    private readonly sessions: SessionsService,
    private readonly corrections: CorrectionStore,
  ) {}

  /** @throws SessionNotFound */
  async of(sessionId: string, studentId: string): Promise<Score> {
    await this.sessions.get(sessionId);
    const asked = new Map<string, { readonly openedSeq: number; readonly question: Question }>();
    for (const { seq, question } of await this.ledger.openings(sessionId))
      if (question?.points !== undefined) asked.set(question.id, { openedSeq: seq, question });
    const given = await this.answers.find({ where: { sessionId, studentId }, order: { attempt: 'ASC' } });
    const last = new Map(given.map((answer) => [answer.openedSeq, answer]));
    const corrected = await this.corrections.ofAll([...last.values()].map(({ id }) => id));
    const questions = [...asked.values()].map(({ openedSeq, question }) =>
      scored(question, creditFor(last.get(openedSeq), corrected)),
    );
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    return {
      earned: rounded(sum(questions.map(({ earned }) => earned ?? 0))),
      of: rounded(sum(questions.map(({ points }) => points))),
      questions,
    };
  }
}

/** What a teacher says of an answer comes before what a brain thought. */
function creditFor(
  answer: Answer | undefined,
  corrected: ReadonlyMap<string, Standing>,
): number | null | undefined {
  return answer && creditOf(corrected.get(answer.id)?.verdict ?? answer.verdict, answer.judgement);
}

/** @param credit null: not judged yet; undefined: not answered */
function scored(
  { id, prompt, points = 0 }: Question,
  credit: number | null | undefined,
): Score['questions'][number] {
  return {
    questionId: id,
    prompt,
    points,
    earned: credit === null || credit === undefined ? null : rounded(credit * points),
    isAnswered: credit !== undefined,
  };
}

/** Thirds of a point add up to whole points again. */
const rounded = (points: number): number => Math.round(points * 100) / 100;
