import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A student's time in a session that was live: from their first page that was connected to the loss of the last one. */
@Entity('attendance')
export class StayEntity {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'session_id' })
  sessionId: string;

  @Column('text', { name: 'student_id' })
  studentId: string;

  @Column('timestamptz', { name: 'from_at' })
  fromAt: Date;

  /** Stream time, ms. */
  @Column('double precision', { name: 'from_pts_ms' })
  fromPtsMs: number;

  /** null: they are there, or the process died. */
  @Column('timestamptz', { name: 'until_at', nullable: true })
  untilAt: Date | null;

  @Column('double precision', { name: 'until_pts_ms', nullable: true })
  untilPtsMs: number | null;

  /** How far behind the stream their screen was at most, ms; null: it was never told. */
  @Column('double precision', { name: 'longest_delay_ms', nullable: true })
  longestDelayMs: number | null;
}
