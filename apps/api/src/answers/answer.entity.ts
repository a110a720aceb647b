import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { type Answer as AnswerBody, Judgement } from '@lockstep/contracts';
import * as z from 'zod';
import { StoredList, StoredRecord } from '../stored/stored-record.js';
import { Student } from '../students/student.entity.js';

export const storedJudgement = new StoredRecord<Judgement>({
  name: 'judgement',
  version: 1,
  schema: Judgement,
});
const storedChoices = new StoredList<string>('choices', z.string());
const storedParts = new StoredList<string>('parts', z.string());

/** One try of one student at one opening of a question. */
@Entity('answer')
export class Answer {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'session_id' })
  sessionId: string;

  @Column('text', { name: 'student_id' })
  studentId: string;

  @ManyToOne(() => Student)
  @JoinColumn({ name: 'student_id' })
  student: Student;

  @Column('text', { name: 'question_id' })
  questionId: string;

  @Column('integer', { name: 'opened_seq' })
  openedSeq: number;

  /** Counted from 1. */
  @Column('integer')
  attempt: number;

  @Column('boolean')
  spoken: boolean;

  @Column('jsonb', { name: 'choices' })
  storedChoices: readonly string[];

  @Column('text', { nullable: true })
  text: string | null;

  /** To a task; what each stands for is its kind's matter. */
  @Column('jsonb', { name: 'parts', default: [] })
  storedParts: readonly string[];

  /** How sure the student is, from 1 to 3. */
  @Column('integer', { nullable: true })
  confidence: number | null;

  @Column('text')
  verdict: AnswerBody['verdict'];

  /** `claimed`: somebody in this process is at it; after a restart nobody is. */
  @Column('text')
  judging: AnswerBody['judging'];

  @Column('jsonb', { name: 'judgement', nullable: true })
  storedJudgement: object | null;

  @Column('timestamptz', { name: 'judged_at', nullable: true })
  judgedAt: Date | null;

  @Column('double precision', { name: 'shown_pts_ms' })
  shownPtsMs: number;

  @Column('double precision', { name: 'answered_pts_ms' })
  answeredPtsMs: number;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt: Date;

  /** What a teacher said instead, where the reader of this row looked for it; no column. */
  corrected?: AnswerBody['verdict'] | undefined;

  /** The verdict that counts. */
  get standing(): AnswerBody['verdict'] {
    return this.corrected ?? this.verdict;
  }

  /** @throws StoredRecordUnreadable */
  get choices(): readonly string[] {
    return storedChoices.read(this.storedChoices, `answer ${this.id}`);
  }

  /** @throws StoredRecordUnreadable */
  get parts(): readonly string[] {
    return storedParts.read(this.storedParts, `answer ${this.id}`);
  }

  /** @throws StoredRecordUnreadable */
  get judgement(): Judgement | null {
    return this.storedJudgement && storedJudgement.read(this.storedJudgement, `answer ${this.id}`);
  }
}
