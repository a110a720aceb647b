import type { AuditEntry } from './audit.js';
import type { ServerSetting } from './settings.js';
import type { Ban, Viewer } from './viewers.js';
import type { Webhook, WebhookDelivery, WebhookTest } from './webhooks.js';

/** What operators see to, and what is written down of it, by the name of the schema. */
export type OperatorExamples = {
  readonly AuditEntry: AuditEntry;
  readonly ServerSetting: ServerSetting;
  readonly Webhook: Webhook;
  readonly WebhookDelivery: WebhookDelivery;
  readonly WebhookTest: WebhookTest;
  readonly Viewer: Viewer;
  readonly Ban: Ban;
};

const createdAt = '2026-01-01T00:00:00.000Z';

export const operatorExamples: OperatorExamples = {
  AuditEntry: {
    id: 'au1',
    at: createdAt,
    actor: { kind: 'person', id: 'p1', name: 'Ms Li' },
    action: 'invitation.created',
    subject: { kind: 'invitation', id: 'in1', name: 'Mei' },
  },
  ServerSetting: {
    name: 'RETENTION_DAYS',
    description:
      'Days after its end on which a session is deleted with all its data. Absent: never by itself.',
    value: '90',
    initialValue: '',
    changedAt: '2026-03-02T09:00:00.000Z',
  },
  Webhook: {
    ...{ id: 'wh1', url: 'https://school.example/hooks/lockstep', events: ['session.live', 'session.ended'] },
    ...{ asks: [], onFailure: 'allow', enabled: true, createdAt, previousSecretUntil: null },
    ...{ waiting: 0, dead: 0, dropped: 0 },
  },
  WebhookDelivery: {
    ...{ id: 'de1', sessionId: 's1', state: 'delivered', attempts: 1, status: 204, failure: null },
    payload: { type: 'session.live', timestamp: createdAt, data: { sessionId: 's1' } },
    ...{ nextAt: null, deliveredAt: createdAt },
  },
  WebhookTest: { delivered: true, status: 204, failure: null, tookMs: 38 },
  Viewer: { id: 'v1', transport: 'hls', remote: '192.0.2.7', studentId: 'st1', since: createdAt },
  Ban: {
    ...{ id: 'b1', remote: '192.0.2.7', studentId: 'st1', reason: 'Please join with your own link.' },
    ...{ at: createdAt, expiresAt: null },
  },
};
