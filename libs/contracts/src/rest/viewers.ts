import * as z from 'zod';
import { Id } from './id.js';

/** `hls` is HLS with and without low latency. */
export const ViewerTransport = z
  .enum(['flv', 'ws-flv', 'rtmp', 'srt', 'hls', 'dash', 'whep'])
  .meta({ id: 'ViewerTransport' });
export type ViewerTransport = z.infer<typeof ViewerTransport>;

const who = {
  remote: z.string().describe('Their network address.'),
  studentId: Id.nullable().describe('Whom their signed address was made for; null: it does not say.'),
};

/** GET /api/sessions/:id/viewers: somebody who watches a session now. */
export const Viewer = z
  .object({ id: Id, transport: ViewerTransport, ...who, since: z.iso.datetime() })
  .meta({ id: 'Viewer' });
export type Viewer = z.infer<typeof Viewer>;

const LONGEST_REASON = 200;

/** POST /api/sessions/:id/bans */
export const BanCreate = z
  .strictObject({
    viewerId: Id.describe('From the list of those who watch now.'),
    reason: z
      .string()
      .trim()
      .min(1)
      .max(LONGEST_REASON)
      .exactOptional()
      .describe('Shown to the viewer when they try to watch.'),
  })
  .meta({ id: 'BanCreate' });
export type BanCreate = z.infer<typeof BanCreate>;

/** A viewer who may not watch a session any more. */
export const Ban = z
  .object({
    id: Id,
    ...who,
    reason: z.string().nullable(),
    at: z.iso.datetime(),
    expiresAt: z.iso
      .datetime()
      .nullable()
      .describe('When the token expires that they came with; null: until the ban is deleted.'),
  })
  .meta({ id: 'Ban' });
export type Ban = z.infer<typeof Ban>;
