import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A browser in which somebody has signed in before: its wrong passwords are counted apart from those of others. */
@Entity('known_device')
export class KnownDevice {
  @PrimaryColumn('text')
  hash: string;

  @Column('text', { name: 'person_id' })
  personId: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
