import type { ErasureOf, FoundStudent, SessionSource, SessionStatus } from '@lockstep/contracts';
import type { DataSource } from 'typeorm';
import type { Identity } from '../access/identity.js';
import { isOfOne } from './deletion.service.js';

/** Somebody in one session. */
export type Appearance = {
  readonly studentId: string;
  readonly personId: string | null;
  readonly name: string;
  readonly sessionId: string;
  readonly title: string;
  readonly at: Date;
  readonly status: SessionStatus;
  readonly held: boolean;
  /** The session is theirs alone. */
  readonly whole: boolean;
  /** The caller may teach the session. */
  readonly taught: boolean;
};

type Row = Omit<Appearance, 'whole'> & { readonly source: SessionSource };

/** $2: of the caller; null: an admin. */
const TAUGHT = `($2::text IS NULL OR session.class_id IS NULL
  OR session.class_id IN (SELECT class_id FROM class_teacher WHERE teacher_id = $2))`;
const FROM = `FROM student JOIN session ON session.id = student.session_id`;
const AT = `COALESCE(session.started_at, session.created_at)`;
const COLUMNS = `student.id AS "studentId", student.person_id AS "personId", student.name,
  session.id AS "sessionId", session.title, ${AT} AS at`;
const ALL = `SELECT ${COLUMNS}, session.status, session.held, session.source, ${TAUGHT} AS taught ${FROM}`;
const MOST_FOUND = 200;

export const teacherOf = (caller: Identity): string | null =>
  caller.kind === 'staff' && caller.role === 'admin' ? null : caller.id;

/** In whichever sessions they were, the newest first. */
export async function appearancesOf(
  dataSource: DataSource,
  of: ErasureOf,
  caller: Identity,
): Promise<Appearance[]> {
  const [where, id] =
    'personId' in of
      ? ['student.person_id = $1', of.personId]
      : ['student.id = ANY($1::text[])', of.studentIds];
  const rows = await dataSource.query<Row[]>(`${ALL} WHERE ${where} ORDER BY ${AT} DESC, student.id`, [
    id,
    teacherOf(caller),
  ]);
  return rows.map(({ source, ...row }) => ({ ...row, whole: isOfOne({ storedSource: source }) }));
}

/** By a part of the name, in sessions that the caller may teach. */
export async function findStudents(
  dataSource: DataSource,
  search: string,
  caller: Identity,
): Promise<FoundStudent[]> {
  const rows = await dataSource.query<Row[]>(
    `SELECT ${COLUMNS} ${FROM} WHERE student.name ILIKE $1 AND ${TAUGHT}
      ORDER BY ${AT} DESC, student.id LIMIT ${String(MOST_FOUND)}`,
    [`%${search.replace(/[\\%_]/g, '\\$&')}%`, teacherOf(caller)],
  );
  return rows.map(({ studentId, personId, name, sessionId, title, at }) => ({
    ...{ studentId, personId, name },
    session: { id: sessionId, title, at: at.toISOString() },
  }));
}
