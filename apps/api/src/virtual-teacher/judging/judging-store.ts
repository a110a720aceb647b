import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { AnswerVerdict, Judgement, Verdict } from '@lockstep/contracts';
import { In, IsNull, Not, Repository } from 'typeorm';
import { claimAnswers, finishAnswers, type Found } from '../../answers/answer-statements.js';
import { Answer, storedJudgement } from '../../answers/answer.entity.js';
import { CorrectionStore } from '../../answers/correction-store.js';
import { type SpentOnReply, storedSpent } from '../../inquiries/inquiry-reply.entity.js';
import { Batched } from '../../database/batched.js';

/** What could not be judged is not yet reviewed, and counts as nothing else. */
export const verdictFor = (verdict: Verdict): AnswerVerdict =>
  verdict === 'unclear' ? 'not-reviewed' : verdict;

const SPENT_ON_REPLIES = `SELECT reply.seq, reply.spent, inquiry.student_id AS "studentId"
  FROM inquiry_reply reply JOIN inquiry ON inquiry.id = reply.inquiry_id
  WHERE inquiry.session_id = $1 AND reply.spent IS NOT NULL`;

const IN_DEBT = `EXISTS (
  SELECT 1 FROM answer WHERE answer.session_id = session.id AND (
    judging IN ('waiting', 'claimed')
    OR judging = 'judged' AND NOT EXISTS (SELECT 1 FROM feedback_body body WHERE body.answer_id = answer.id)
  )
)`;

/** Answers and how far their judging has come, on record: each is judged once, even if the process dies meanwhile. */
@Injectable()
export class JudgingStore {
  readonly #claims: Batched<string, boolean>;
  readonly #findings: Batched<Found>;

  constructor(
    @InjectRepository(Answer) private readonly answers: Repository<Answer>,
    private readonly corrections: CorrectionStore,
  ) {
    const { dataSource } = answers.manager;
    this.#claims = new Batched((ids) => claimAnswers(dataSource, ids));
    this.#findings = new Batched((found) => finishAnswers(dataSource, found));
  }

  /** Only one of two callers gets it. */
  async claim(answer: Answer): Promise<boolean> {
    const isMine = await this.#claims.add(answer.id);
    if (isMine) answer.judging = 'claimed';
    return isMine;
  }

  async finish(answer: Answer, judgement: Judgement): Promise<void> {
    const found = {
      verdict: verdictFor(judgement.verdict),
      storedJudgement: storedJudgement.write(judgement),
      judgedAt: new Date(),
    };
    await this.#findings.add({ id: answer.id, ...found });
    Object.assign(answer, found, { judging: 'judged' });
  }

  /** Given back by a process that is gone: nobody is at them any more. In the order in which they came. */
  async recover(sessionId: string): Promise<Answer[]> {
    await this.answers.update({ sessionId, judging: 'claimed' }, { judging: 'waiting' });
    return this.answers.find({ where: { sessionId, judging: 'waiting' }, order: { receivedAt: 'ASC' } });
  }

  /** What a model took to answer questions of students. */
  async spentOnReplies(sessionId: string): Promise<(SpentOnReply & { readonly studentId: string })[]> {
    const rows = await this.answers.manager.query<{ seq: string; spent: object; studentId: string }[]>(
      SPENT_ON_REPLIES,
      [sessionId],
    );
    return rows.map(({ seq, spent, studentId }) => ({
      ...storedSpent.read(spent, `reply ${seq}`),
      studentId,
    }));
  }

  /** Sessions that have ended and owe something to a student: a judgement, or word of it. */
  async endedInDebt(): Promise<string[]> {
    const rows = await this.answers.manager.query<{ id: string }[]>(
      `SELECT id FROM session WHERE status = 'ended' AND ${IN_DEBT} ORDER BY ended_at`,
    );
    return rows.map(({ id }) => id);
  }

  async isInDebt(sessionId: string): Promise<boolean> {
    const rows = await this.answers.manager.query<unknown[]>(
      `SELECT 1 FROM session WHERE id = $1 AND ${IN_DEBT}`,
      [sessionId],
    );
    return rows.length > 0;
  }

  /** Answers to one opening of a question, each with what it was corrected to; the last try of a student comes last. */
  async ofOpening(sessionId: string, openedSeq: number): Promise<Answer[]> {
    const answers = await this.answers.find({
      where: { sessionId, openedSeq },
      order: { attempt: 'ASC', receivedAt: 'ASC' },
    });
    const corrected = await this.corrections.ofAll(answers.map(({ id }) => id));
    for (const answer of answers) answer.corrected = corrected.get(answer.id)?.verdict;
    return answers;
  }

  /** Judged answers whose students were told nothing: a crash came between. */
  untold(sessionId: string): Promise<Answer[]> {
    return this.answers
      .createQueryBuilder('answer')
      .where({ sessionId, judging: 'judged' })
      .andWhere('NOT EXISTS (SELECT 1 FROM feedback_body body WHERE body.answer_id = answer.id)')
      .orderBy('answer.received_at', 'ASC')
      .getMany();
  }

  /** What was thought of answers by models, for the meter. */
  judged(sessionId: string): Promise<Pick<Answer, 'id' | 'studentId' | 'judgement'>[]> {
    return this.answers.find({
      where: { sessionId, judging: In(['judged']), storedJudgement: Not(IsNull()) },
      select: { id: true, studentId: true, storedJudgement: true },
    });
  }
}
