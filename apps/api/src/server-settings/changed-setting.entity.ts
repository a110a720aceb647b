import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A setting that was changed while the server ran: it holds instead of the environment. */
@Entity('changed_setting')
export class ChangedSetting {
  @PrimaryColumn('text')
  name: string;

  /** As an environment variable would say it. */
  @Column('text')
  value: string;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt: Date;
}
