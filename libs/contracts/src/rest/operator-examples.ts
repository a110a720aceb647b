import type { AuditEntry } from './audit.js';
import type { Restream } from './restreams.js';
import type { ServerSetting } from './settings.js';
import type { DeliveryTemplate, EncoderStatus, SessionRenditions, TemplateDryRun } from './templates.js';
import type { Ban, Viewer } from './viewers.js';
import type { Webhook, WebhookDelivery, WebhookTest } from './webhooks.js';

/** What operators see to, and what is written down of it, by the name of the schema. */
export type OperatorExamples = {
  readonly AuditEntry: AuditEntry;
  readonly ServerSetting: ServerSetting;
  readonly DeliveryTemplate: DeliveryTemplate;
  readonly EncoderStatus: EncoderStatus;
  readonly SessionRenditions: SessionRenditions;
  readonly TemplateDryRun: TemplateDryRun;
  readonly Restream: Restream;
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
  DeliveryTemplate: {
    ...{ id: 'te1', name: 'Evening classes', isDefault: true, encoder: 'auto', crop: null, blur: [] },
    renditions: [
      { name: '480p', height: 480, videoKbps: 900, frameRate: null, profile: 'high' },
      { name: '240p', height: 240, videoKbps: 300, frameRate: 15, profile: 'main' },
    ],
    watermark: { corner: 'top-right', text: 'Our school', showsTime: false },
    ...{ hasImage: false, createdAt, changedAt: createdAt },
  },
  EncoderStatus: { encoder: 'nvenc', works: false, reason: 'Cannot load libcuda.so.1' },
  SessionRenditions: {
    ...{ chosenId: null, template: { id: 'te1', name: 'Evening classes', from: 'default' } },
    ...{ encoder: 'x264', alarms: [], lagMs: 120 },
    renditions: [
      { name: '480p', width: 854, height: 480, videoKbps: 900, frameRate: null, state: 'live' },
      { name: '240p', width: 426, height: 240, videoKbps: 300, frameRate: 15, state: 'live' },
    ],
  },
  TemplateDryRun: {
    ...{ id: 'dr1', encoder: 'x264', source: { width: 1280, height: 720 } },
    ...{ durationMs: 10_000, tookMs: 1_900, cores: 0.34 },
    renditions: [
      {
        ...{ name: '480p', width: 854, height: 480, kbps: 861, sizeBytes: 1_076_250 },
        address: '/api/dry-runs/dr1/480p.mp4',
      },
    ],
  },
  Restream: {
    ...{ id: 're1', sessionId: 's1', name: 'School channel', address: 'rtmps://live.example/app' },
    ...{ enabled: true, keyHint: '7f3a', createdAt },
    status: {
      ...{ state: 'live', failure: null, failures: 0, nextTryAt: null },
      ...{ kbps: 1580, sentBytes: 7_110_000, droppedFrames: 0 },
    },
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
