import * as z from 'zod';
import { Id } from './id.js';
import { PageQuery } from './paging.js';
import { Email, PersonName } from './people.js';
import { VisibleName } from './visible-name.js';

const ClassName = VisibleName.max(100);
const Term = z
  .string()
  .trim()
  .max(60)
  .describe('As the school names it, such as "Autumn 2026"; may be empty.');

/** POST /api/classes */
export const ClassDraft = z
  .strictObject({ name: ClassName, term: Term.default('') })
  .meta({ id: 'ClassDraft' });
export type ClassDraft = z.infer<typeof ClassDraft>;
export type ClassDraftInput = z.input<typeof ClassDraft>;

/** PATCH /api/classes/{id}: what is absent stays as it is. */
export const ClassChange = z
  .strictObject({
    name: ClassName.exactOptional(),
    term: Term.exactOptional(),
    archived: z.boolean().exactOptional(),
  })
  .meta({ id: 'ClassChange' });
export type ClassChange = z.infer<typeof ClassChange>;

export const ClassTeacher = z
  .object({
    id: Id.describe('Of the person, or of the token that made the class.'),
    name: z.string(),
    owner: z.boolean(),
  })
  .meta({ id: 'ClassTeacher' });
export type ClassTeacher = z.infer<typeof ClassTeacher>;

/** Students whom the same teachers teach for a term. */
export const Class = z
  .object({
    id: Id,
    name: z.string(),
    term: z.string(),
    archived: z.boolean().describe('Not offered for new sessions, and not on the homes of its students.'),
    teachers: z.array(ClassTeacher).describe('The owner first.'),
    students: z.int().describe('How many are on its roster.'),
    lessonIds: z.array(Id).describe('The lessons that its students find at home, to take alone.'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Class' });
export type Class = z.infer<typeof Class>;

/** GET /api/classes */
export const ClassQuery = PageQuery.extend({
  archived: z.enum(['true', 'false']).default('false').describe('Whether the archived ones are listed.'),
});
export type ClassQuery = z.infer<typeof ClassQuery>;

/** POST /api/classes/{id}/students */
export const ClassStudentAdd = z
  .strictObject({
    email: Email,
    name: PersonName.exactOptional().describe(
      'For an account that does not exist yet; absent: made of the address.',
    ),
  })
  .meta({ id: 'ClassStudentAdd' });
export type ClassStudentAdd = z.infer<typeof ClassStudentAdd>;

/** A student account on the roster of a class. */
export const ClassStudent = z
  .object({
    id: Id.describe('Of the person.'),
    name: z.string(),
    email: z.string(),
    active: z.boolean().describe('Whether they have chosen a password, and so can sign in.'),
    addedAt: z.iso.datetime(),
  })
  .meta({ id: 'ClassStudent' });
export type ClassStudent = z.infer<typeof ClassStudent>;

/** POST /api/classes/{id}/teachers */
export const ClassTeacherAdd = z.strictObject({ email: Email }).meta({ id: 'ClassTeacherAdd' });
export type ClassTeacherAdd = z.infer<typeof ClassTeacherAdd>;
