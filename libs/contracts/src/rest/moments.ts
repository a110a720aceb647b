import * as z from 'zod';
import { Id } from './id.js';

const Author = z.object({ id: Id, name: z.string() });
const PtsMs = z.number().min(0).max(1e10).describe('Stream time of the moment.');

/** POST /api/sessions/:id/comments */
export const MomentCommentCreate = z
  .strictObject({
    ptsMs: PtsMs,
    text: z.string().trim().min(1).max(2000),
    audience: z
      .enum(['colleagues', 'students'])
      .describe('colleagues: teachers alone. students: also everybody who was in the class.'),
  })
  .meta({ id: 'MomentCommentCreate' });
export type MomentCommentCreate = z.infer<typeof MomentCommentCreate>;

/** GET /api/sessions/:id/comments: what teachers wrote about moments of a session. */
export const MomentComment = z
  .object({
    ...{ id: Id, ptsMs: PtsMs, text: z.string(), audience: MomentCommentCreate.shape.audience },
    ...{ by: Author, at: z.iso.datetime() },
  })
  .meta({ id: 'MomentComment' });
export type MomentComment = z.infer<typeof MomentComment>;

/** POST /api/sessions/:id/moment-links */
export const MomentLinkCreate = z
  .strictObject({
    ptsMs: PtsMs,
    days: z.int().min(1).max(365).default(7).describe('How long the link is good.'),
  })
  .meta({ id: 'MomentLinkCreate' });
export type MomentLinkCreate = z.infer<typeof MomentLinkCreate>;

/** GET /api/sessions/:id/moment-links: with whom a recording was shared, from which moment on. */
export const MomentLink = z
  .object({
    ...{ id: Id, ptsMs: PtsMs, by: Author },
    path: z.string().describe('Of the page. Anyone who knows it may watch, until it expires or is revoked.'),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'MomentLink' });
export type MomentLink = z.infer<typeof MomentLink>;

/** GET /api/moments/:id: what a link leads to. */
export const SharedMoment = z
  .object({
    ...{ title: z.string(), language: z.string(), ptsMs: PtsMs },
    recording: z.string().nullable().describe('Path of its MP4; null while it is not finished.'),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'SharedMoment' });
export type SharedMoment = z.infer<typeof SharedMoment>;
