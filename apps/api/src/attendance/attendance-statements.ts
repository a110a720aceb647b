import type { DataSource } from 'typeorm';
import { run, type Statement } from '../database/statement.js';

/** A student's time in a session that is live. */
export type StayRow = {
  readonly id: string;
  readonly sessionId: string;
  readonly studentId: string;
  readonly fromAt: Date;
  readonly fromPtsMs: number;
};

/** What a student who was deleted meanwhile leaves is left out. */
const BEGIN: Statement = {
  name: 'attendance-begin',
  text: `INSERT INTO attendance (id, session_id, student_id, from_at, from_pts_ms)
    SELECT given.id, "sessionId", "studentId", "fromAt", "fromPtsMs"
    FROM json_to_recordset($1) AS given (id text, "sessionId" text, "studentId" text, "fromAt" timestamptz,
      "fromPtsMs" double precision)
    JOIN student ON student.id = "studentId"
    ON CONFLICT DO NOTHING`,
};

export async function beginStays(dataSource: DataSource, rows: readonly StayRow[]): Promise<void[]> {
  await run(dataSource, BEGIN, [JSON.stringify(rows)]);
  return rows.map(() => undefined);
}

export type StayEnd = {
  readonly id: string;
  readonly untilAt: Date;
  readonly untilPtsMs: number;
  readonly longestDelayMs: number | null;
};

const END: Statement = {
  name: 'attendance-end',
  text: `UPDATE attendance SET until_at = given."untilAt", longest_delay_ms = given."longestDelayMs",
      until_pts_ms = GREATEST(from_pts_ms, given."untilPtsMs")
    FROM json_to_recordset($1) AS given (id text, "untilAt" timestamptz, "untilPtsMs" double precision,
      "longestDelayMs" double precision)
    WHERE attendance.id = given.id AND until_at IS NULL`,
};

export async function endStays(dataSource: DataSource, ends: readonly StayEnd[]): Promise<void[]> {
  await run(dataSource, END, [JSON.stringify(ends)]);
  return ends.map(() => undefined);
}

/** Where a process died, a stay ends when the next one of its student begins, and with its session at the latest. */
const OF_SESSION: Statement = {
  name: 'attendance-of-session',
  text: `SELECT student.id AS "studentId", student.name, from_at AS "fromAt", from_pts_ms AS "fromPtsMs",
      COALESCE(until_at, lead(from_at) OVER own, session.ended_at) AS "untilAt",
      COALESCE(until_pts_ms, lead(from_pts_ms) OVER own,
        CASE WHEN session.status = 'ended' THEN GREATEST(from_pts_ms, session.position_pts_ms) END) AS "untilPtsMs",
      longest_delay_ms AS "longestDelayMs"
    FROM student JOIN session ON session.id = student.session_id
    LEFT JOIN attendance ON attendance.student_id = student.id
    WHERE student.session_id = $1
    WINDOW own AS (PARTITION BY student.id ORDER BY from_at, attendance.id)
    ORDER BY student.joined_at, student.id, from_at, attendance.id`,
};

export type StayOfStudent = {
  readonly studentId: string;
  readonly name: string;
  /** null: they were never connected while it was live. */
  readonly fromAt: Date | null;
  readonly fromPtsMs: number;
  readonly untilAt: Date | null;
  readonly untilPtsMs: number | null;
  readonly longestDelayMs: number | null;
};

export const staysOf = (dataSource: DataSource, sessionId: string): Promise<StayOfStudent[]> =>
  run<StayOfStudent>(dataSource, OF_SESSION, [sessionId]);
