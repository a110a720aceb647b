import type { AuditEntry, Joined, ServerSetting, Session } from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from './support/client.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { TestServer } from './support/server.js';

const initial = { JOINS_PER_MINUTE: '300' };

let server: TestServer;
let admin: Client;
beforeAll(async () => {
  server = await TestServer.start({ settings: initial });
  admin = new Client(server.web, server.token);
});
afterAll(() => server[Symbol.asyncDispose]());

const change = (name: string, value: string) =>
  admin.call<ServerSetting>('PUT', `/api/settings/${name}`, { value });
const reset = (name: string) => admin.call<ServerSetting>('DELETE', `/api/settings/${name}`);
const settingOf = async (name: string) =>
  (await admin.get<ServerSetting[]>('/api/settings')).find((one) => one.name === name);
const newSession = async (): Promise<Session> => makeSession(admin, await makeLesson(admin));

describe('a setting that is changed while the server runs', () => {
  it('holds at once, is noted, and can be undone', async () => {
    expect(await settingOf('JOINS_PER_MINUTE')).toMatchObject({
      ...{ value: '300', initialValue: '300', changedAt: null },
      description: 'How many students may join one session from one network address in a minute.',
    });
    expect((await change('JOINS_PER_MINUTE', '1')).body).toMatchObject({ value: '1', initialValue: '300' });
    const { id } = await newSession();
    const join = (name: string) =>
      admin.as(undefined).call<Joined>('POST', `/api/sessions/${id}/join`, { name });
    expect((await join('Mei')).status).toBe(201);
    expect((await join('Li')).status).toBe(429);
    expect((await reset('JOINS_PER_MINUTE')).body).toMatchObject({ value: '300', changedAt: null });
    expect((await join('Li')).status).toBe(201);
    const noted = await admin.get<AuditEntry[]>('/api/audit?limit=2');
    expect(noted.map(({ action, subject }) => [action, subject.kind, subject.id])).toEqual([
      ['setting.reset', 'setting', 'JOINS_PER_MINUTE'],
      ['setting.changed', 'setting', 'JOINS_PER_MINUTE'],
    ]);
  });

  it('holds for what is asked for afterwards: recordings and uploads', async () => {
    await change('RECORDING', 'false');
    expect(await newSession()).toMatchObject({ recorded: false });
    await reset('RECORDING');
    expect(await newSession()).toMatchObject({ recorded: true });
    await change('MAX_UPLOAD_MB', '0.001');
    await expect(makeLesson(admin)).rejects.toThrow('upload-too-large');
    await reset('MAX_UPLOAD_MB');
  });

  it('is refused when the value does not fit, or when it needs a restart, and nothing changes', async () => {
    const refused = await change('RECORDING_HOURS', '-1');
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      errors: [{ field: 'value', code: 'too-small', params: { least: 0 } }],
    });
    expect((await change('RECORDING_HOURS', 'long')).status).toBe(400);
    expect(await settingOf('RECORDING_HOURS')).toMatchObject({ value: '12', changedAt: null });
    for (const name of ['PORT', 'OPENAI_API_KEY', 'constructor']) {
      const { status, body } = await change(name, '1');
      expect({ status, body }).toMatchObject({ status: 404, body: { code: 'setting-not-found' } });
    }
  });

  it('holds after a restart too, and one that does not fit any more is left out', async () => {
    await change('RETENTION_DAYS', '90');
    await change('RECORDING_HOURS', '3');
    await server.application.nest
      .get(DataSource)
      .query(`UPDATE changed_setting SET value = 'three' WHERE name = 'RECORDING_HOURS'`);
    await server.stop();
    server = await TestServer.start({ folder: server.folder, settings: initial });
    admin = new Client(server.web, server.token);
    expect(await settingOf('RETENTION_DAYS')).toMatchObject({ value: '90', initialValue: '' });
    expect(await settingOf('RECORDING_HOURS')).toMatchObject({ value: '12' });
  });
});
