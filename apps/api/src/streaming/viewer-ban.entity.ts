import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who may not watch a session any more. */
@Entity('viewer_ban')
export class ViewerBan {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'session_id' })
  sessionId: string;

  /** Whom the signed address was made for that they came with. */
  @Column('text', { name: 'student_id', nullable: true })
  studentId: string | null;

  /** Of a signed address that names no student. */
  @Column('text', { name: 'token_hash', nullable: true })
  tokenHash: string | null;

  /** Network address. */
  @Column('text')
  remote: string;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('timestamptz')
  at: Date;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;
}
