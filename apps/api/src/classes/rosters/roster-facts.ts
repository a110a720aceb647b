import type { EntityManager } from 'typeorm';
import type { Roster } from './reading/roster.js';
import type { Known, KnownClass, KnownPerson, Scope } from './roster-plan.js';

type ClassRow = Pick<KnownClass, 'id' | 'name' | 'term'> & { students: string[]; teachers: string[] };

/** Of one class, or of those that are not archived: who is in them, as far as a file may name them. */
const CLASSES = `SELECT id, name, term,
    ARRAY(SELECT person_id FROM class_student WHERE class_id = class.id) AS students,
    ARRAY(SELECT teacher_id FROM class_teacher WHERE class_id = class.id) AS teachers
  FROM class WHERE id = $1 OR $1::text IS NULL AND archived_at IS NULL AND lower(name) = ANY($2::text[])`;

const PEOPLE = `SELECT id, email, name, role FROM person WHERE email = ANY($1::text[])`;

/** What the school has of that which a roster names. */
export async function knownOf(manager: EntityManager, roster: Roster, scope: Scope): Promise<Known> {
  const names = new Set([
    ...roster.classes.map(({ name }) => name.toLowerCase()),
    ...roster.entries.flatMap(({ className }) => className?.toLowerCase() ?? []),
  ]);
  const emails = new Set(roster.entries.map(({ email }) => email));
  const classes = await manager.query<ClassRow[]>(CLASSES, [scope.classId, [...names]]);
  const people = await manager.query<(KnownPerson & { email: string })[]>(PEOPLE, [[...emails]]);
  return {
    classes: classes.map(({ students, teachers, ...one }) => ({
      ...{ ...one, studentIds: new Set(students), teacherIds: new Set(teachers) },
    })),
    people: new Map(people.map(({ email, ...person }) => [email, person])),
  };
}
