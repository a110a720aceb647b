import type { CorrectedVerdict } from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a teacher said of one answer, or that something said before is undone. Rows are never changed. */
@Entity('correction')
export class Correction {
  /** Given by the database; the order in which it was said. */
  @PrimaryColumn('integer', { insert: false })
  seq: number;

  /** The same for all answers that were corrected at once. */
  @Column('text', { name: 'correction_id' })
  correctionId: string;

  @Column('text', { name: 'answer_id' })
  answerId: string;

  @Column('text', { name: 'session_id' })
  sessionId: string;

  /** Of what was asked: corrections of answers to the same question are read together. */
  @Column('text', { name: 'question_key' })
  questionKey: string;

  /** null: this row undoes another. */
  @Column('text', { nullable: true })
  verdict: CorrectedVerdict | null;

  @Column('text', { nullable: true })
  comment: string | null;

  /** `seq` of the row that it undoes. */
  @Column('integer', { nullable: true })
  undoes: number | null;

  /** Id of the staff token. */
  @Column('text', { name: 'author_id' })
  authorId: string;

  /** As it was then. */
  @Column('text', { name: 'author_name' })
  authorName: string;

  /** Stream time, ms; null after the class. */
  @Column('double precision', { name: 'pts_ms', nullable: true })
  ptsMs: number | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
