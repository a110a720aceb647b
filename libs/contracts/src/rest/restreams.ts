import * as z from 'zod';
import { Id } from './id.js';

const name = z.string().trim().min(1).max(60).describe('For people.');
const address = z
  .string()
  .max(500)
  .regex(/^rtmps?:\/\/[^\s/?#@]+\/[^\s?#@]+$/, 'is rtmp://<server>/<application> or rtmps://…, without a key')
  .describe('Server and application, as rtmp://live.example/app. What is secret belongs into the key.');
const key = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[\x21-\x7e]+$/, 'has letters, digits and signs without spaces')
  .describe('Stream key at that server, never shown again. {session} stands for the id of the session.');
const enabled = z.boolean().describe('false: nothing is sent.');

/** POST /api/restreams and /api/sessions/:id/restreams */
export const RestreamCreate = z
  .strictObject({ name, address, key, enabled: enabled.default(true) })
  .meta({ id: 'RestreamCreate' });
export type RestreamCreate = z.infer<typeof RestreamCreate>;
export type RestreamCreateInput = z.input<typeof RestreamCreate>;

/** PATCH …/restreams/:restreamId: what is absent stays. */
export const RestreamChange = z
  .strictObject({
    name: name.exactOptional(),
    address: address.exactOptional(),
    key: key.exactOptional(),
    enabled: enabled.exactOptional(),
  })
  .meta({ id: 'RestreamChange' });
export type RestreamChange = z.infer<typeof RestreamChange>;

/** Why a target gets nothing. */
export const RestreamFailure = z
  .enum(['address-not-allowed', 'unreachable', 'timed-out', 'refused', 'protocol', 'closed'])
  .meta({ id: 'RestreamFailure' });
export type RestreamFailure = z.infer<typeof RestreamFailure>;

/** How one target of one session does. */
export const RestreamStatus = z
  .object({
    state: z
      .enum(['connecting', 'live', 'waiting'])
      .describe('waiting: for the next try, or for something to send.'),
    failure: RestreamFailure.nullable().describe('Of the last try; null while it is live.'),
    failures: z.int().min(0).describe('Tries that failed one after the other.'),
    nextTryAt: z.iso.datetime().nullable(),
    kbps: z.number().min(0).describe('What was sent over the last seconds.'),
    sentBytes: z.number().min(0),
    droppedFrames: z.int().min(0).describe('Frames that the other server was too slow for.'),
  })
  .meta({ id: 'RestreamStatus' });
export type RestreamStatus = z.infer<typeof RestreamStatus>;

export const Restream = z
  .object({
    id: Id,
    sessionId: Id.nullable().describe('null: every session that is not private.'),
    ...{ name, address, enabled },
    keyHint: z.string().describe('The last characters of the key.'),
    createdAt: z.iso.datetime(),
    status: RestreamStatus.nullable().describe('For the session that is asked about; null: nothing runs.'),
  })
  .meta({ id: 'Restream' });
export type Restream = z.infer<typeof Restream>;
