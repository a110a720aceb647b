import * as z from 'zod';
import { LessonScript } from '../lesson-script.js';
import { CompileJob } from './compiles.js';
import { Id } from './id.js';
import { ScriptProblem } from './script-problem.js';

/** POST /api/lessons/script: a lesson that is written as text. */
export const ScriptCreate = z
  .strictObject({
    text: z.string().min(1).max(1_000_000).describe('The whole script, YAML.'),
  })
  .meta({ id: 'ScriptCreate' });
export type ScriptCreate = z.infer<typeof ScriptCreate>;

/** PUT /api/lessons/:id/script, with the header If-Match. It is kept with its problems, too. */
export const ScriptSave = ScriptCreate.extend({}).meta({ id: 'ScriptSave' });
export type ScriptSave = z.infer<typeof ScriptSave>;

/** A path below the script: what the script's `slides`, `clip`, `idle` and `talking` name. */
export const AssetPath = z
  .string()
  .min(1)
  .max(300)
  .regex(
    /^(?!.*\/\/)(?!.*(?:^|\/)\.)[^\\/\p{Cc}][^\\\p{Cc}]*(?<!\/)$/u,
    'is a path below the script, e.g. slides/1.png: forward slashes, no name that begins with a dot',
  );

/** A file that belongs to a lesson's script: deck, PDF, picture, clip. */
export const LessonAsset = z
  .object({
    path: AssetPath,
    mediaType: z.string().describe('By its first bytes, not by its name.'),
    sizeBytes: z.int(),
    sha256: z.string(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'LessonAsset' });
export type LessonAsset = z.infer<typeof LessonAsset>;

/** GET /api/lessons/:id/script. The header ETag names this revision of the text. */
export const ScriptDraft = z
  .object({
    lessonId: Id,
    title: z.string(),
    language: z.string(),
    text: z.string(),
    etag: z.string().describe('To be sent as If-Match with the next save.'),
    script: LessonScript.nullable().describe('What was understood; null while there are errors.'),
    problems: z.array(ScriptProblem),
    files: z.array(LessonAsset),
    version: z.int().nullable().describe('The latest published one.'),
    isPublished: z.boolean().describe('Whether that version is this draft, word for word.'),
    compile: CompileJob.nullable().describe('The latest one of this draft.'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'ScriptDraft' });
export type ScriptDraft = z.infer<typeof ScriptDraft>;
