import type { DataSource } from 'typeorm';
import { run, type Statement } from '../database/statement.js';
import type { Student } from './student.entity.js';

const INSERT: Statement = {
  name: 'student-insert',
  text: `INSERT INTO student (id, session_id, person_id, name, hash, joined_at, expires_at)
    SELECT id, "sessionId", "personId", name, hash, "joinedAt", "expiresAt"
    FROM json_to_recordset($1) AS given (id text, "sessionId" text, "personId" text, name text, hash text,
      "joinedAt" timestamptz, "expiresAt" timestamptz)
    ON CONFLICT (person_id, session_id) WHERE person_id IS NOT NULL DO NOTHING RETURNING id`,
};

/** @returns for each whether it was stored; not where the person is a student of the session already */
export async function insertStudents(dataSource: DataSource, rows: readonly Student[]): Promise<boolean[]> {
  const stored = await run<{ id: string }>(dataSource, INSERT, [JSON.stringify(rows)]);
  const ids = new Set(stored.map(({ id }) => id));
  return rows.map(({ id }) => ids.has(id));
}

/** A student, and how many openings of questions they have answered. */
export type RosterRow = Pick<Student, 'id' | 'sessionId' | 'name' | 'joinedAt'> & {
  readonly answers: number;
};

const ROSTER: Statement = {
  name: 'student-roster',
  text: `SELECT id, session_id AS "sessionId", name, joined_at AS "joinedAt",
      (SELECT count(DISTINCT opened_seq)::int FROM answer WHERE student_id = student.id) AS answers
    FROM student WHERE id = ANY($1::text[])`,
};

/** @returns for each id its row; undefined for somebody who is not there */
export async function rosterRows(
  dataSource: DataSource,
  ids: readonly string[],
): Promise<(RosterRow | undefined)[]> {
  const rows = await run<RosterRow>(dataSource, ROSTER, [[...new Set(ids)]]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id));
}

export type Bearer = Pick<Student, 'id' | 'name' | 'sessionId' | 'hash'>;

const BEARERS: Statement = {
  name: 'student-bearer',
  text: `SELECT id, name, session_id AS "sessionId", hash FROM student
      WHERE hash = ANY($1::text[]) AND expires_at > $2
    UNION ALL
    SELECT student.id, name, session_id, token.hash FROM student_token token JOIN student ON student.id = student_id
      WHERE token.hash = ANY($1::text[]) AND token.expires_at > $2`,
};

/** @returns for each hash of a token whose it is; undefined for one that is not known, or expired */
export async function bearers(
  dataSource: DataSource,
  hashes: readonly string[],
): Promise<(Bearer | undefined)[]> {
  const rows = await run<Bearer>(dataSource, BEARERS, [hashes, new Date()]);
  const byHash = new Map(rows.map((row) => [row.hash, row]));
  return hashes.map((hash) => byHash.get(hash));
}
