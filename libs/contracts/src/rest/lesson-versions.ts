import * as z from 'zod';
import { LessonScript } from '../lesson-script.js';
import { CompileJob } from './compiles.js';
import { Id } from './id.js';
import { LessonAsset } from './lesson-scripts.js';

/** POST /api/lessons/:id/versions */
export const VersionPublish = z
  .strictObject({ note: z.string().trim().max(500).default('').describe('What is new, for the authors.') })
  .meta({ id: 'VersionPublish' });
export type VersionPublish = z.infer<typeof VersionPublish>;

export const VersionStatus = z.enum(['compiling', 'ready', 'failed']).meta({ id: 'VersionStatus' });
export type VersionStatus = z.infer<typeof VersionStatus>;

/** A published version: it never changes. */
export const LessonVersionSummary = z
  .object({
    lessonId: Id,
    version: z.int().min(1),
    title: z.string(),
    language: z.string(),
    note: z.string(),
    status: VersionStatus.describe('Only one that is `ready` can be taught.'),
    deckId: Id.nullable(),
    durationMs: z.number().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'LessonVersionSummary' });
export type LessonVersionSummary = z.infer<typeof LessonVersionSummary>;

export const LessonVersion = LessonVersionSummary.extend({
  text: z.string(),
  script: LessonScript,
  files: z.array(LessonAsset),
  compile: CompileJob.nullable(),
}).meta({ id: 'LessonVersion' });
export type LessonVersion = z.infer<typeof LessonVersion>;

/** GET /api/lessons/:id/versions/compare */
export const LessonComparison = z
  .object({
    from: z.int().nullable().describe('null: the draft.'),
    to: z.int().nullable().describe('null: the draft.'),
    settings: z
      .array(z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
      .describe('What stands before the steps: title, language, voice, slides …'),
    steps: z
      .array(
        z.object({
          change: z.enum(['added', 'removed', 'changed', 'moved']),
          stepId: Id,
          before: z.string().nullable().describe('The step as text.'),
          after: z.string().nullable(),
        }),
      )
      .describe('In the order of the later one; what is the same is left out.'),
    files: z.array(z.object({ path: z.string(), change: z.enum(['added', 'removed', 'changed']) })),
  })
  .meta({ id: 'LessonComparison' });
export type LessonComparison = z.infer<typeof LessonComparison>;
