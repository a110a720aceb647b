import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type LedgerEntry, Question } from '@lockstep/contracts';
import { StoredRecord } from '../stored/stored-record.js';

export const storedQuestion = new StoredRecord<Question>({
  name: 'question',
  version: 1,
  schema: Question,
});

/**
 * One event of a session: written before it may enter the stream, completed when it is in a frame. A row without
 * `airedPtsMs` is either waiting or, after a crash, of unknown fate; then it is stamped again with the same seq.
 */
@Entity('ledger_event')
export class LedgerEvent {
  @PrimaryColumn('text', { name: 'session_id' })
  sessionId: string;

  @PrimaryColumn('integer')
  seq: number;

  @Column('text')
  type: string;

  @Column('jsonb')
  event: object;

  /** The question that this event opens, right choices included: what the stream must not tell. */
  @Column('jsonb', { name: 'question', nullable: true })
  storedQuestion: object | null;

  @Column('text')
  origin: LedgerEntry['origin'];

  /** Names the cue and the turn of the lesson it belongs to, unique in the session: a cue happens once. */
  @Column('text', { name: 'cue_key', nullable: true })
  cueKey: string | null;

  @Column('double precision', { name: 'planned_pts_ms', nullable: true })
  plannedPtsMs: number | null;

  @Column('double precision', { name: 'aired_pts_ms', nullable: true })
  airedPtsMs: number | null;

  @Column('double precision', { nullable: true })
  frame: number | null;

  @Column('double precision', { name: 'wall_clock_ms', nullable: true })
  wallClockMs: number | null;

  @Column('boolean')
  repeated: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  /** @throws StoredRecordUnreadable */
  get question(): Question | null {
    const id = `event ${String(this.seq)} of session ${this.sessionId}`;
    return this.storedQuestion && storedQuestion.read(this.storedQuestion, id);
  }
}
