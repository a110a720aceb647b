import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { CorrectionEntry, PageQuery } from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { Batched } from '../database/batched.js';
import { type Page, readPage } from '../paging/page.js';
import {
  type CorrectedAnswer,
  correctedAnswers,
  type Standing,
  standingOf,
  undoCorrection,
  type Undoing,
} from './correction-statements.js';
import { Correction } from './correction.entity.js';

/** What teachers said of answers, on record. */
@Injectable()
export class CorrectionStore {
  /** Of a class whose answers are shown or told at once, all are asked for together. */
  readonly #standing: Batched<string, Standing | undefined>;

  constructor(@InjectRepository(Correction) private readonly corrections: Repository<Correction>) {
    const { dataSource } = corrections.manager;
    this.#standing = new Batched((ids) => standingOf(dataSource, ids));
  }

  /** The correction of an answer that counts now; undefined for an answer that was not corrected. */
  of(answerId: string): Promise<Standing | undefined> {
    return this.#standing.add(answerId);
  }

  /** Those of several answers, by their ids. */
  async ofAll(answerIds: readonly string[]): Promise<Map<string, Standing>> {
    if (answerIds.length === 0) return new Map();
    const found = await standingOf(this.corrections.manager.dataSource, answerIds);
    return new Map(found.flatMap((one) => (one === undefined ? [] : [[one.answerId, one] as const])));
  }

  /** The newest corrections of each question, in all sessions, the oldest first. @param most of one question */
  ofQuestions(
    questionKeys: readonly string[],
    most: number,
    teacherId: string | null = null,
  ): Promise<CorrectedAnswer[]> {
    if (questionKeys.length === 0) return Promise.resolve([]);
    return correctedAnswers(this.corrections.manager.dataSource, questionKeys, most, teacherId);
  }

  /** All rows or none. */
  async add(rows: readonly Omit<Correction, 'seq'>[]): Promise<void> {
    await this.corrections
      .createQueryBuilder()
      .insert()
      .values([...rows])
      .updateEntity(false)
      .execute();
  }

  /** What was corrected under this id; empty where there is no such correction. @param sessionId null: in any session */
  under(sessionId: string | null, correctionId: string): Promise<Correction[]> {
    const where = { correctionId, ...(sessionId !== null && { sessionId }) };
    return this.corrections.find({ where, order: { seq: 'ASC' } });
  }

  /** May be repeated: what is undone already stays so. */
  undo(undoing: Undoing, correctionId: string): Promise<void> {
    return undoCorrection(this.corrections.manager.dataSource, undoing, correctionId);
  }

  /** Everything that was said in a session, the oldest first. */
  async history(sessionId: string, query: PageQuery): Promise<Page<CorrectionEntry>> {
    const rows = this.corrections.createQueryBuilder('correction').where({ sessionId });
    const order = { by: ['correction.createdAt', 'correction.seq'], direction: 'ASC' } as const;
    return (await readPage(rows, order, query)).map(describeEntry);
  }
}

const describeEntry = (row: Correction): CorrectionEntry => ({
  ...{ seq: row.seq, correctionId: row.correctionId, answerId: row.answerId },
  ...{ verdict: row.verdict, undoes: row.undoes, comment: row.comment },
  by: { id: row.authorId, name: row.authorName },
  at: row.createdAt.toISOString(),
});
