import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Student } from '../students/student.entity.js';
import type { InquiryReplyRow } from './inquiry-reply.entity.js';

/** What a student asked the teacher. It is never changed; what was replied to it stands beside it. */
@Entity('inquiry')
export class InquiryRow {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'session_id' })
  sessionId: string;

  @Column('text', { name: 'student_id' })
  studentId: string;

  @ManyToOne(() => Student)
  @JoinColumn({ name: 'student_id' })
  student: Student;

  /** Id of the first one that asked the same. */
  @Column('text', { name: 'group_id' })
  groupId: string;

  @Column('text')
  text: string;

  @Column('boolean')
  spoken: boolean;

  /** Stream time of the frame that was on screen. */
  @Column('double precision', { name: 'pts_ms', nullable: true })
  ptsMs: number | null;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt: Date;

  /** The oldest first, where the reader of this row looked for them; no column. */
  replies: readonly InquiryReplyRow[] = [];
}
