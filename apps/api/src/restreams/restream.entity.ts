import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Another server to which a session is published; without a session, every one that is not private. */
@Entity('restream')
export class RestreamRow {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'session_id', nullable: true })
  sessionId: string | null;

  @Column('text')
  name: string;

  @Column('text')
  address: string;

  /** Secret at the other server; kept in clear, because publishing needs it. */
  @Column('text')
  key: string;

  @Column('boolean')
  enabled: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
