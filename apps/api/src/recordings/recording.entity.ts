import type { RecordingStatus } from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as z from 'zod';

/** From its first frame to behind its last one (stream times, ms), and its size. */
export type RecordingExtent = { readonly startMs: number; readonly endMs: number; readonly bytes: number };

const Extent = z.object({ startMs: z.number(), endMs: z.number(), bytes: z.number() });

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

  /** Path in the bucket; null: on the disk of this machine. */
  @Column('text', { name: 'bucket_path', nullable: true })
  bucketPath: string | null;

  /** What lists tell of it without asking the bucket: stream times (ms) and bytes. */
  @Column('jsonb', { name: 'bucket_facts', nullable: true })
  storedFacts: RecordingExtent | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  /** null: it is on the disk, or the column cannot be read; then the bucket knows. */
  get facts(): RecordingExtent | null {
    return Extent.safeParse(this.storedFacts).data ?? null;
  }
}
