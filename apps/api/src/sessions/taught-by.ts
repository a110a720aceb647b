import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Identity } from '../access/identity.js';

/**
 * Leaves sessions out of a list that belong to classes of others. An admin sees all.
 * @param classId of a session, as a column or property of the list's query
 */
export const taughtBy =
  (caller: Identity, classId = 'session.classId') =>
  (rows: SelectQueryBuilder<ObjectLiteral>): void => {
    if (caller.kind === 'staff' && caller.role === 'admin') return;
    rows.andWhere(
      `(${classId} IS NULL OR ${classId} IN (SELECT class_id FROM class_teacher WHERE teacher_id = :teacher))`,
      { teacher: caller.id },
    );
  };
