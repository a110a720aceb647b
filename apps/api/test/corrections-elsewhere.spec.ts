import type { CorrectionReceipt } from '@lockstep/contracts';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { TestServer } from './support/server.js';
import { patience, publish, type Pupil, TaughtClass } from './support/taught-class.js';

const script = `title: Ice
language: en
voice: silent
steps:
  - id: why
    ask:
      answer: open
      prompt: Why does ice float?
      rubric:
        - point: Ice is less dense than water.
          any: [less dense]
          required: false
      window: 600s
`;
const SECOND = 'second';

let cluster: PostgresCluster;
beforeAll(async () => void (cluster = await PostgresCluster.start()));
afterAll(() => cluster[Symbol.asyncDispose]());

/**
 * Breaks the connection by which the first server holds the database, until the second one has started: then both run,
 * as when a server loses its connection and another takes its place.
 */
async function startBeside(databaseUrl: string): Promise<TestServer> {
  await using client = Object.assign(new pg.Client({ connectionString: databaseUrl }), {
    [Symbol.asyncDispose]: () => client.end(),
  });
  await client.connect();
  const named = new URL(databaseUrl);
  named.searchParams.set('application_name', SECOND);
  let isUp = false;
  const starting = TestServer.start({ databaseUrl: named.href }).finally(() => (isUp = true));
  await vi.waitFor(async () => {
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND granted AND datname = current_database() AND application_name <> $1`,
      [SECOND],
    );
    expect(isUp).toBe(true);
  }, patience);
  return await starting;
}

it('judges by a correction that was made at another server on the same database', async () => {
  const databaseUrl = await cluster.database();
  await using first = await TestServer.start({ databaseUrl });
  const teacher = new Client(first.web, first.token);
  const lesson = await publish(teacher, script);
  const text = 'it has air inside';

  /** Answers in a class at the first server, and is told. */
  const judged = async (taught: TaughtClass, pupil: Pupil): Promise<string | undefined> => {
    await pupil.answer(await taught.opened(), { text });
    await vi.waitFor(() => expect(pupil.feedback).toHaveLength(1), patience);
    return pupil.feedback[0]?.judged?.verdict;
  };

  const earlier = await TaughtClass.create(teacher, lesson);
  using ann = await earlier.join('Ann');
  await earlier.start();
  expect(await judged(earlier, ann)).toBe('not-reviewed');
  await teacher.post(`/api/sessions/${earlier.id}/end`);
  await earlier.ended();

  await using second = await startBeside(databaseUrl);
  const colleague = new Client(second.web, second.token);
  const running = await TaughtClass.create(teacher, lesson);
  using idle = await running.join('Idle'); // the question stays open for them
  using ben = await running.join('Ben');
  await running.start();
  expect(await judged(running, ben)).toBe('not-reviewed');

  const [answer] = await earlier.through(colleague).answers();
  const wanted = { answerIds: [answer?.id], verdict: 'partly' };
  await colleague.post<CorrectionReceipt>(`/api/sessions/${earlier.id}/corrections`, wanted);

  // the first server reads again after two seconds: each student is one look
  const pupils: Pupil[] = [];
  await vi.waitFor(async () => {
    const late = await running.join(`Late ${String(pupils.length)}`);
    pupils.push(late);
    expect(await judged(running, late)).toBe('partly');
  }, patience);
  pupils.forEach((pupil) => pupil[Symbol.dispose]());
  expect(idle.feedback).toEqual([]);
  await teacher.post(`/api/sessions/${running.id}/end`);
}, 90_000);
