import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a school wants kept of the sessions of a class. A class without a row: as the lesson says. */
@Entity('class_keeping')
export class ClassKeepingRow {
  @PrimaryColumn('text', { name: 'class_id' })
  classId: string;

  @Column('boolean', { nullable: true })
  recorded: boolean | null;

  @Column('integer', { name: 'kept_days', nullable: true })
  keptDays: number | null;
}
