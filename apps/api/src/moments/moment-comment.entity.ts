import type { MomentComment as Body } from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a teacher wrote about a moment of a session. */
@Entity('moment_comment')
export class MomentComment {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'session_id' })
  sessionId: string;

  /** Stream time, ms. */
  @Column('double precision', { name: 'pts_ms' })
  ptsMs: number;

  @Column('text')
  text: string;

  @Column('text')
  audience: Body['audience'];

  /** Id of the staff token. */
  @Column('text', { name: 'author_id' })
  authorId: string;

  /** As it was then. */
  @Column('text', { name: 'author_name' })
  authorName: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
