import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type {
  AuditEntry,
  Session,
  Webhook,
  WebhookCreated,
  WebhookCreateInput,
  WebhookDelivery,
  WebhookTest,
} from '@lockstep/contracts';
import { findFfmpeg } from '@lockstep/media';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Dispatcher } from '../src/webhooks/dispatcher.js';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { Receiver } from './support/receiver.js';
import { TestServer } from './support/server.js';
import { Viewer } from './support/viewer.js';

const patience = { timeout: 20_000, interval: 20 };
const settings = { WEBHOOK_NETWORKS: '127.0.0.0/8' };

let film: Film;
let server: TestServer;
let admin: Client;
let receiver: Receiver;
beforeAll(async () => {
  film = await Film.shoot({ seconds: 2 });
  server = await TestServer.start({ settings });
  admin = new Client(server.web, server.token);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
});
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(async () => {
  for (const { id } of await admin.get<Webhook[]>('/api/webhooks'))
    await admin.call('DELETE', `/api/webhooks/${id}`);
  await receiver[Symbol.asyncDispose]();
});

const add = (wanted: Partial<WebhookCreateInput>): Promise<WebhookCreated> =>
  admin.post<WebhookCreated>('/api/webhooks', { url: receiver.url, ...wanted });

const newSession = async (): Promise<Session> =>
  makeSession(admin, await makeLesson(admin), { cues: 'manual' });

const deliveriesOf = (id: string, state = ''): Promise<WebhookDelivery[]> =>
  admin.get(`/api/webhooks/${id}/deliveries${state && `?state=${state}`}`);

/** The next try is now instead of later. */
async function hurry(more = ''): Promise<void> {
  const { nest } = server.application;
  await nest
    .get(DataSource)
    .query(`UPDATE webhook_delivery SET next_at = now()${more} WHERE state = 'waiting'`);
  await nest.get(Dispatcher).resume();
}

async function playRtmp(url: string): Promise<unknown> {
  const args = ['-v', 'error', '-i', url, '-t', '0.2', '-c', 'copy', '-f', 'null', '-'];
  return promisify(execFile)(await findFfmpeg(), args, { timeout: 20_000 }).then(
    () => 0,
    (error: unknown) => (error as { code: unknown }).code,
  );
}

describe('webhooks', () => {
  it('tell in order what happens to a session, signed, by ids alone', async () => {
    const { secret } = await add({
      events: [
        'session.scheduled',
        'session.live',
        'publish',
        'play',
        'stop',
        'unpublish',
        'session.ended',
        'recording.ready',
      ],
    });
    const session = await newSession();
    const { key } = await makeKey(admin, session.id);
    const publisher = await Publisher.start(film, server.rtmp(key));
    const flv = `${server.web}/live/${session.id}.flv`;
    await vi.waitFor(async () => {
      expect((await admin.get<Session>(`/api/sessions/${session.id}`)).onAir).toBe(true);
    }, patience);
    const viewer = new Viewer(flv);
    await vi.waitFor(() => expect(viewer.frames.length).toBeGreaterThan(1), patience);
    await viewer[Symbol.asyncDispose]();
    await vi.waitFor(() => expect(receiver.types).toContain('stop'), patience);
    await admin.post(`/api/sessions/${session.id}/end`);
    await publisher[Symbol.asyncDispose]();
    await vi.waitFor(() => expect(receiver.types).toContain('recording.ready'), patience);
    const types = receiver.types.filter((type) => !['unpublish', 'session.ended'].includes(type));
    expect(types).toEqual([
      'session.scheduled',
      'session.live',
      'publish',
      'play',
      'stop',
      'recording.ready',
    ]);
    expect(receiver.types).toContain('unpublish');
    expect(receiver.types).toContain('session.ended');
    expect(new Set(receiver.received.map(({ payload }) => payload.data['sessionId']))).toEqual(
      new Set([session.id]),
    );
    expect(receiver.received.every((one) => Receiver.isSigned(one, secret))).toBe(true);
    const all = receiver.received.map(({ text }) => text).join('');
    for (const hidden of [key, session.title, server.token, secret]) expect(all).not.toContain(hidden);
  });

  it('try again what was refused, and what follows waits for it', async () => {
    const { id } = await add({ events: ['session.scheduled', 'session.live', 'session.ended'] });
    receiver.reply = () => ({ status: 500 });
    const session = await newSession();
    await vi.waitFor(() => expect(receiver.types).toEqual(['session.scheduled']), patience);
    await admin.post(`/api/sessions/${session.id}/start`);
    await admin.post(`/api/sessions/${session.id}/end`);
    const other = await newSession(); // is not held up by it
    await vi.waitFor(() => {
      expect(receiver.received.map(({ payload }) => payload.data['sessionId'])).toEqual([
        session.id,
        other.id,
      ]);
    }, patience);
    await vi.waitFor(async () => {
      expect((await deliveriesOf(id, 'waiting')).filter(({ failure }) => failure === 'status')).toHaveLength(
        2,
      );
    }, patience);
    receiver.reply = () => ({ status: 204 });
    await hurry();
    await vi.waitFor(async () => expect(await deliveriesOf(id, 'delivered')).toHaveLength(4), patience);
    const ofSession = receiver.received.filter(({ payload }) => payload.data['sessionId'] === session.id);
    expect(ofSession.map(({ payload }) => payload.type)).toEqual([
      ...['session.scheduled', 'session.scheduled', 'session.live', 'session.ended'],
    ]);
    expect(ofSession[0]?.id).toBe(ofSession[1]?.id);
    expect((await deliveriesOf(id)).map(({ attempts }) => attempts).sort()).toEqual([1, 1, 2, 2]);
  });

  it('give up after a day, show what was given up, and send it again when asked to', async () => {
    const { id } = await add({ events: ['session.scheduled'] });
    receiver.reply = () => ({ status: 302, headers: { Location: receiver.url } });
    await newSession();
    await vi.waitFor(async () => {
      expect(await deliveriesOf(id, 'waiting')).toMatchObject([{ failure: 'redirected', attempts: 1 }]);
    }, patience);
    await hurry(', expires_at = now()');
    await vi.waitFor(async () => expect(await deliveriesOf(id, 'dead')).toHaveLength(1), patience);
    const [dead] = await deliveriesOf(id, 'dead');
    expect(dead).toMatchObject({ status: 302, failure: 'redirected', attempts: 2, nextAt: null });
    expect(await admin.get<Webhook>(`/api/webhooks/${id}`)).toMatchObject({ dead: 1, waiting: 0 });
    receiver.reply = () => ({ status: 200 });
    expect((await admin.call('POST', `/api/webhooks/${id}/replay`, { deliveryId: 'none' })).status).toBe(404);
    expect(await admin.post(`/api/webhooks/${id}/replay`, { deliveryId: dead?.id })).toEqual({ replayed: 1 });
    await vi.waitFor(async () => expect(await deliveriesOf(id, 'delivered')).toHaveLength(1), patience);
    expect(await admin.post(`/api/webhooks/${id}/replay`)).toEqual({ replayed: 0 });
  });

  it('sign with the old secret and the new one while it changes', async () => {
    const { id, secret: older } = await add({});
    const { secret: newer, previousSecretUntil } = await admin.post<WebhookCreated>(
      `/api/webhooks/${id}/secret`,
    );
    expect(Date.parse(previousSecretUntil ?? '')).toBeGreaterThan(Date.now());
    expect(await admin.post<WebhookTest>(`/api/webhooks/${id}/test`)).toMatchObject({
      delivered: true,
      status: 204,
    });
    const [one] = receiver.received;
    expect(one?.payload.type).toBe('test');
    for (const secret of [older, newer]) expect(one && Receiver.isSigned(one, secret)).toBe(true);
    expect(JSON.stringify(await admin.get(`/api/webhooks/${id}`))).not.toContain('whsec_');
    const audit = await admin.get<AuditEntry[]>('/api/audit');
    expect(audit.slice(0, 2).map(({ action, subject }) => [action, subject.id])).toEqual([
      ['webhook.secret-changed', id],
      ['webhook.created', id],
    ]);
  });

  it('are not sent to addresses that are not allowed', async () => {
    for (const url of [
      'http://10.0.0.1/',
      'http://[::1]/',
      'http://169.254.169.254/latest',
      'http://a:b@school.example/',
    ])
      expect(await admin.call('POST', '/api/webhooks', { url })).toMatchObject({
        ...{ status: 400, body: { code: 'webhook-address' } },
      });
    expect((await admin.call('POST', '/api/webhooks', { url: 'file:///etc/passwd' })).status).toBe(400);
  });

  it('lose nothing when the server stops, and go on in order with the next start', async () => {
    const { id } = await add({ events: ['session.scheduled', 'session.live', 'session.ended'] });
    receiver.reply = () => ({ status: 503 });
    const session = await newSession();
    await vi.waitFor(() => expect(receiver.types).toHaveLength(1), patience);
    await admin.post(`/api/sessions/${session.id}/start`);
    await admin.post(`/api/sessions/${session.id}/end`);
    await server.stop();
    receiver.reply = () => ({ status: 204 });
    server = await TestServer.start({ folder: server.folder, settings });
    admin = new Client(server.web, server.token);
    await hurry();
    await vi.waitFor(async () => expect(await deliveriesOf(id, 'delivered')).toHaveLength(3), patience);
    expect(receiver.types.slice(-3)).toEqual(['session.scheduled', 'session.live', 'session.ended']);
  });
});

describe('webhooks that are asked before', () => {
  it('refuse publishers and players on every transport, with their reason', async () => {
    await add({ asks: ['publish', 'play'] });
    const session = await newSession();
    const { key } = await makeKey(admin, session.id);
    receiver.reply = () => ({ status: 403, body: JSON.stringify({ reason: 'Not in\n this term.' }) });
    await using refused = await Publisher.start(film, server.rtmp(key));
    expect(await refused.ended()).not.toBe(0);
    expect(receiver.received[0]?.payload).toMatchObject({
      ...{ type: 'before.publish', data: { sessionId: session.id, transport: 'rtmp', remote: '127.0.0.1' } },
    });
    receiver.reply = ({ payload }) => ({
      status: payload.type === 'before.publish' ? 200 : 403,
      body: '{"reason":"Pay first."}',
    });
    await using admitted = await Publisher.start(film, server.rtmp(key));
    await vi.waitFor(async () => {
      expect((await admin.get<Session>(`/api/sessions/${session.id}`)).onAir).toBe(true);
    }, patience);
    expect(admitted.isRunning).toBe(true);
    for (const path of [
      `/live/${session.id}.flv`,
      `/live/${session.id}/index.m3u8`,
      `/live/${session.id}/manifest.mpd`,
    ]) {
      const response = await fetch(`${server.web}${path}`);
      expect([path, response.status, await response.text()]).toEqual([path, 403, 'Pay first.\n']);
    }
    await expect(webSocket(`${server.web.replace('http', 'ws')}/live/${session.id}.flv`)).rejects.toThrow();
    expect(await playRtmp(server.rtmp(session.id))).not.toBe(0);
    const asked = receiver.received.filter(({ payload }) => payload.type === 'before.play');
    const transports = new Set(asked.map(({ payload }) => payload.data['transport']));
    transports.delete('dash'); // asked for again where the refusal of HLS was more than 5 s ago
    expect(transports).toEqual(new Set(['flv', 'hls', 'ws-flv', 'rtmp']));
    receiver.reply = () => ({ status: 200 });
    await using viewer = new Viewer(`${server.web}/live/${session.id}.flv`);
    await vi.waitFor(() => expect(viewer.frames.length).toBeGreaterThan(1), patience);
    expect(await playRtmp(server.rtmp(session.id))).toBe(0);
  });

  it('that do not answer within two seconds let it happen or not, as they are set', async () => {
    const { id } = await add({ asks: ['publish'], onFailure: 'refuse' });
    receiver.reply = () => undefined;
    const session = await newSession();
    const { key } = await makeKey(admin, session.id);
    await using closed = await Publisher.start(film, server.rtmp(key));
    expect(await closed.ended()).not.toBe(0);
    await admin.call('PATCH', `/api/webhooks/${id}`, { onFailure: 'allow' });
    await using open = await Publisher.start(film, server.rtmp(key));
    await vi.waitFor(async () => {
      expect((await admin.get<Session>(`/api/sessions/${session.id}`)).onAir).toBe(true);
    }, patience);
    expect(open.isRunning).toBe(true);
  });
});

/** Resolves when it is open. */
function webSocket(url: string): Promise<void> {
  const socket = new WebSocket(url);
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('refused')));
  });
}
