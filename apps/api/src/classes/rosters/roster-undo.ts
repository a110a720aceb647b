import type { RosterAct, RosterCounts, RosterStayReason } from '@lockstep/contracts';
import type { EntityManager } from 'typeorm';

export type Stay = {
  readonly act: RosterAct;
  readonly class: string | null;
  readonly name: string | null;
  readonly reason: RosterStayReason;
};

/** Of one import; each statement counts what it took back. */
const ITEM = (act: RosterAct) =>
  `roster_import_item item JOIN roster_import imported ON imported.id = item.import_id AND imported.id = $1 AND item.act = '${act}'`;
const counted = (statement: string) =>
  `WITH done AS (${statement} RETURNING 1) SELECT count(*)::int AS count FROM done`;

/** In this order: a class or an account goes when nobody and nothing is in it any more. */
const steps: readonly (readonly [keyof RosterCounts, string])[] = [
  [
    'studentsAdded',
    `DELETE FROM class_student seat USING ${ITEM('student-added')}
      WHERE seat.class_id = item.class_id AND seat.person_id = item.person_id AND seat.added_at = imported.at
        AND NOT EXISTS (SELECT 1 FROM student JOIN session ON session.id = student.session_id
          WHERE student.person_id = seat.person_id AND session.class_id = seat.class_id)`,
  ],
  [
    'studentsRemoved',
    `INSERT INTO class_student (class_id, person_id, added_at)
      SELECT class.id, person.id, imported.at FROM ${ITEM('student-removed')}
        JOIN class ON class.id = item.class_id JOIN person ON person.id = item.person_id ON CONFLICT DO NOTHING`,
  ],
  [
    'teachersAdded',
    `DELETE FROM class_teacher seat USING ${ITEM('teacher-added')}
      WHERE seat.class_id = item.class_id AND seat.teacher_id = item.person_id AND NOT seat.is_owner`,
  ],
  [
    'accountsRenamed',
    `UPDATE person SET name = item.before FROM ${ITEM('account-renamed')}
      WHERE person.id = item.person_id AND person.name = item.after`,
  ],
  [
    'classesCreated',
    `DELETE FROM class USING ${ITEM('class-created')} WHERE class.id = item.class_id
      AND NOT EXISTS (SELECT 1 FROM class_student WHERE class_id = class.id)
      AND NOT EXISTS (SELECT 1 FROM class_lesson WHERE class_id = class.id)
      AND NOT EXISTS (SELECT 1 FROM class_teacher WHERE class_id = class.id AND NOT is_owner)
      AND NOT EXISTS (SELECT 1 FROM session WHERE class_id = class.id)`,
  ],
  [
    'accountsCreated',
    `DELETE FROM person USING ${ITEM('account-created')}
      WHERE person.id = item.person_id AND person.role = 'student' AND person.password_hash IS NULL
      AND NOT EXISTS (SELECT 1 FROM class_student WHERE person_id = person.id)
      AND NOT EXISTS (SELECT 1 FROM sign_in WHERE person_id = person.id)
      AND NOT EXISTS (SELECT 1 FROM student WHERE person_id = person.id)`,
  ],
];

const STAYS = `SELECT item.act, class.name AS class, person.name,
    CASE WHEN item.act = 'account-created' AND person.password_hash IS NOT NULL THEN 'has-signed-in'
      WHEN item.act = 'account-renamed' OR item.act = 'student-added' AND seat.added_at <> imported.at THEN 'changed-since'
      ELSE 'in-use' END AS reason
  FROM roster_import_item item JOIN roster_import imported ON imported.id = item.import_id
  LEFT JOIN class ON class.id = item.class_id
  LEFT JOIN person ON person.id = item.person_id
  LEFT JOIN class_student seat ON seat.class_id = item.class_id AND seat.person_id = item.person_id
  LEFT JOIN class_teacher teaching ON teaching.class_id = item.class_id AND teaching.teacher_id = item.person_id
  WHERE item.import_id = $1 AND CASE item.act
      WHEN 'class-created' THEN class.id IS NOT NULL
      WHEN 'account-created' THEN person.id IS NOT NULL
      WHEN 'account-renamed' THEN person.id IS NOT NULL AND person.name <> item.before
      WHEN 'student-added' THEN seat.class_id IS NOT NULL
      WHEN 'teacher-added' THEN teaching.class_id IS NOT NULL
      ELSE false END
  ORDER BY item.position`;

/**
 * Takes back what an import did, as far as nothing depends on it.
 *
 * @param manager of a transaction
 */
export async function undoRoster(
  manager: EntityManager,
  importId: string,
): Promise<{ counts: RosterCounts; stays: Stay[] }> {
  const counts: Record<string, number> = {};
  for (const [name, statement] of steps) {
    const [row] = await manager.query<{ count: number }[]>(counted(statement), [importId]);
    counts[name] = row?.count ?? 0;
  }
  const stays = await manager.query<Stay[]>(STAYS, [importId]);
  return { counts: counts as RosterCounts, stays };
}
