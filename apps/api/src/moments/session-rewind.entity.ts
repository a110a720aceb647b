import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often those who watched the recording of a session went back to one part of it; nobody is named. */
@Entity('session_rewind')
export class SessionRewind {
  @PrimaryColumn('text', { name: 'session_id' })
  sessionId: string;

  /** Which part: the stream time at which it begins, divided by its length. */
  @PrimaryColumn('integer')
  bucket: number;

  @Column('integer')
  count: number;
}
