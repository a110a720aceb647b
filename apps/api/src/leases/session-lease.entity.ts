import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which process carries a live session. A row is there while its session is live. */
@Entity('session_lease')
export class SessionLease {
  @PrimaryColumn('text', { name: 'session_id' })
  sessionId: string;

  /** Names the process; no two lives have the same name. */
  @Column('text')
  node: string;

  /** Where the process is reached. */
  @Column('text')
  url: string;

  /** Grows with each owner: what an owner before it still writes is not taken. */
  @Column('integer')
  epoch: number;

  /** From then on another process may take the session. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
