import { LessonLevel } from '@lockstep/contracts';
import type { Identity } from '../../access/identity.js';

/** Of whom a level is asked. */
export type Asking = { readonly id: string; readonly isAdmin: boolean };

export const askingOf = (caller: Identity): Asking => ({
  id: caller.id,
  isAdmin: caller.kind === 'staff' && caller.role === 'admin',
});

/**
 * What somebody may do with each lesson, as a number that grows with it. Teachers of a class see what its students may take alone.
 *
 * @param me of the parameters of the statement: the id of who asks
 * @param isAdmin of the parameters: whether they are an admin
 */
export const rankFor = (me: string, isAdmin: string): string => `CASE
  WHEN ${isAdmin}::boolean OR lesson.everyone IS NULL OR lesson.owner_id = ${me} THEN 4
  ELSE greatest(
    CASE lesson.everyone WHEN 'edit' THEN 3 WHEN 'copy' THEN 2 WHEN 'view' THEN 1 ELSE 0 END,
    (SELECT CASE level WHEN 'edit' THEN 3 WHEN 'copy' THEN 2 ELSE 1 END FROM lesson_share
      WHERE lesson_id = lesson.id AND colleague_id = ${me}),
    (SELECT 1 FROM class_lesson JOIN class_teacher USING (class_id)
      WHERE lesson_id = lesson.id AND teacher_id = ${me} LIMIT 1))
  END`;

export const levelOfRank = (rank: number): LessonLevel => LessonLevel.options[rank] ?? 'none';
