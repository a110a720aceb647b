import type { SharedLevel } from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one colleague may do with a lesson of another. */
@Entity('lesson_share')
export class LessonShare {
  @PrimaryColumn('text', { name: 'lesson_id' })
  lessonId: string;

  /** A person of staff. */
  @PrimaryColumn('text', { name: 'colleague_id' })
  colleagueId: string;

  @Column('text')
  level: SharedLevel;
}
