import * as z from 'zod';
import { Judgement } from '../judgement.js';
import { ShownMedia } from '../shown-media.js';
import { MAX_PARTS } from '../tasks/shown-kind.js';
import { MAX_SURVEY_TEXT } from '../tasks/survey/shown-survey.js';
import { Id } from './id.js';
import { ScriptProblem } from './script-problem.js';

/** Draft, or a published version. */
export const WhichVersion = z.union([z.literal('draft'), z.coerce.number().int().min(1)]).default('draft');

/** What happens at one moment of the compiled lesson, when every question takes its whole window. */
export const TimelineEntry = z
  .object({
    atMs: z.number(),
    durationMs: z.number().describe('0 for what happens in one picture.'),
    stepId: z.string(),
    kind: z.enum(['say', 'play', 'prompt', 'window', 'feedback', 'pause', 'wait', 'mark']),
    text: z.string().describe('The sentence, the prompt, or the mark without braces.'),
    line: z.int().nullable(),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** GET /api/lessons/:id/dry-run */
export const DryRun = z
  .object({
    lessonId: Id,
    version: z.int().nullable(),
    isCompiled: z.boolean().describe('false: times are estimated from the number of words.'),
    durationMs: z.number(),
    timeline: z.array(TimelineEntry),
    events: z.object({
      perSecond: z.array(z.int()).describe('How many events each second of the lesson carries.'),
      bytesPerSecond: z.array(z.int()),
      budget: z.object({ events: z.int(), bytes: z.int() }).describe('What a second may carry.'),
    }),
    findings: z.array(
      ScriptProblem.extend({
        kind: z.enum(['budget', 'collision', 'mark', 'answer-window', 'reading-time', 'other']),
        atMs: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: 'DryRun' });
export type DryRun = z.infer<typeof DryRun>;

/** POST /api/lessons/:id/previews */
export const PreviewStart = z
  .strictObject({
    version: z.union([z.literal('draft'), z.int().min(1)]).default('draft'),
    atMs: z.number().min(0).default(0).describe('Where on the timeline of the dry run to begin.'),
  })
  .meta({ id: 'PreviewStart' });
export type PreviewStart = z.infer<typeof PreviewStart>;

/** A preview for its author alone: anyone who has the address may watch it, for as long as it lasts. */
export const Preview = z
  .object({
    id: Id,
    flv: z.string().describe('Path of HTTP-FLV and WebSocket-FLV; it holds the secret.'),
    atMs: z.number(),
    durationMs: z.number(),
    opensWithinMs: z.number().describe('Unless it is watched by then, it is gone.'),
  })
  .meta({ id: 'Preview' });
export type Preview = z.infer<typeof Preview>;

/** POST /api/lessons/:id/judge-preview: what the brain would say to an answer; nothing is kept. */
export const JudgePreview = z
  .strictObject({
    version: z.union([z.literal('draft'), z.int().min(1)]).default('draft'),
    questionId: Id,
    choices: z.array(Id).max(12).default([]),
    text: z.string().max(5000).nullable().default(null),
    parts: z.array(z.string().max(MAX_SURVEY_TEXT)).max(MAX_PARTS).default([]),
    attempt: z.int().min(1).max(5).default(1),
  })
  .meta({ id: 'JudgePreview' });
export type JudgePreview = z.infer<typeof JudgePreview>;

/** What the brain says to the answer of an author, and what a student would see with it. */
export const JudgedPreview = Judgement.extend({
  media: z.exactOptional(ShownMedia).describe('Shown or heard with the words.'),
}).meta({ id: 'JudgedPreview' });
export type JudgedPreview = z.infer<typeof JudgedPreview>;
