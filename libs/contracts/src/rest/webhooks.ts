import * as z from 'zod';
import { Id } from './id.js';
import { PageQuery } from './paging.js';

export const WebhookEvent = z
  .enum([
    'publish',
    'unpublish',
    'play',
    'stop',
    'session.scheduled',
    'session.live',
    'session.ended',
    'recording.ready',
    'screenshot.taken',
    'alarm',
  ])
  .meta({ id: 'WebhookEvent' });
export type WebhookEvent = z.infer<typeof WebhookEvent>;

/** What a webhook may be asked before it happens. */
export const WebhookQuestion = z.enum(['publish', 'play']).meta({ id: 'WebhookQuestion' });
export type WebhookQuestion = z.infer<typeof WebhookQuestion>;

const LONGEST_URL = 1000;

const fields = {
  url: z
    .url({ protocol: /^https?$/, error: 'is an http or https address' })
    .max(LONGEST_URL)
    .describe('Where it is sent by POST. Without a name and a password: the signature says who sends.'),
  events: z.array(WebhookEvent).max(20).describe('What it is told after it happened.'),
  asks: z
    .array(WebhookQuestion)
    .max(2)
    .describe('What it is asked before it happens: 2xx lets it happen, 403 refuses it.'),
  onFailure: z
    .enum(['allow', 'refuse'])
    .describe('What happens when a question is not answered within 2 seconds, or with another status.'),
  enabled: z.boolean().describe('false: nothing is sent, and what waits goes on waiting.'),
};

/** POST /api/webhooks */
export const WebhookCreate = z
  .strictObject({
    url: fields.url,
    events: fields.events.default([]),
    asks: fields.asks.default([]),
    onFailure: fields.onFailure.default('allow'),
    enabled: fields.enabled.default(true),
  })
  .meta({ id: 'WebhookCreate' });
export type WebhookCreate = z.infer<typeof WebhookCreate>;
export type WebhookCreateInput = z.input<typeof WebhookCreate>;

/** PATCH /api/webhooks/:id: what is absent stays. */
export const WebhookChange = z
  .strictObject({
    url: fields.url.exactOptional(),
    events: fields.events.exactOptional(),
    asks: fields.asks.exactOptional(),
    onFailure: fields.onFailure.exactOptional(),
    enabled: fields.enabled.exactOptional(),
  })
  .meta({ id: 'WebhookChange' });
export type WebhookChange = z.infer<typeof WebhookChange>;

const count = z.int().min(0);

export const Webhook = z
  .object({
    id: Id,
    ...fields,
    createdAt: z.iso.datetime(),
    previousSecretUntil: z.iso
      .datetime()
      .nullable()
      .describe('Until when the secret before signs too; null: there is one secret alone.'),
    waiting: count.describe('Deliveries that wait for their turn or for another try.'),
    dead: count.describe('Deliveries that were given up after a day.'),
    dropped: count.describe('Events that were not kept, because too many waited.'),
  })
  .meta({ id: 'Webhook' });
export type Webhook = z.infer<typeof Webhook>;

const secret = z
  .string()
  .describe('whsec_ and the key of HMAC-SHA-256 in base64. It is in this answer and nowhere else.');

export const WebhookCreated = Webhook.extend({ secret }).meta({ id: 'WebhookCreated' });
export type WebhookCreated = z.infer<typeof WebhookCreated>;

/** Why a delivery did not arrive. */
export const WebhookFailure = z
  .enum(['address-not-allowed', 'unreachable', 'timed-out', 'redirected', 'status'])
  .meta({ id: 'WebhookFailure' });
export type WebhookFailure = z.infer<typeof WebhookFailure>;

/** The body of a delivery. */
export const WebhookPayload = z
  .object({
    type: z.string().describe('An event of WebhookEvent; test; or before.publish and before.play.'),
    timestamp: z.iso.datetime().describe('When it happened.'),
    data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'WebhookPayload' });
export type WebhookPayload = z.infer<typeof WebhookPayload>;

const outcome = {
  status: z.int().nullable().describe('Of the last answer; null: there was none.'),
  failure: WebhookFailure.nullable().describe('Of the last try.'),
};

/** POST /api/webhooks/:id/test */
export const WebhookTest = z
  .object({ delivered: z.boolean(), ...outcome, tookMs: z.number().min(0) })
  .meta({ id: 'WebhookTest' });
export type WebhookTest = z.infer<typeof WebhookTest>;

export const WebhookDeliveryState = z
  .enum(['waiting', 'delivered', 'dead'])
  .meta({ id: 'WebhookDeliveryState' });
export type WebhookDeliveryState = z.infer<typeof WebhookDeliveryState>;

export const WebhookDelivery = z
  .object({
    id: Id.describe('Is sent as webhook-id; the same for each try.'),
    sessionId: Id.nullable(),
    state: WebhookDeliveryState,
    payload: WebhookPayload,
    attempts: count,
    ...outcome,
    nextAt: z.iso.datetime().nullable().describe('Of the next try.'),
    deliveredAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

/** GET /api/webhooks/:id/deliveries */
export const WebhookDeliveryQuery = PageQuery.extend({
  state: WebhookDeliveryState.exactOptional().describe('Only deliveries in this state.'),
});
export type WebhookDeliveryQuery = z.infer<typeof WebhookDeliveryQuery>;

/** POST /api/webhooks/:id/replay */
export const WebhookReplay = z
  .strictObject({
    deliveryId: Id.exactOptional().describe('Absent: all that were given up.'),
  })
  .prefault({})
  .meta({ id: 'WebhookReplay' });
export type WebhookReplay = z.infer<typeof WebhookReplay>;

export const WebhookReplayed = z.object({ replayed: count }).meta({ id: 'WebhookReplayed' });
export type WebhookReplayed = z.infer<typeof WebhookReplayed>;
