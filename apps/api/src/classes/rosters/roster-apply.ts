import type { EntityManager } from 'typeorm';
import type { Identity } from '../../access/identity.js';
import { newId } from '../../access/secret.js';
import type { Known, PlannedAct } from './roster-plan.js';
import { RosterImportItem, RosterImportRow } from './roster-import.entity.js';

/** Rows that stand in one statement. */
const AT_ONCE = 2000;

const CLASSES = `INSERT INTO class (id, name, term, created_at, archived_at)
  SELECT id, name, term, $4, NULL FROM unnest($1::text[], $2::text[], $3::text[]) AS made (id, name, term)`;
const OWNERS = `INSERT INTO class_teacher (class_id, teacher_id, is_owner)
  SELECT class_id, teacher_id, is_owner FROM unnest($1::text[], $2::text[], $3::boolean[])
    AS made (class_id, teacher_id, is_owner) ON CONFLICT DO NOTHING`;
const PEOPLE = `INSERT INTO person (id, email, name, role, created_at)
  SELECT id, email, name, 'student', $4 FROM unnest($1::text[], $2::text[], $3::text[]) AS made (id, email, name)`;
const NAMES = `UPDATE person SET name = given.name
  FROM unnest($1::text[], $2::text[]) AS given (id, name) WHERE person.id = given.id`;
const STUDENTS = `INSERT INTO class_student (class_id, person_id, added_at)
  SELECT class_id, person_id, $3 FROM unnest($1::text[], $2::text[]) AS added (class_id, person_id)
  ON CONFLICT DO NOTHING`;
const LEAVING = `DELETE FROM class_student USING unnest($1::text[], $2::text[]) AS gone (class_id, person_id)
  WHERE class_student.class_id = gone.class_id AND class_student.person_id = gone.person_id`;

type Done = Pick<RosterImportItem, 'act' | 'classId' | 'personId' | 'before' | 'after'> & {
  readonly planned: PlannedAct;
};

/**
 * Does what a plan says, and keeps what it did.
 *
 * @param manager of a transaction
 * @returns the id of the import
 */
export async function applyRoster(
  manager: EntityManager,
  {
    acts,
    known,
    classId,
    by,
  }: { acts: readonly PlannedAct[]; known: Known; classId: string | null; by: Identity },
): Promise<string> {
  const at = new Date();
  const done = withIds(acts, known);
  const of = (...wanted: PlannedAct['act'][]) => done.filter(({ act }) => wanted.includes(act));
  const run = (sql: string, columns: readonly unknown[], ...more: unknown[]) =>
    manager.query(sql, [...columns, ...more]);
  const made = of('class-created');
  const owned = new Set(
    of('teacher-added').flatMap(({ classId: id, planned }) => (planned.isOwner ? id : [])),
  );
  const people = of('account-created');
  const renamed = of('account-renamed');
  await run(
    CLASSES,
    columnsOf(made, (one) => [one.classId, one.planned.class?.name, one.planned.class?.term], 3),
    at,
  );
  await run(
    PEOPLE,
    columnsOf(people, (one) => [one.personId, one.planned.email, one.after], 3),
    at,
  );
  await run(
    NAMES,
    columnsOf(renamed, (one) => [one.personId, one.after], 2),
  );
  const teachers = [
    ...of('teacher-added').map((one) => [one.classId, one.personId, one.planned.isOwner]),
    ...made.filter((one) => !owned.has(one.classId)).map((one) => [one.classId, by.id, true]),
  ];
  await run(
    OWNERS,
    columnsOf(teachers, (one) => one, 3),
  );
  await run(
    STUDENTS,
    columnsOf(of('student-added'), (one) => [one.classId, one.personId], 2),
    at,
  );
  await run(
    LEAVING,
    columnsOf(of('student-removed'), (one) => [one.classId, one.personId], 2),
  );
  return keep(manager, done, { at, byId: by.id, classId });
}

/** What was done, for its undo. */
async function keep(
  manager: EntityManager,
  done: readonly Done[],
  row: Pick<RosterImportRow, 'at' | 'byId' | 'classId'>,
): Promise<string> {
  const id = newId();
  await manager.insert(RosterImportRow, { ...row, id, undoneAt: null });
  const items = done.map(({ act, classId, personId, before, after }, position) => ({
    ...{ importId: id, position, act, classId, personId, before, after },
  }));
  for (let from = 0; from < items.length; from += AT_ONCE)
    await manager.insert(RosterImportItem, items.slice(from, from + AT_ONCE));
  return id;
}

/** Gives ids to the classes and accounts that are made. */
function withIds(acts: readonly PlannedAct[], { people }: Known): Done[] {
  const classes = new Map<number, string>();
  const persons = new Map<string, string>();
  const idOf = <Key>(ids: Map<Key, string>, key: Key): string => {
    const id = ids.get(key) ?? newId();
    ids.set(key, id);
    return id;
  };
  const classIdOf = ({ class: one }: PlannedAct): string | null => {
    if (one === null) return null;
    return 'id' in one ? one.id : idOf(classes, one.made);
  };
  return acts.map((planned) => {
    const { act, email, before, name } = planned;
    const isNamed = act === 'account-created' || act === 'account-renamed';
    return {
      ...{ planned, act, classId: classIdOf(planned), before, after: isNamed ? name : null },
      personId: email === null ? null : (people.get(email)?.id ?? idOf(persons, email)),
    };
  });
}

/** The columns of rows: PostgreSQL takes one array each. */
const columnsOf = <T>(
  rows: readonly T[],
  cells: (row: T) => readonly unknown[],
  width: number,
): unknown[][] => Array.from({ length: width }, (_, i) => rows.map((row) => cells(row)[i]));
