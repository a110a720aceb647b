import type { RecordingStatus } from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is kept of a session's stream. Its files are in a folder of its id. */
@Entity('recording')
export class Recording {
  /** Unguessable: anyone who knows it may watch. */
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'session_id' })
  sessionId: string;

  @Column('text')
  status: RecordingStatus;

  /** Why it could not be finished, for people. */
  @Column('text', { nullable: true })
  failure: string | null;

  /** Of what was live, left out because of the disk, ms. */
  @Column('double precision', { name: 'lost_ms', default: 0 })
  lostMs: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;
}
