import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Students whom the same teachers teach for a term. */
@Entity('class')
export class Class {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  name: string;

  /** As the school names it; may be empty. */
  @Column('text')
  term: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  /** No longer offered for sessions, and not on the homes of its students, since. */
  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt: Date | null;
}

/** A teacher of a class: a person, or a token. One of them owns it. */
@Entity('class_teacher')
export class ClassTeacher {
  @PrimaryColumn('text', { name: 'class_id' })
  classId: string;

  @PrimaryColumn('text', { name: 'teacher_id' })
  teacherId: string;

  @Column('boolean', { name: 'is_owner' })
  isOwner: boolean;
}

/** A student account on the roster of a class. */
@Entity('class_student')
export class ClassStudent {
  @PrimaryColumn('text', { name: 'class_id' })
  classId: string;

  @PrimaryColumn('text', { name: 'person_id' })
  personId: string;

  @Column('timestamptz', { name: 'added_at' })
  addedAt: Date;
}

/** A lesson that the students of a class may take alone. */
@Entity('class_lesson')
export class ClassLesson {
  @PrimaryColumn('text', { name: 'class_id' })
  classId: string;

  @PrimaryColumn('text', { name: 'lesson_id' })
  lessonId: string;

  @Column('timestamptz', { name: 'added_at' })
  addedAt: Date;
}
