import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Cue, type LessonKind, type LessonLevel, Question } from '@lockstep/contracts';
import { StoredList } from '../stored/stored-record.js';

const storedQuestions = new StoredList<Question>('questions', Question);
const storedCues = new StoredList<Cue>('cues', Cue);

@Entity('lesson')
export class Lesson {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  kind: LessonKind;

  /** Which shipped lesson it was made of: it is made once. */
  @Column('text', { nullable: true })
  origin: string | null;

  @Column('text')
  title: string;

  @Column('text')
  language: string;

  @Column('jsonb', { name: 'questions' })
  storedQuestions: readonly Question[];

  /** Sorted by time. */
  @Column('jsonb', { name: 'cues' })
  storedCues: readonly Cue[];

  @Column('text', { name: 'deck_id', nullable: true })
  deckId: string | null;

  /** The draft of a lesson that is written as text. */
  @Column('text', { nullable: true })
  script: string | null;

  /** Goes up with every save of the text. */
  @Column('integer', { name: 'script_revision' })
  scriptRevision: number;

  /** Goes up with every change of the files. */
  @Column('integer', { name: 'files_revision' })
  filesRevision: number;

  /** Id of the person or staff token that made it; null for what a server made itself, or before it was noted. */
  @Column('text', { name: 'owner_id', nullable: true })
  ownerId: string | null;

  /** What all colleagues may do; null: it belongs to the school, and everybody may do everything. */
  @Column('text', { nullable: true })
  everyone: Exclude<LessonLevel, 'own'> | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;

  /** @throws StoredRecordUnreadable */
  get questions(): readonly Question[] {
    return storedQuestions.read(this.storedQuestions, `lesson ${this.id}`);
  }

  /** @throws StoredRecordUnreadable */
  get cues(): readonly Cue[] {
    return storedCues.read(this.storedCues, `lesson ${this.id}`);
  }
}
