import type { CompileJob, Joined, LedgerPage, Lobby, Session } from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from './support/client.js';
import { engines } from './support/engines.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { PostgresCluster } from './support/postgres-cluster.js';
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
  'its source': (id: string) => [`UPDATE session SET source = '{"kind":"film"}' WHERE id = '${id}'`],
  'its lesson': (id: string) => [`UPDATE session SET lesson = '{"id":7}' WHERE id = '${id}'`],
  'a record of a later version': (id: string) => [
    `UPDATE session SET lesson = lesson || '{"v":99}' WHERE id = '${id}'`,
  ],
};

const event = { event: { type: 'marker', name: 'here' } };

describe('a live session whose record cannot be read', () => {
  let folder: string;
  let server: TestServer;
  let teacher: Client;
  const broken = new Map<string, string>();
  let healthy: string;
  const path = (id: string) => `/api/sessions/${id}`;
  const brokenBy = (what: string) => path(broken.get(what) ?? '');

  beforeAll(async () => {
    const first = await TestServer.start();
    folder = first.folder;
    const admin = new Client(first.web, first.token);
    const lesson = await makeLesson(admin);
    const database = first.application.nest.get(DataSource);
    healthy = (await makeSession(admin, lesson)).id;
    for (const what of Object.keys(damage)) broken.set(what, (await makeSession(admin, lesson)).id);
    for (const id of [healthy, ...broken.values()]) await admin.post(`${path(id)}/start`);
    for (const [what, statements] of Object.entries(damage)) {
      for (const statement of statements(broken.get(what) ?? '')) await database.query(statement);
    }
    await first.stop();
    server = await TestServer.start({ folder });
    teacher = new Client(server.web, server.token);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it('does not keep the server from starting, nor the others from being listed and run', async () => {
    const listed = await teacher.get<Session[]>('/api/sessions');
    expect(new Map(listed.map(({ id, fault }) => [id, fault?.code]))).toEqual(
      new Map([
        [healthy, undefined],
        ...[...broken.values()].map((id) => [id, 'unreadable-record'] as const),
      ]),
    );
    expect((await teacher.call('POST', `${path(healthy)}/events`, event)).status).toBe(202);
    expect((await teacher.get<Lobby>(`${path(healthy)}/lobby`)).status).toBe('live');
  });

  it.each(Object.keys(damage))(
    'because of %s has a fault, takes no events, and can be ended',
    async (what) => {
      const { status, fault } = await teacher.get<Session>(brokenBy(what));
      expect([status, fault?.code]).toEqual(['live', 'unreadable-record']);
      const refused = { status: 409, body: { code: 'session-faulty' } };
      expect(await teacher.call('POST', `${brokenBy(what)}/events`, event)).toMatchObject(refused);
      expect(await teacher.post<Session>(`${brokenBy(what)}/end`)).toMatchObject({
        status: 'ended',
        fault: null,
      });
    },
  );
});

let cluster: PostgresCluster;
beforeAll(async () => (cluster = await PostgresCluster.start()));
afterAll(() => cluster[Symbol.asyncDispose]());

describe.each(engines(() => cluster))('a row that cannot be read, on $engine', ({ databaseUrl }) => {
  let server: TestServer;
  let admin: Client;
  const run = (text: string, ...values: unknown[]) =>
    server.application.nest.get(DataSource).query(text, values);
  beforeAll(async () => {
    server = await TestServer.start({ databaseUrl: await databaseUrl() });
    admin = new Client(server.web, server.token);
  });
  afterAll(() => server[Symbol.asyncDispose]());
  const unreadable = { status: 409, body: { code: 'stored-record-unreadable' } };

  it('of a lesson or its deck spoils that lesson; others and the list are read', async () => {
    const [questions, slides, sound] = [
      await makeLesson(admin),
      await makeLesson(admin),
      await makeLesson(admin),
    ];
    await run(`UPDATE lesson SET questions = '[{"id":7}]' WHERE id = $1`, questions.id);
    await run(`INSERT INTO deck (id, slides, created_at) VALUES ('dk_bad', '{"no":"list"}', now())`);
    await run(`UPDATE lesson SET deck_id = 'dk_bad' WHERE id = $1`, slides.id);
    expect(await admin.call('GET', `/api/lessons/${questions.id}`)).toMatchObject(unreadable);
    expect(await admin.call('GET', `/api/lessons/${slides.id}`)).toMatchObject(unreadable);
    expect(await admin.call('GET', `/api/lessons/${sound.id}`)).toMatchObject({ status: 200 });
    expect(await admin.get<unknown[]>('/api/lessons?limit=100')).toEqual(
      expect.arrayContaining(
        [questions, slides, sound].map(({ id }) => expect.objectContaining({ id }) as unknown),
      ),
    );
  });

  it.each(['script', 'files', 'compiled'])('of a version, in its %s, spoils that version', async (column) => {
    const text = 'title: Short\nsteps:\n  - id: one\n    say: Hello.\n';
    const [broken, sound] = await Promise.all(
      [1, 2].map(async () => {
        const { lessonId } = await admin.post<{ lessonId: string }>('/api/lessons/script', { text });
        await admin.post(`/api/lessons/${lessonId}/versions`, {});
        return lessonId;
      }),
    );
    await run(`UPDATE lesson_version SET ${column} = '{"no":"such"}' WHERE lesson_id = $1`, broken);
    const start = { lessonId: broken, source: { kind: 'teacher', version: 1 } };
    expect(await admin.call('POST', '/api/sessions', start)).toMatchObject(
      column === 'compiled' ? unreadable : { status: 409 },
    );
    const read = await admin.call('GET', `/api/lessons/${broken ?? ''}/versions/1`);
    expect(read).toMatchObject(column === 'compiled' ? { status: 200 } : unreadable);
    expect(await admin.call('GET', `/api/lessons/${broken ?? ''}/versions`)).toMatchObject({ status: 200 });
    expect(await admin.call('GET', `/api/lessons/${sound ?? ''}/versions/1`)).toMatchObject({ status: 200 });
  });

  it('of a compile job is listed with the others', async () => {
    await run(
      `INSERT INTO compile_job (id, lesson_id, draft_key, status, urgency, done, reused, problems, compiled, starts, created_at)
        SELECT 'job-bad', lesson_id, '1.1', 'done', 1, 0, 0, '"none"', '{"deck":4}', 1, now() FROM compile_job LIMIT 1
        ON CONFLICT DO NOTHING`,
    );
    const jobs = await admin.get<CompileJob[]>('/api/compiles?limit=100');
    expect(jobs.find(({ id }) => id === 'job-bad')).toMatchObject({ durationMs: null, problems: [] });
    expect(jobs.length).toBeGreaterThan(1);
  });

  it('of an answer, a question or private feedback spoils its own session, and no other', async () => {
    const lesson = await makeLesson(admin);
    const sessions = await Promise.all([1, 2].map(() => makeSession(admin, lesson)));
    const joined = await Promise.all(
      sessions.map(async ({ id }) => {
        await admin.post(`/api/sessions/${id}/start`);
        const student = await admin.as(undefined).post<Joined>(`/api/sessions/${id}/join`, { name: 'Ann' });
        const opened = `{"type":"question.opened","questionId":"q1"}`;
        await run(
          `INSERT INTO ledger_event (session_id, seq, type, event, question, origin, repeated, created_at, aired_pts_ms)
            VALUES ($1, 500, 'question.opened', '${opened}', $2, 'teacher', false, now(), 40)`,
          id,
          JSON.stringify(lesson.questions[0]),
        );
        await run(
          `INSERT INTO answer (id, session_id, student_id, question_id, opened_seq, attempt, spoken, choices, verdict,
              judging, shown_pts_ms, answered_pts_ms, received_at)
            VALUES ('a' || $1::text, $1, $2, 'q1', 500, 1, false, '["a"]', 'right', 'none', 40, 40, now())`,
          id,
          student.student.id,
        );
        await run(
          `INSERT INTO feedback_body (feedback_id, student_id, session_id, text, created_at)
            VALUES ('f' || $1::text, $2, $1, 'Good.', now())`,
          id,
          student.student.id,
        );
        return student;
      }),
    );
    const path = (i: number, rest: string) => `/api/sessions/${sessions[i]?.id ?? ''}/${rest}`;
    const result = { event: { type: 'class.result', questionId: 'q1' } };
    const reads = (i: number) =>
      Promise.all([
        admin.call('GET', path(i, 'answers')),
        admin.as(joined[i]?.token).call('GET', path(i, 'feedback/mine')),
        admin.call('POST', path(i, 'events'), result),
      ]);
    expect((await reads(0)).map(({ status }) => status)).toEqual([200, 200, 202]);
    const broken = sessions[0]?.id;
    await run(`UPDATE answer SET judgement = '{"verdict":"maybe"}' WHERE session_id = $1`, broken);
    await run(`UPDATE feedback_body SET judged = '{"verdict":"maybe"}' WHERE session_id = $1`, broken);
    await run(`UPDATE ledger_event SET question = '{"id":7}' WHERE session_id = $1 AND seq = 500`, broken);
    for (const read of await reads(0)) expect(read).toMatchObject(unreadable);
    expect((await reads(1)).map(({ status }) => status)).toEqual([200, 200, 202]);
    expect(await admin.call('GET', path(0, 'ledger'))).toMatchObject({ status: 200 });
    expect((await admin.get<LedgerPage>(path(1, 'ledger'))).entries.length).toBeGreaterThan(0);
    expect(await admin.call('GET', '/api/sessions')).toMatchObject({ status: 200 });
  });
});
