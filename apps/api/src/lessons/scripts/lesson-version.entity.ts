import type { LessonAsset, LessonScript } from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CompiledRecord } from '../compiles/compiled-record.js';

/** A published version. Only `compiled` comes later, once. */
@Entity('lesson_version')
export class LessonVersion {
  @PrimaryColumn('text', { name: 'lesson_id' })
  lessonId: string;

  @PrimaryColumn('integer')
  version: number;

  @Column('text')
  title: string;

  @Column('text')
  language: string;

  @Column('text')
  note: string;

  /** As its author wrote it. */
  @Column('text')
  text: string;

  @Column('jsonb')
  script: LessonScript;

  @Column('jsonb')
  files: LessonAsset[];

  /** Revisions of the draft that it was made of. */
  @Column('integer', { name: 'script_revision' })
  scriptRevision: number;

  @Column('integer', { name: 'files_revision' })
  filesRevision: number;

  /** null until its clips are made. */
  @Column('jsonb', { nullable: true })
  compiled: CompiledRecord | null;

  /** Id of the staff token that made it; null for what a server made itself, or before it was noted. */
  @Column('text', { name: 'owner_id', nullable: true })
  ownerId: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
