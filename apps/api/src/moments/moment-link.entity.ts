import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A link with which anyone watches a recording from a moment on, until it expires or is revoked. */
@Entity('moment_link')
export class MomentLink {
  /** Unguessable: anyone who knows it may watch. */
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'session_id' })
  sessionId: string;

  /** Stream time, ms. */
  @Column('double precision', { name: 'pts_ms' })
  ptsMs: number;

  /** Id of the staff token. */
  @Column('text', { name: 'author_id' })
  authorId: string;

  /** As it was then. */
  @Column('text', { name: 'author_name' })
  authorName: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;
}
