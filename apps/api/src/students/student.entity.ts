import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who joined one session; the token's hash, never the token. */
@Entity('student')
export class Student {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'session_id' })
  sessionId: string;

  /** Whose account it is; null for a guest. */
  @Column('text', { name: 'person_id', nullable: true })
  personId: string | null;

  @Column('text')
  name: string;

  @Column('text')
  hash: string;

  @Column('timestamptz', { name: 'joined_at' })
  joinedAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
