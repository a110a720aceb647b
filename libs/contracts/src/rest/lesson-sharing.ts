import * as z from 'zod';
import { Id } from './id.js';
import { Email } from './people.js';

/** What a colleague may do with a lesson; each includes those before it. */
export const LessonLevel = z
  .enum(['none', 'view', 'copy', 'edit', 'own'])
  .describe(
    'view: look at it and teach it. copy: also save and copy it. edit: also change and publish it. own: also share and delete it.',
  )
  .meta({ id: 'LessonLevel' });
export type LessonLevel = z.infer<typeof LessonLevel>;

/** What can be given to colleagues. */
export const SharedLevel = LessonLevel.extract(['view', 'copy', 'edit']);
export type SharedLevel = z.infer<typeof SharedLevel>;

/** What all colleagues may do. */
export const EveryoneLevel = LessonLevel.describe(
  'own: it belongs to the school, and every author may do everything with it, as with all lessons that nobody has made their own.',
);
export type EveryoneLevel = z.infer<typeof EveryoneLevel>;

/** GET /api/lessons/{id}/sharing */
export const LessonSharing = z
  .object({
    owner: z
      .object({ id: Id, name: z.string().nullable() })
      .nullable()
      .describe('A person, or a token of the school; null where nobody is known.'),
    everyone: EveryoneLevel,
    people: z
      .array(z.object({ id: Id, name: z.string(), email: z.string(), level: SharedLevel }))
      .describe('By name; empty for those who may not share it.'),
    mine: LessonLevel.describe('What the caller may do.'),
    mayShare: z.boolean(),
  })
  .meta({ id: 'LessonSharing' });
export type LessonSharing = z.infer<typeof LessonSharing>;

/** PUT /api/lessons/{id}/sharing: who is not named has what everyone has. */
export const LessonSharingChange = z
  .strictObject({
    everyone: EveryoneLevel,
    people: z.array(z.strictObject({ email: Email, level: SharedLevel })).max(200),
  })
  .meta({ id: 'LessonSharingChange' });
export type LessonSharingChange = z.infer<typeof LessonSharingChange>;

/** POST /api/lessons/{id}/copies */
export const LessonCopy = z
  .object({ id: Id, kind: z.enum(['slides', 'script']), title: z.string() })
  .meta({ id: 'LessonCopy' });
export type LessonCopy = z.infer<typeof LessonCopy>;
