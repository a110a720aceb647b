import { type CompileStatus, ScriptProblem } from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { StoredList } from '../../stored/stored-record.js';
import { type CompiledRecord, storedCompiled } from './compiled-record.js';

const storedProblems = new StoredList<ScriptProblem>('problems', ScriptProblem);

@Entity('compile_job')
export class CompileJob {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'lesson_id' })
  lessonId: string;

  /** null: of the draft. */
  @Column('integer', { nullable: true })
  version: number | null;

  /** Which revisions of script and files it is of: two jobs with one key make the same. */
  @Column('text', { name: 'draft_key' })
  draftKey: string;

  @Column('text')
  status: CompileStatus;

  /** The larger the sooner. */
  @Column('integer')
  urgency: number;

  /** Slides drawn so far; older servers write jobs without it. */
  @Column('integer', { name: 'slides_drawn', default: 0 })
  slidesDrawn: number;

  /** null until the deck has been read, and without slides. */
  @Column('integer', { name: 'slides_total', nullable: true })
  slidesTotal: number | null;

  /** Clips made so far. */
  @Column('integer')
  done: number;

  @Column('integer', { nullable: true })
  total: number | null;

  /** Clips that were there already. */
  @Column('integer')
  reused: number;

  @Column('jsonb', { name: 'problems' })
  storedProblems: ScriptProblem[];

  @Column('jsonb', { name: 'compiled', nullable: true })
  storedCompiled: object | null;

  /** How often it was begun; a server that is stopped takes its beginning back. */
  @Column('integer')
  starts: number;

  /** The process that is at it, or was. */
  @Column('text', { nullable: true })
  node: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt: Date | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;

  /** @throws StoredRecordUnreadable */
  get problems(): readonly ScriptProblem[] {
    return storedProblems.read(this.storedProblems, `compile job ${this.id}`);
  }

  /** @throws StoredRecordUnreadable */
  get compiled(): CompiledRecord | null {
    return this.storedCompiled && storedCompiled.read(this.storedCompiled, `compile job ${this.id}`);
  }
}
