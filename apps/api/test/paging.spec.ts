import type { Answer, LessonSummary, RosterEntry, Session, Token } from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, type Reply } from './support/client.js';
import { engines } from './support/engines.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { TestServer } from './support/server.js';

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await PostgresCluster.start();
});
afterAll(() => cluster[Symbol.asyncDispose]());

const LINK = /^<([^>]+)>; rel="next"$/;

describe.each(engines(() => cluster))('a list, on $engine', ({ databaseUrl }) => {
  let server: TestServer;
  let admin: Client;
  let session: Session;
  beforeAll(async () => {
    server = await TestServer.start({ databaseUrl: await databaseUrl() });
    admin = new Client(server.web, server.token);
    const lesson = await makeLesson(admin);
    session = await makeSession(admin, lesson);
    for (let n = 0; n < 4; n++) {
      await makeSession(admin, lesson);
      await makeKey(admin, session.id);
      await admin.post<Token>('/api/tokens', { name: `T${String(n)}`, role: 'teacher' });
      await admin.post('/api/lessons', { title: `L${String(n)}` });
      await admin.as(undefined).post(`/api/sessions/${session.id}/join`, { name: `S${String(n)}` });
    }
    // several in one moment: the time alone is no order
    const database = server.application.nest.get(DataSource);
    await database.query("UPDATE session SET created_at = date_trunc('milliseconds', now())");
    await database.query("UPDATE student SET joined_at = date_trunc('milliseconds', now())");
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** All pages of so many items. */
  async function pages<T>(path: string, limit: number): Promise<T[][]> {
    const found: T[][] = [];
    for (let next: string | undefined = `${path}?limit=${String(limit)}`; next !== undefined;) {
      const reply: Reply<T[]> = await admin.call<T[]>('GET', next);
      found.push(reply.body);
      next = LINK.exec(reply.headers.get('link') ?? '')?.[1];
    }
    return found;
  }

  it.each([
    ['sessions', (): string => '/api/sessions'],
    ['students', (): string => `/api/sessions/${session.id}/roster`],
    ['lessons', (): string => '/api/lessons'],
    ['stream keys', (): string => '/api/stream-keys'],
    ['tokens', (): string => '/api/tokens'],
  ] as const)('of %s is given in pages, each item once and in order', async (_, path) => {
    const whole = await admin.get<{ id: string }[]>(path());
    expect(whole.length).toBeGreaterThanOrEqual(4);
    for (const limit of [1, 2, 3, whole.length]) {
      const parts = await pages<{ id: string }>(path(), limit);
      expect(parts.flat()).toEqual(whole);
      for (const part of parts.slice(0, -1)) expect(part).toHaveLength(limit);
    }
  });

  it('of answers and versions, empty here, has no next page', async () => {
    expect(await pages<Answer>(`/api/sessions/${session.id}/answers`, 2)).toEqual([[]]);
    const { lessonId } = await admin.post<{ lessonId: string }>('/api/lessons/script', { text: 'title: T' });
    expect(await pages(`/api/lessons/${lessonId}/versions`, 2)).toEqual([[]]);
  });

  it('neither repeats nor hides what was there when one is added between two pages', async () => {
    const before = await admin.get<LessonSummary[]>('/api/lessons');
    const first = await admin.call<LessonSummary[]>('GET', '/api/lessons?limit=2');
    await admin.post('/api/lessons', { title: 'New' });
    const next = LINK.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const second = await admin.get<LessonSummary[]>(next);
    expect([...first.body, ...second].map(({ id }) => id)).toEqual(before.slice(0, 4).map(({ id }) => id));
  });

  it.each(['nonsense', 'W10', 'WzEsMl0x', Buffer.from('["x","\\u0000"]').toString('base64url'), 'bnVsbA'])(
    'refuses a cursor that it did not give: %s',
    async (cursor) => {
      const reply = await admin.call('GET', `/api/sessions/${session.id}/roster?cursor=${cursor}`);
      expect(reply).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    },
  );

  it('knows whose a session is, and of which lesson', async () => {
    const rows = await server.application.nest
      .get(DataSource)
      .query<object[]>('SELECT lesson_id, lesson_version, owner_id FROM session WHERE id = $1', [session.id]);
    const [own] = await admin.get<Token[]>('/api/tokens');
    expect(rows).toEqual([{ lesson_id: session.lesson.id, lesson_version: null, owner_id: own?.id }]);
    const roster = await admin.get<RosterEntry[]>(`/api/sessions/${session.id}/roster`);
    expect(roster).toHaveLength(4);
  });

  it('has an index for every foreign key', async () => {
    const missing = await server.application.nest.get(DataSource).query<object[]>(
      `SELECT conrelid::regclass::text AS table, conname FROM pg_constraint
        WHERE contype = 'f' AND NOT EXISTS (
          SELECT 1 FROM pg_index WHERE indrelid = conrelid
            AND (string_to_array(indkey::text, ' ')::smallint[])[1:array_length(conkey, 1)] @> conkey
        )`,
    );
    expect(missing).toEqual([]);
  });
});
