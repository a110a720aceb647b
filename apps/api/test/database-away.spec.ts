import type { Answer, AnswerReceipt, EventReceipt, Joined, LedgerPage, Session } from '@lockstep/contracts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ClassSocket } from './support/class-socket.js';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { TestServer } from './support/server.js';
import { Viewer } from './support/viewer.js';

let cluster: PostgresCluster;
let film: Film;
beforeAll(async () => {
  [cluster, film] = await Promise.all([PostgresCluster.start(), Film.shoot({ seconds: 4 })]);
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
});
const patience = { timeout: 20_000, interval: 20 };

it('a database that goes away stops no frame, loses no event, and is used again when it is back', async () => {
  const databaseUrl = await cluster.database();
  const name = new URL(databaseUrl).pathname.slice(1);
  await using server = await TestServer.start({ databaseUrl, settings: { LOG_LEVEL: 'error' } });
  const teacher = new Client(server.web, server.token);
  const session = await makeSession(teacher, await makeLesson(teacher), { cues: 'manual' });
  await using publisher = await Publisher.start(film, server.rtmp((await makeKey(teacher, session.id)).key));
  await vi.waitFor(async () => {
    expect((await teacher.get<Session>(`/api/sessions/${session.id}`)).onAir).toBe(true);
  }, patience);
  await using viewer = new Viewer(`${server.web}/live/${session.id}.flv`);
  const event = { event: { type: 'slide.shown', index: 1 } };
  const before = await teacher.post<EventReceipt>(`/api/sessions/${session.id}/events`, event);

  const asked = await teacher.post<EventReceipt>(`/api/sessions/${session.id}/events`, {
    event: { type: 'question.opened', questionId: 'q1' },
  });
  const joined = await teacher
    .as(undefined)
    .post<Joined>(`/api/sessions/${session.id}/join`, { name: 'Ann' });
  using socket = await ClassSocket.open(server.web, { token: joined.token });
  const at = { shownPtsMs: asked.airedPtsMs, answeredPtsMs: asked.airedPtsMs };
  const given = { questionId: 'q1', openedSeq: asked.seq, choices: ['a'], ...at };
  const answer = (line: ClassSocket) => line.call<AnswerReceipt>('answer:submit', given);

  // one event is in the ledger and on its way to its frame when the database goes
  const soon = (viewer.frames.at(-1) ?? 0) + 800;
  const underway = teacher.call<EventReceipt>('POST', `/api/sessions/${session.id}/events`, {
    event: { type: 'marker', name: 'underway' },
    ptsMs: soon,
  });
  const ledger = async () => (await teacher.get<LedgerPage>(`/api/sessions/${session.id}/ledger`)).entries;
  await vi.waitFor(async () => expect((await ledger()).at(-1)?.type).toBe('marker'), patience);
  await cluster.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await cluster.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
  expect(await answer(socket)).toMatchObject({ ok: false, problem: { status: 503, code: 'database-away' } });
  socket[Symbol.dispose](); // a line that breaks meanwhile
  await expect(ClassSocket.open(server.web, { token: joined.token })).rejects.toMatchObject({
    data: { status: 503, code: 'database-away' },
  });
  const refused = await teacher.call('POST', `/api/sessions/${session.id}/events`, event);
  expect(refused).toMatchObject({ status: 503, body: { code: 'database-away' } });
  const probe = teacher.as(undefined);
  expect((await probe.call('GET', '/health/live')).status).toBe(200);
  expect(await probe.call('GET', '/health/ready')).toMatchObject({
    status: 503,
    body: { status: 'error', error: { database: { status: 'down' } }, info: { rtmp: { status: 'up' } } },
  });
  const frames = viewer.frames.length;
  await vi.waitFor(() => expect(viewer.frames.length).toBeGreaterThan(frames + 25), patience);

  await cluster.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  await vi.waitFor(async () => expect((await probe.call('GET', '/health/ready')).status).toBe(200), patience);
  const after = await teacher.post<EventReceipt>(`/api/sessions/${session.id}/events`, event);
  expect([(await underway).body.seq, after.seq]).toEqual([asked.seq + 1, asked.seq + 2]);
  await vi.waitFor(() => expect(viewer.events.map(({ seq }) => seq)).toContain(after.seq), patience);
  const entries = await ledger();
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1));
  const seen = viewer.events.filter(({ seq }) => seq > before.seq).map(({ seq, ptsMs }) => [seq, ptsMs]);
  expect(seen).toEqual(entries.slice(before.seq).map(({ seq, airedPtsMs }) => [seq, airedPtsMs]));
  expect(publisher.isRunning).toBe(true);
  using back = await ClassSocket.open(server.web, { token: joined.token });
  const taken = await answer(back);
  expect(taken).toMatchObject({ ok: true, value: { questionId: 'q1' } });
  expect(await answer(back)).toEqual(taken);
  const answers = await teacher.get<Answer[]>(`/api/sessions/${session.id}/answers`);
  expect(answers.map(({ student }) => student)).toEqual([joined.student]);
});
