import type { LedgerPage, Session } from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Answer } from '../src/answers/answer.entity.js';
import { FeedbackService } from '../src/feedback/feedback.service.js';
import { JudgementNotifier } from '../src/virtual-teacher/judging/judgement-notifier.js';
import { JudgingStore } from '../src/virtual-teacher/judging/judging-store.js';
import { Client } from './support/client.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { TestServer } from './support/server.js';

let server: TestServer;
let teacher: Client;
let database: DataSource;
let notifier: JudgementNotifier;
beforeAll(async () => {
  server = await TestServer.start({ settings: { LOG_LEVEL: 'error' } });
  teacher = new Client(server.web, server.token);
  database = server.application.nest.get(DataSource);
  notifier = server.application.nest.get(JudgementNotifier);
});
afterAll(() => server[Symbol.asyncDispose]());
const patience = { timeout: 20_000, interval: 20 };

const judgement = {
  ...{
    verdict: 'right',
    praise: 'Good.',
    correction: null,
    hint: null,
    say: 'Good.',
    confidence: 1,
    mistake: null,
  },
  by: {
    ...{ brain: 'offline', model: null, promptVersion: null, latencyMs: 1, insteadOf: null },
    ...{ tokens: null, costUsd: null },
  },
};

let session: Session;
beforeEach(async () => {
  session = await makeSession(teacher, await makeLesson(teacher));
  await database.query(
    `INSERT INTO ledger_event (session_id, seq, type, event, origin, repeated, created_at, aired_pts_ms)
      VALUES ($1, 1, 'marker', '{"type":"marker","name":"asked"}', 'teacher', false, now(), 40)`,
    [session.id],
  );
  await teacher.post(`/api/sessions/${session.id}/start`);
});

/** Judged answers of so many students, as a process that was killed leaves them. */
async function judged(count: number): Promise<Answer[]> {
  await database.query(
    `INSERT INTO student (id, session_id, name, hash, joined_at, expires_at)
      SELECT $1 || '-' || n, $1, 'Student ' || n, $1 || n, now(), now() + interval '1 day'
      FROM generate_series(1, $2::int) AS n`,
    [session.id, count],
  );
  await database.query(
    `INSERT INTO answer (id, session_id, student_id, question_id, opened_seq, attempt, spoken, choices, text,
        verdict, judging, judgement, judged_at, shown_pts_ms, answered_pts_ms, received_at)
      SELECT 'a-' || $1 || '-' || n, $1, $1 || '-' || n, 'q1', 1, 1, false, '[]', 'x',
        'right', 'judged', $3::jsonb, now(), 40, 40, now()
      FROM generate_series(1, $2::int) AS n`,
    [session.id, count, JSON.stringify(judgement)],
  );
  return server.application.nest.get(JudgingStore).untold(session.id);
}

const told = async (): Promise<number> => {
  const rows = await database.query<{ count: number }[]>(
    'SELECT COUNT(DISTINCT answer_id)::int AS count FROM feedback_body WHERE session_id = $1',
    [session.id],
  );
  return rows[0]?.count ?? 0;
};

/** Ids of feedback that has an event, and of feedback that has a body. */
async function announced(): Promise<[string[], string[]]> {
  const { entries } = await teacher.get<LedgerPage>(`/api/sessions/${session.id}/ledger?limit=1000`);
  const inStream = entries.flatMap(({ type, event }) =>
    type === 'feedback.private' ? [String(event['feedbackId'])] : [],
  );
  const rows = await database.query<{ id: string }[]>(
    'SELECT DISTINCT feedback_id AS id FROM feedback_body WHERE session_id = $1',
    [session.id],
  );
  return [inStream.sort(), rows.map(({ id }) => id).sort()];
}

const everybodyTold = (count: number) =>
  vi.waitFor(async () => {
    expect(await told()).toBe(count);
    const [inStream, stored] = await announced();
    expect(inStream).toEqual(stored);
  }, patience);

describe('judgements', () => {
  it('of a class larger than a batch are told to every student', async () => {
    for (const answer of await judged(450)) notifier.notify(session.id, answer, { tries: 1 });
    await everybodyTold(450);
  });

  it('that a killed server left are told to every student', async () => {
    await notifier.recover(session.id, await judged(250), () => ({ tries: 1 }));
    await everybodyTold(250);
  });

  it('that are pending when the session ends are told to every student', async () => {
    for (const answer of await judged(430)) notifier.notify(session.id, answer, { tries: 1 });
    await notifier.flush(session.id);
    expect(await told()).toBe(430);
  });

  it('that the database refused are told when it takes them again', async () => {
    const answers = await judged(210);
    await database.query('ALTER TABLE feedback_body RENAME TO feedback_body_away');
    const sent = vi.spyOn(server.application.nest.get(FeedbackService), 'sendJudged');
    for (const answer of answers) notifier.notify(session.id, answer, { tries: 1 });
    await vi.waitFor(() => expect(sent.mock.settledResults[0]?.type).toBe('rejected'), patience);
    await database.query('ALTER TABLE feedback_body_away RENAME TO feedback_body');
    await everybodyTold(210);
  });

  it('whose event the ledger refused are announced once when it takes them again', async () => {
    const answers = await judged(3);
    await database.query(
      `ALTER TABLE ledger_event ADD CONSTRAINT no_feedback CHECK (type <> 'feedback.private') NOT VALID`,
    );
    for (const answer of answers) notifier.notify(session.id, answer, { tries: 1 });
    await vi.waitFor(async () => expect(await told()).toBe(3), patience);
    await database.query('ALTER TABLE ledger_event DROP CONSTRAINT no_feedback');
    await everybodyTold(3);
    expect((await announced())[0]).toHaveLength(1);
  });
});
