import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who joined one session by its link; the token's hash, never the token. */
@Entity('student')
export class Student {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'session_id' })
  sessionId: string;

  @Column('text')
  name: string;

  @Column('text')
  hash: string;

  @Column('timestamptz', { name: 'joined_at' })
  joinedAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
