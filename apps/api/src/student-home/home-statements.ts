import type { OwnResult } from '@lockstep/contracts';
import type { DataSource } from 'typeorm';
import { run, type Statement } from '../database/statement.js';
import { STANDING, VERDICT } from '../review/review-statements.js';

/** Sessions that have ended and are shown. */
const MOST_ENDED = 50;

export type HomeRow = {
  readonly id: string;
  readonly classId: string | null;
  readonly className: string | null;
  /** As whom the person was there. */
  readonly studentId: string | null;
};

/** Of the classes of a person, and where they were themselves; those that have ended only so far back. */
const SESSIONS: Statement = {
  name: 'home-sessions',
  text: `WITH own AS (
      SELECT session.id, session.status, session.created_at, session.ended_at, class.id AS "classId",
        class.name AS "className", student.id AS "studentId"
      FROM session
      LEFT JOIN student ON student.session_id = session.id AND student.person_id = $1
      LEFT JOIN class ON class.id = session.class_id AND class.archived_at IS NULL
        AND EXISTS (SELECT 1 FROM class_student WHERE class_id = class.id AND person_id = $1)
      WHERE class.id IS NOT NULL OR student.id IS NOT NULL
    )
    SELECT id, "classId", "className", "studentId" FROM (
      (SELECT * FROM own WHERE status <> 'ended')
      UNION ALL
      (SELECT * FROM own WHERE status = 'ended' ORDER BY ended_at DESC, id LIMIT ${String(MOST_ENDED)})
    ) shown
    ORDER BY ended_at DESC NULLS FIRST, created_at, id`,
};

export const homeSessions = (dataSource: DataSource, personId: string): Promise<HomeRow[]> =>
  run<HomeRow>(dataSource, SESSIONS, [personId]);

/** Each opening of a question counts once, by the last try at it. */
const RESULTS: Statement = {
  name: 'home-results',
  text: `SELECT student.id AS "studentId",
      (SELECT count(*)::int FROM ledger_event event WHERE event.session_id = student.session_id
        AND event.type = 'question.opened' AND event.aired_pts_ms IS NOT NULL) AS questions,
      given.answers, given."right", given.open
    FROM student CROSS JOIN LATERAL (
      SELECT count(*)::int AS answers, count(*) FILTER (WHERE verdict = 'right')::int AS "right",
        count(*) FILTER (WHERE verdict = 'not-reviewed')::int AS open
      FROM (
        SELECT DISTINCT ON (answer.opened_seq) ${VERDICT} AS verdict
        FROM answer ${STANDING} WHERE answer.student_id = student.id
        ORDER BY answer.opened_seq, answer.attempt DESC
      ) last
    ) given
    WHERE student.id = ANY($1::text[])`,
};

export const homeResults = (
  dataSource: DataSource,
  studentIds: readonly string[],
): Promise<(OwnResult & { readonly studentId: string })[]> => run(dataSource, RESULTS, [studentIds]);

const CLASSES: Statement = {
  name: 'home-classes',
  text: `SELECT id, name, term FROM class JOIN class_student ON class_id = id
    WHERE person_id = $1 AND archived_at IS NULL ORDER BY name, id`,
};

export const homeClasses = (
  dataSource: DataSource,
  personId: string,
): Promise<{ id: string; name: string; term: string }[]> => run(dataSource, CLASSES, [personId]);

/** A lesson of two classes is shown once. */
const LESSONS: Statement = {
  name: 'home-lessons',
  text: `SELECT DISTINCT ON (lesson.title, lesson.id) lesson.id AS "lessonId", lesson.title, class.name AS class
    FROM class_student
    JOIN class ON class.id = class_student.class_id AND class.archived_at IS NULL
    JOIN class_lesson ON class_lesson.class_id = class.id
    JOIN lesson ON lesson.id = class_lesson.lesson_id
    JOIN self_paced_lesson ON self_paced_lesson.lesson_id = lesson.id
    WHERE class_student.person_id = $1
    ORDER BY lesson.title, lesson.id, class.name`,
};

export const homeLessons = (
  dataSource: DataSource,
  personId: string,
): Promise<{ lessonId: string; title: string; class: string }[]> => run(dataSource, LESSONS, [personId]);
