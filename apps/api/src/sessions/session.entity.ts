import { Column, Entity, PrimaryColumn } from 'typeorm';
import { StoredRecordUnreadable } from '../stored/stored-record.js';
import {
  type Checkpoint,
  storedAccess,
  storedCheckpoint,
  storedLesson,
  storedSource,
  storedTeaching,
  type TaughtLesson,
} from './stored-session.js';
import type { TeachingRecord } from './teaching-record.js';
import type { Asking, CueMode, SessionAccess, SessionSource, SessionStatus } from '@lockstep/contracts';

const OPEN: SessionAccess = { private: false, origins: [], maxViewers: null };

@Entity('session')
export class Session {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  title: string;

  /** Of the lesson that it was made of, which may be gone. */
  @Column('text', { name: 'lesson_id' })
  lessonId: string;

  /** The published version that is taught; null for lessons that have none. */
  @Column('integer', { name: 'lesson_version', nullable: true })
  lessonVersion: number | null;

  /** Id of the staff token that made it; null for what a server made itself, or before it was noted. */
  @Column('text', { name: 'owner_id', nullable: true })
  ownerId: string | null;

  /** The class that it is for; null: nobody's in particular. */
  @Column('text', { name: 'class_id', nullable: true })
  classId: string | null;

  /** What anyone may type to join it; null where it is of one student alone. */
  @Column('text', { name: 'join_code', nullable: true })
  joinCode: string | null;

  @Column('jsonb', { name: 'lesson' })
  storedLesson: object;

  @Column('jsonb', { name: 'source' })
  storedSource: SessionSource;

  @Column('text', { name: 'cue_mode' })
  cueMode: CueMode;

  /** Whether what is live is kept. */
  @Column('boolean')
  recorded: boolean;

  /** Who may watch it; null: anyone who has the link. */
  @Column('jsonb', { name: 'access', nullable: true })
  storedAccess: object | null;

  /** Who answers what students ask. */
  @Column('text', { default: 'each' })
  asking: Asking;

  /** A legal hold: nothing of it can be deleted. */
  @Column('boolean', { default: false })
  held: boolean;

  /** Days after its end on which it is deleted, as its class or lesson said when it was made; null: as the server is set. */
  @Column('integer', { name: 'kept_days', nullable: true })
  keptDays: number | null;

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

  @Column('jsonb', { name: 'checkpoint', nullable: true })
  storedCheckpoint: object | null;

  /** Where the virtual teacher is; null in sessions that have none, and before it begins. */
  @Column('jsonb', { name: 'teaching', nullable: true })
  storedTeaching: object | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  /** @throws StoredRecordUnreadable */
  get source(): SessionSource {
    return storedSource.read(this.storedSource, this.id);
  }

  /** The lesson as it was when the session was made. @throws StoredRecordUnreadable */
  get lesson(): TaughtLesson {
    return storedLesson.read(this.storedLesson, this.id);
  }

  /** A record that cannot be read opens nothing. */
  get access(): SessionAccess {
    if (this.storedAccess === null) return OPEN;
    try {
      return storedAccess.read(this.storedAccess, this.id);
    } catch (error) {
      if (!(error instanceof StoredRecordUnreadable)) throw error;
      return { ...OPEN, private: true };
    }
  }

  /** @throws StoredRecordUnreadable */
  get checkpoint(): Checkpoint | null {
    return this.storedCheckpoint && storedCheckpoint.read(this.storedCheckpoint, this.id);
  }

  /** @throws StoredRecordUnreadable */
  get teaching(): TeachingRecord | null {
    return this.storedTeaching && storedTeaching.read(this.storedTeaching, this.id);
  }
}
