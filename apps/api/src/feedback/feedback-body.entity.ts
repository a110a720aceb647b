import { Column, Entity, PrimaryColumn } from 'typeorm';

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

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
