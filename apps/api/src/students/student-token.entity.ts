import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A further token of a student with an account: of another device, or of another day. */
@Entity('student_token')
export class StudentToken {
  @PrimaryColumn('text')
  hash: string;

  @Column('text', { name: 'student_id' })
  studentId: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
