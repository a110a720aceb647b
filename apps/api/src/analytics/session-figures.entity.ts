import { SessionFigures } from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { StoredRecord } from '../stored/stored-record.js';

export const storedFigures = new StoredRecord<SessionFigures>({
  name: 'figures',
  version: 1,
  schema: SessionFigures,
});

/** What a session comes to, counted once. Everything here follows from other tables and may be deleted at any time. */
@Entity('session_figures')
export class SessionFiguresRow {
  @PrimaryColumn('text', { name: 'session_id' })
  sessionId: string;

  /** What it was counted from; where that is another now, it is counted again. */
  @Column('text')
  basis: string;

  @Column('jsonb', { name: 'figures' })
  storedFigures: object;

  /** @throws StoredRecordUnreadable */
  get figures(): SessionFigures {
    return storedFigures.read(this.storedFigures, `session ${this.sessionId}`);
  }
}
