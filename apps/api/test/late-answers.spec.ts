import type { FeedbackBody, LedgerEntry } from '@lockstep/contracts';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { LedgerService } from '../src/ledger/ledger.service.js';
import { Client } from './support/client.js';
import { TestServer } from './support/server.js';
import { patience, publish, type Pupil, TaughtClass } from './support/taught-class.js';
import { type SeenEvent, Viewer } from './support/viewer.js';

const script = `title: Past tense
steps:
  - id: q1
    ask:
      answer: single
      prompt: What is the past of go?
      choices: [went, goed]
      right: went
      wrong:
        goed: Go is irregular.
      tries: 2
      window: 60s
  - id: held
    wait: Shall we go on?
`;

describe('an answer whose sender never learned what became of it', () => {
  let server: TestServer;
  let teacher: Client;
  let lesson: { lessonId: string; version: number };
  beforeAll(async () => {
    server = await TestServer.start();
    teacher = new Client(server.web, server.token);
    lesson = await publish(teacher, script);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });

  /** As a process leaves it that ends between taking an answer and judging it. */
  const leaveUnjudged = async (question: LedgerEntry, pupil: Pupil, judging: 'waiting' | 'claimed') => {
    const at = question.airedPtsMs ?? 0;
    const { student, session } = pupil.joined;
    await server.application.nest.get(DataSource).query(
      `INSERT INTO answer (id, session_id, student_id, question_id, opened_seq, attempt, spoken, choices, text,
        verdict, judging, shown_pts_ms, answered_pts_ms, received_at)
      VALUES ($1, $2, $3, 'q1', $4, 1, false, '["goed"]', NULL, 'not-reviewed', $5, $6, $6, now())`,
      [`left-${student.id}`, session.id, student.id, question.seq, judging, at],
    );
  };
  const isTold = (taught: TaughtClass, pupil: Pupil) =>
    vi.waitFor(async () => {
      const mine = await pupil.client.get<FeedbackBody[]>(`/api/sessions/${taught.id}/feedback/mine`);
      expect(mine).toMatchObject([{ judged: { verdict: 'wrong', attempt: 1, triesLeft: 1 } }]);
    }, patience);

  it('is acknowledged again as it was, over both doors and after the end; another answer is not', async () => {
    const taught = await TaughtClass.create(teacher, lesson);
    using ann = await taught.join('Ann');
    await taught.start();
    const question = await taught.opened();
    const receipt = await ann.answer(question, { choices: ['goed'] });
    expect(await ann.answer(question, { choices: ['goed'] })).toEqual(receipt);
    await expect(ann.answer(question, { choices: ['went'] })).rejects.toThrow('answer-duplicate');
    await vi.waitFor(() => expect(ann.feedback).toHaveLength(1), patience);
    const second = await ann.answer(question, { choices: ['went'], attempt: 2 });
    expect(await ann.answer(question, { choices: ['went'], attempt: 2 })).toEqual(second);
    expect(await ann.answer(question, { choices: ['goed'] })).toEqual(receipt);
    await teacher.post(`/api/sessions/${taught.id}/end`);
    const at = { shownPtsMs: question.airedPtsMs, answeredPtsMs: question.airedPtsMs };
    const body = { questionId: 'q1', openedSeq: question.seq, choices: ['goed'], ...at };
    const path = `/api/sessions/${taught.id}/answers`;
    expect(await ann.client.post(path, body)).toEqual(receipt);
    const other = await ann.client.call('POST', path, { ...body, attempt: 2 });
    expect(other).toMatchObject({ status: 409, body: { code: 'session-not-live' } });
    expect(await taught.answers()).toHaveLength(2);
  });

  it('is taken though the frame of its question is not on record yet', async () => {
    const taught = await TaughtClass.create(teacher, lesson);
    using ann = await taught.join('Ann');
    const ledger = server.application.nest.get(LedgerService);
    const recordAired = ledger.recordAired.bind(ledger);
    const mayWrite = Promise.withResolvers<void>();
    const writing = vi.spyOn(ledger, 'recordAired').mockImplementation(async (rows) => {
      const entries = await Promise.all(rows.map(({ sessionId, seq }) => ledger.find(sessionId, seq)));
      if (entries.some((entry) => entry?.type === 'question.opened')) await mayWrite.promise;
      return recordAired(rows);
    });
    onTestFinished(() => writing.mockRestore());
    await taught.start();
    await using viewer = new Viewer(`${server.web}/live/${taught.id}.flv`);
    const { seq, ptsMs, event } = await vi.waitFor(() => {
      const opened = viewer.events.find((seen) => seen.event.type === 'question.opened');
      expect(opened).toBeDefined();
      return opened as SeenEvent;
    }, patience);
    const lookedFor = vi.spyOn(ledger, 'find');
    const answered = ann.answer({ seq, airedPtsMs: ptsMs, event: { ...event } }, { choices: ['went'] });
    await vi.waitFor(() => expect(lookedFor).toHaveBeenCalledWith(taught.id, seq), patience);
    lookedFor.mockRestore();
    mayWrite.resolve();
    await expect(answered).resolves.toMatchObject({ attempt: 1 });
  });

  it('is not looked for when a session begins that nobody has answered in yet', async () => {
    const taught = await TaughtClass.create(teacher, lesson);
    const queries = vi.spyOn(pg.Client.prototype, 'query');
    await taught.start();
    const own = queries.mock.calls.filter((call) => JSON.stringify(call).includes(taught.id)); // others still run
    const texts = own.map(([query]: unknown[]) =>
      typeof query === 'string' ? query : (query as { text: string }).text,
    );
    queries.mockRestore();
    // corrections of answers to the same question, in any session, are looked for
    const reads = texts.filter((text) => /^SELECT/i.test(text) && !text.includes('FROM correction'));
    expect(reads.filter((text) => /\banswer\b|feedback_body/.test(text))).toEqual([]);
    expect(reads.filter((text) => text.includes('ledger_event'))).toHaveLength(1);
    await taught.opened();
  });

  it('is judged and told although its session ended before', async () => {
    const taught = await TaughtClass.create(teacher, lesson);
    using ann = await taught.join('Ann');
    await taught.start();
    await leaveUnjudged(await taught.opened(), ann, 'waiting');
    await teacher.post(`/api/sessions/${taught.id}/end`);
    await isTold(taught, ann);
    expect(await taught.answers()).toMatchObject([{ judging: 'judged', verdict: 'wrong' }]);
  });

  it('is judged and told by the next process, if this one ended too', async () => {
    const taught = await TaughtClass.create(teacher, lesson);
    using ann = await taught.join('Ann');
    await taught.start();
    const question = await taught.opened();
    await teacher.post(`/api/sessions/${taught.id}/end`);
    await leaveUnjudged(question, ann, 'claimed');
    const { folder } = server;
    await server.stop();
    server = await TestServer.start({ folder });
    teacher = new Client(server.web, server.token);
    const there = taught.through(teacher);
    const mine = () =>
      teacher.as(ann.joined.token).get<FeedbackBody[]>(`/api/sessions/${taught.id}/feedback/mine`);
    await vi.waitFor(
      async () => expect(await mine()).toMatchObject([{ judged: { verdict: 'wrong' } }]),
      patience,
    );
    expect(await there.answers()).toMatchObject([{ judging: 'judged', verdict: 'wrong' }]);
  });
});
