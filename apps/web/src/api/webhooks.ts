import type {
  Webhook,
  WebhookChange,
  WebhookCreated,
  WebhookCreateInput,
  WebhookDelivery,
  WebhookReplayed,
  WebhookTest,
} from '@lockstep/contracts';
import { call } from './http.js';

const path = (id: string, rest = '') => `/api/webhooks/${encodeURIComponent(id)}${rest}`;
const send = <T>(method: 'POST' | 'PATCH' | 'DELETE', address: string, body?: unknown) =>
  call<T>(address, { method, as: 'staff', body });

export const listWebhooks = (signal?: AbortSignal) =>
  call<Webhook[]>('/api/webhooks', { as: 'staff', signal });

export const createWebhook = (body: WebhookCreateInput) =>
  send<WebhookCreated>('POST', '/api/webhooks', body);

export const changeWebhook = (id: string, body: WebhookChange) => send<Webhook>('PATCH', path(id), body);

export const deleteWebhook = (id: string) => send<undefined>('DELETE', path(id));

export const changeWebhookSecret = (id: string) => send<WebhookCreated>('POST', path(id, '/secret'));

export const testWebhook = (id: string) => send<WebhookTest>('POST', path(id, '/test'));

/** The newest first: as many as one page has. */
export const listDeliveries = (id: string, signal?: AbortSignal) =>
  call<WebhookDelivery[]>(path(id, '/deliveries?limit=50'), { as: 'staff', signal });

/** @param deliveryId undefined: all that were given up */
export const replayDeliveries = (id: string, deliveryId?: string) =>
  send<WebhookReplayed>('POST', path(id, '/replay'), deliveryId === undefined ? {} : { deliveryId });
