import { LessonAsset, LessonScript } from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { StoredList, StoredRecord } from '../../stored/stored-record.js';
import { type CompiledRecord, storedCompiled } from '../compiles/compiled-record.js';

export const storedScript = new StoredRecord<LessonScript>({
  name: 'script',
  version: 1,
  schema: LessonScript,
});
const storedFiles = new StoredList<LessonAsset>('files', LessonAsset);

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

  @Column('jsonb', { name: 'script' })
  storedScript: object;

  @Column('jsonb', { name: 'files' })
  storedFiles: LessonAsset[];

  /** Revisions of the draft that it was made of. */
  @Column('integer', { name: 'script_revision' })
  scriptRevision: number;

  @Column('integer', { name: 'files_revision' })
  filesRevision: number;

  /** null until its clips are made. */
  @Column('jsonb', { name: 'compiled', nullable: true })
  storedCompiled: object | null;

  /** Id of the staff token that made it; null for what a server made itself, or before it was noted. */
  @Column('text', { name: 'owner_id', nullable: true })
  ownerId: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  /** @throws StoredRecordUnreadable */
  get script(): LessonScript {
    return storedScript.read(this.storedScript, this.#name);
  }

  /** @throws StoredRecordUnreadable */
  get files(): readonly LessonAsset[] {
    return storedFiles.read(this.storedFiles, this.#name);
  }

  /** @throws StoredRecordUnreadable */
  get compiled(): CompiledRecord | null {
    return this.storedCompiled && storedCompiled.read(this.storedCompiled, this.#name);
  }

  get #name(): string {
    return `version ${String(this.version)} of lesson ${this.lessonId}`;
  }
}
