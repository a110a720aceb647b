import * as z from 'zod';
import { Id } from './id.js';

/** POST /api/stream-keys */
export const StreamKeyCreate = z
  .strictObject({
    sessionId: Id.describe('The session that a publisher with this key feeds.'),
    label: z.string().trim().min(1).max(100).default('default'),
    trustedRelay: z
      .boolean()
      .default(false)
      .describe('Keep lesson messages that are already in its pictures: it relays another Lockstep server.'),
  })
  .meta({ id: 'StreamKeyCreate' });
export type StreamKeyCreate = z.infer<typeof StreamKeyCreate>;
export type StreamKeyCreateInput = z.input<typeof StreamKeyCreate>;

export const StreamKey = z
  .object({
    id: Id,
    sessionId: Id,
    label: z.string(),
    trustedRelay: z.boolean(),
    hint: z.string().describe('Its last four characters.'),
    publishing: z.boolean(),
    createdAt: z.iso.datetime(),
    rotatedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'StreamKey' });
export type StreamKey = z.infer<typeof StreamKey>;

/** The answer to making and to rotating a key. */
export const StreamKeyCreated = StreamKey.extend({
  key: z.string().describe('Shown this once; only its hash is kept.'),
  publishUrl: z.string().describe('rtmp://…/live/<key>: server and key in one.'),
}).meta({ id: 'StreamKeyCreated' });
export type StreamKeyCreated = z.infer<typeof StreamKeyCreated>;

/** A publisher that was sent away, or whose stream was cut. */
export const PublisherRefusal = z
  .object({
    at: z.iso.datetime(),
    remote: z.string().describe('Its address.'),
    reason: z.string(),
    sessionId: Id.nullable().describe('null: it had no valid key.'),
  })
  .meta({ id: 'PublisherRefusal' });
export type PublisherRefusal = z.infer<typeof PublisherRefusal>;

/** GET /api/sessions/:id/stream */
export const StreamStatus = z
  .object({
    onAir: z.boolean(),
    publisher: z
      .object({ kind: z.string(), remote: z.string().nullable(), since: z.iso.datetime() })
      .nullable(),
    video: z
      .object({ codec: z.string(), width: z.int(), height: z.int(), frameRate: z.number().nullable() })
      .nullable(),
    audio: z.object({ codec: z.string(), sampleRate: z.int(), channels: z.int() }).nullable(),
    ptsMs: z.number().nullable().describe('Of the newest frame.'),
    viewers: z.int(),
    lastSeq: z.int().describe('0 before the first event.'),
    refusals: z.array(PublisherRefusal).describe('The latest, newest first.'),
  })
  .meta({ id: 'StreamStatus' });
export type StreamStatus = z.infer<typeof StreamStatus>;
