import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A lesson that anybody with its link may take alone. */
@Entity('self_paced_lesson')
export class SelfPacedLesson {
  @PrimaryColumn('text', { name: 'lesson_id' })
  lessonId: string;

  @Column('timestamptz', { name: 'enabled_at' })
  enabledAt: Date;
}
