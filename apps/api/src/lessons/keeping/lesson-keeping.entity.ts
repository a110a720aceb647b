import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an author wants kept of the sessions of a lesson. A lesson without a row: as the server is set. */
@Entity('lesson_keeping')
export class LessonKeepingRow {
  @PrimaryColumn('text', { name: 'lesson_id' })
  lessonId: string;

  @Column('boolean', { nullable: true })
  recorded: boolean | null;

  @Column('integer', { name: 'kept_days', nullable: true })
  keptDays: number | null;
}
