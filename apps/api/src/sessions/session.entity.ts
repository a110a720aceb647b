import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TeachingRecord } from './teaching-record.js';
import type { Cue, CueMode, LessonState, Question, SessionSource, SessionStatus } from '@lockstep/contracts';

/** The lesson as it was when the session was made: later changes of the lesson do not reach it. */
export type TaughtLesson = {
  readonly id: string;
  /** The published version; absent for lessons that have none. */
  readonly version?: number;
  readonly title: string;
  readonly language: string;
  readonly questions: readonly Question[];
  readonly cues: readonly Cue[];
  readonly deck: { readonly id: string; readonly slideCount: number } | null;
};

/** State after the event `seq`, so that a restart need not replay the whole ledger. */
export type Checkpoint = { readonly seq: number; readonly state: LessonState };

@Entity('session')
export class Session {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  title: string;

  @Column('jsonb')
  lesson: TaughtLesson;

  @Column('jsonb')
  source: SessionSource;

  @Column('text', { name: 'cue_mode' })
  cueMode: CueMode;

  @Column('text')
  status: SessionStatus;

  /** How often the lesson has started in this session; part of what makes a cue happen once only. */
  @Column('integer')
  iteration: number;

  /** Stream time at which the lesson started last; null before its first frame. */
  @Column('double precision', { name: 'origin_pts_ms', nullable: true })
  originPtsMs: number | null;

  /** How far the stream's timeline had come when it was last noted, at most about a second ago. */
  @Column('double precision', { name: 'position_pts_ms' })
  positionPtsMs: number;

  /** Number of the next access unit at that moment. */
  @Column('double precision', { name: 'position_frame' })
  positionFrame: number;

  @Column('jsonb', { nullable: true })
  checkpoint: Checkpoint | null;

  /** Where the virtual teacher is; null in sessions that have none, and before it begins. */
  @Column('jsonb', { nullable: true })
  teaching: TeachingRecord | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;
}
