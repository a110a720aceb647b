import { FeedbackBody as FeedbackBodyShown } from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { StoredRecord } from '../stored/stored-record.js';

type Judged = NonNullable<FeedbackBodyShown['judged']>;
const storedJudged = new StoredRecord<Judged>({
  name: 'judgement',
  version: 1,
  schema: FeedbackBodyShown.shape.judged.unwrap(),
});

/** Private words for one student. The stream only ever carries `feedbackId`. */
@Entity('feedback_body')
export class FeedbackBody {
  @PrimaryColumn('text', { name: 'feedback_id' })
  feedbackId: string;

  @PrimaryColumn('text', { name: 'student_id' })
  studentId: string;

  @Column('text', { name: 'session_id' })
  sessionId: string;

  @Column('text')
  text: string;

  @Column('text', { name: 'question_id', nullable: true })
  questionId: string | null;

  /** The answer it is about; each answer has one at most. */
  @Column('text', { name: 'answer_id', nullable: true })
  answerId: string | null;

  /** What the student is shown of the judgement. */
  @Column('jsonb', { name: 'judged', nullable: true })
  storedJudged: Judged | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  /** @throws StoredRecordUnreadable */
  get judged(): Judged | null {
    const id = `feedback ${this.feedbackId} to student ${this.studentId}`;
    return this.storedJudged && storedJudged.read(this.storedJudged, id);
  }
}
