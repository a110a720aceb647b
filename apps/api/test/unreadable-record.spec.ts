import type { Lobby, Session } from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { TestServer } from './support/server.js';

const damage = {
  'an event of its ledger': (id: string) => [
    `INSERT INTO ledger_event (session_id, seq, type, event, origin, repeated, created_at, aired_pts_ms)
      VALUES ('${id}', 1, 'slide.shown', '{"type":"slide.shown","index":-5}', 'teacher', false, now(), 40)`,
  ],
  'an event that waits for its frame': (id: string) => [
    `INSERT INTO ledger_event (session_id, seq, type, event, origin, repeated, created_at)
      VALUES ('${id}', 1, 'slide.shown', '"no object"', 'teacher', false, now())`,
  ],
  'its checkpoint': (id: string) => [`UPDATE session SET checkpoint = '{"seq":"one"}' WHERE id = '${id}'`],
  'its lesson': (id: string) => [`UPDATE session SET lesson = '{"id":7}' WHERE id = '${id}'`],
  'a record of a later version': (id: string) => [
    `UPDATE session SET lesson = lesson || '{"v":99}' WHERE id = '${id}'`,
  ],
};

describe('a live session whose record cannot be read', () => {
  it.each(Object.entries(damage))('because of %s has a fault; all others run', async (_, statements) => {
    await using first = await TestServer.start();
    const { folder } = first;
    const admin = new Client(first.web, first.token);
    const lesson = await makeLesson(admin);
    const [broken, healthy] = [await makeSession(admin, lesson), await makeSession(admin, lesson)];
    const { key } = await makeKey(admin, broken.id);
    for (const { id } of [broken, healthy]) await admin.post(`/api/sessions/${id}/start`);
    const database = first.application.nest.get(DataSource);
    for (const statement of statements(broken.id)) await database.query(statement);
    await first.stop();

    await using server = await TestServer.start({ folder, settings: { LOG_LEVEL: 'error' } });
    const teacher = new Client(server.web, server.token);
    const path = (id: string) => `/api/sessions/${id}`;
    const { status, fault } = await teacher.get<Session>(path(broken.id));
    expect([status, fault?.code]).toEqual(['live', 'unreadable-record']);
    const listed = await teacher.get<Session[]>('/api/sessions');
    expect(listed.map(({ id, fault: of }) => [id, of?.code]).sort()).toEqual(
      [
        [broken.id, 'unreadable-record'],
        [healthy.id, undefined],
      ].sort(),
    );
    const refused = { status: 409, body: { code: 'session-faulty' } };
    const event = { event: { type: 'marker', name: 'here' } };
    expect(await teacher.call('POST', `${path(broken.id)}/events`, event)).toMatchObject(refused);
    expect((await teacher.call('POST', `${path(healthy.id)}/events`, event)).status).toBe(202);
    expect((await teacher.get<Lobby>(`${path(healthy.id)}/lobby`)).status).toBe('live');
    expect(key).toMatch(/^live_/);
    expect(await teacher.post<Session>(`${path(broken.id)}/end`)).toMatchObject({
      status: 'ended',
      fault: null,
    });
  });
});
