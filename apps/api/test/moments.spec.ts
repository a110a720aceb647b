import type { MomentComment, MomentLink, SharedMoment, TokenCreated } from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client } from './support/client.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { Film } from './support/media.js';
import { finished, recordedFor } from './support/recordings.js';
import { TestServer } from './support/server.js';

let server: TestServer;
let film: Film;
let admin: Client;
let teacher: Client;
let at: string;
let recordingId: string;
beforeAll(async () => {
  film = await Film.shoot({ seconds: 3 });
  server = await TestServer.start({ media: { 'film.mp4': film.path } });
  admin = new Client(server.web, server.token);
  const { token } = await admin.post<TokenCreated>('/api/tokens', { name: 'Ms Li', role: 'teacher' });
  teacher = admin.as(token);
  const source = { kind: 'file', file: 'film.mp4', loop: false } as const;
  const wanted = { source, recorded: true, access: { private: true } } as const;
  const { id } = await makeSession(admin, await makeLesson(admin), wanted);
  at = `/api/sessions/${id}`;
  await admin.post(`${at}/start`);
  await recordedFor(admin, id, 1);
  await admin.call('POST', `${at}/end`);
  ({ id: recordingId } = await finished(admin, id));
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await film?.[Symbol.asyncDispose]();
});

it('a teacher comments on moments, and takes back what they wrote themselves', async () => {
  const said = { ptsMs: 500, text: ' Here the class is lost. ', audience: 'colleagues' };
  const comment = await teacher.post<MomentComment>(`${at}/comments`, said);
  expect(comment).toMatchObject({ ptsMs: 500, text: 'Here the class is lost.', by: { name: 'Ms Li' } });
  const other = await admin.post<MomentComment>(`${at}/comments`, { ...said, audience: 'students' });
  expect(await teacher.get(`${at}/comments`)).toEqual([comment, other]);
  expect((await teacher.call('DELETE', `${at}/comments/${other.id}`)).status).toBe(403);
  expect((await admin.call('DELETE', `${at}/comments/${comment.id}`)).status).toBe(204);
  expect(await admin.get(`${at}/comments`)).toEqual([other]);
  expect(await admin.call('DELETE', `${at}/comments/${comment.id}`)).toMatchObject({
    ...{ status: 404, body: { code: 'comment-not-found' } },
  });
  for (const wrong of [{ text: ' ' }, { ptsMs: -1 }, { audience: 'world' }])
    expect((await teacher.call('POST', `${at}/comments`, { ...said, ...wrong })).status).toBe(400);
});

it('anyone who has a link watches the recording of a private session from its moment on, until it expires or is revoked', async () => {
  const nobody = admin.as(undefined);
  const share = () => teacher.post<MomentLink>(`${at}/moment-links`, { ptsMs: 500, days: 2 });
  const link = await share();
  expect(Date.parse(link.expiresAt) - Date.parse(link.createdAt)).toBe(2 * 24 * 3600 * 1000);
  const address = `/api/moments/${link.id}`;
  const shared = await nobody.get<SharedMoment>(address);
  expect(shared).toMatchObject({ title: 'Past tense', ptsMs: 500, recording: `${address}/recording.mp4` });
  const file = () => fetch(`${server.web}${address}/recording.mp4`, { headers: { range: 'bytes=0-99' } });
  const part = await file();
  expect(part.status).toBe(206);
  expect(part.headers.get('cache-control')).toBe('private, no-store');
  expect((await part.arrayBuffer()).byteLength).toBe(100);
  // the address of the recording itself, which cannot be revoked, is told nowhere
  expect(JSON.stringify(shared)).not.toContain('/recordings/');

  // the session is private: those who have the link see nothing else of it
  const others = [`/recordings/${recordingId}.mp4`, `/recordings/${recordingId}/index.m3u8`, `${at}/ledger`];
  const statuses = others.map(async (other) => (await fetch(`${server.web}${other}`)).status);
  expect((await Promise.all(statuses)).filter((status) => ![401, 403].includes(status))).toEqual([]);

  const revoked = await teacher.call<MomentLink>('DELETE', `${at}/moment-links/${link.id}`);
  expect(revoked.body.revokedAt).not.toBeNull();
  expect((await teacher.call('DELETE', `${at}/moment-links/${link.id}`)).body).toEqual(revoked.body);
  expect((await file()).status).toBe(404);
  expect(await nobody.call('GET', address)).toMatchObject({ status: 404, body: { code: 'link-not-found' } });

  const late = await share();
  await server.application.nest
    .get(DataSource)
    .query(`UPDATE moment_link SET expires_at = now() - interval '1 second' WHERE id = $1`, [late.id]);
  expect((await nobody.call('GET', `/api/moments/${late.id}`)).status).toBe(404);
  expect(await teacher.get<MomentLink[]>(`${at}/moment-links`)).toHaveLength(2);
  expect((await teacher.call('POST', `${at}/moment-links`, { ptsMs: 500, days: 400 })).status).toBe(400);
});
