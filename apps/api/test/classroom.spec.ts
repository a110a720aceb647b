import type {
  Ack,
  Answer,
  AnswerReceipt,
  AnswerSubmitInput,
  EventReceipt,
  FeedbackBody,
  FeedbackReceipt,
  Joined,
  LedgerEntry,
  LedgerPage,
  Problem,
  RosterEntry,
  Session,
  SessionChanged,
} from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { engines } from './support/engines.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { TestServer } from './support/server.js';
import { ClassSocket } from './support/class-socket.js';
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

describe.each(engines(() => cluster))('a class, on $engine', ({ databaseUrl }) => {
  let server: TestServer;
  let teacher: Client;
  let session: Session;
  let publisher: Publisher;
  let teacherSocket: ClassSocket;
  beforeAll(async () => {
    server = await TestServer.start({ databaseUrl: await databaseUrl() });
    teacher = new Client(server.web, server.token);
    session = await makeSession(teacher, await makeLesson(teacher), { cues: 'manual' });
    publisher = await Publisher.start(film, server.rtmp((await makeKey(teacher, session.id)).key));
    await vi.waitFor(async () => {
      expect((await teacher.get<Session>(`/api/sessions/${session.id}`)).onAir).toBe(true);
    }, patience);
    teacherSocket = await ClassSocket.open(server.web, { token: server.token, sessionId: session.id });
  });
  afterAll(async () => {
    teacherSocket[Symbol.dispose]();
    await publisher[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  const path = (rest: string) => `/api/sessions/${session.id}/${rest}`;
  const join = (name: string) => teacher.as(undefined).post<Joined>(path('join'), { name });
  const socketOf = ({ token }: Joined) => ClassSocket.open(server.web, { token });
  const send = (event: object) => teacher.post<EventReceipt>(path('events'), { event });
  const ask = async (questionId = 'q1') => {
    const { seq, airedPtsMs } = await send({ type: 'question.opened', questionId });
    return { openedSeq: seq, questionId, at: airedPtsMs ?? 0 };
  };
  const answerTo = (
    { openedSeq, questionId, at }: Awaited<ReturnType<typeof ask>>,
    more: Partial<AnswerSubmitInput> = {},
  ): AnswerSubmitInput => ({
    questionId,
    openedSeq,
    shownPtsMs: at,
    answeredPtsMs: at,
    ...(questionId === 'q1' ? { choices: ['a'] } : { text: 'Because.' }),
    ...more,
  });

  it('sees who comes and goes', async () => {
    const ann = await join('Ann');
    const entry = () =>
      teacherSocket.heard<RosterEntry>('roster:changed').findLast(({ id }) => id === ann.student.id);
    await vi.waitFor(() => expect(entry()).toMatchObject({ name: 'Ann', online: false }), patience);
    using socket = await socketOf(ann);
    await vi.waitFor(() => expect(entry()).toMatchObject({ online: true, visible: true }), patience);
    await socket.call('presence:update', { visible: false, ptsMs: 5, latencyMs: 700 });
    await vi.waitFor(
      () => expect(entry()).toMatchObject({ online: true, visible: false, latencyMs: 700 }),
      patience,
    );
    socket[Symbol.dispose]();
    await vi.waitFor(() => expect(entry()).toMatchObject({ online: false }), patience);
    const roster = await teacher.get<RosterEntry[]>(path('roster'));
    expect(roster.find(({ id }) => id === ann.student.id)).toEqual(entry());
  });

  it('takes an answer once, shows it to the teacher alone, and sums it up without a name', async () => {
    const [ann, bob] = [await join('Ann'), await join('Bob')];
    using annSocket = await socketOf(ann);
    using bobSocket = await socketOf(bob);
    const asked = await ask();
    const first = await annSocket.call<AnswerReceipt>('answer:submit', answerTo(asked));
    expect(first).toMatchObject({ ok: true, value: { questionId: 'q1', openedSeq: asked.openedSeq } });
    expect(await annSocket.call('answer:submit', answerTo(asked, { choices: ['b'] }))).toMatchObject({
      ok: false,
      problem: { status: 409, code: 'answer-duplicate' },
    });
    await teacher.as(bob.token).post(path('answers'), answerTo(asked, { choices: ['b'] }));
    await vi.waitFor(() => {
      const received = teacherSocket
        .heard<Answer>('answer:received')
        .filter((a) => a.openedSeq === asked.openedSeq);
      expect(received.map(({ student, choices, verdict }) => [student.name, choices, verdict])).toEqual([
        ['Ann', ['a'], 'right'],
        ['Bob', ['b'], 'wrong'],
      ]);
    }, patience);
    expect([...annSocket.heard('answer:received'), ...bobSocket.heard('answer:received')]).toEqual([]);
    const listed = await teacher.get<Answer[]>(path(`answers?openedSeq=${String(asked.openedSeq)}`));
    expect(listed.map(({ student }) => student.name)).toEqual(['Ann', 'Bob']);
    const { seq } = await send({ type: 'class.result', reveal: true });
    const { entries } = await teacher.get<LedgerPage>(path(`ledger?afterSeq=${String(seq - 1)}`));
    expect(entries[0]?.event).toEqual({
      type: 'class.result',
      questionId: 'q1',
      counts: { a: 1, b: 1 },
      total: 2,
      correct: ['a'],
    });
  });

  it('gives the token of a join and the receipt of an answer, whatever fails after they are stored', async () => {
    const database = server.application.nest.get(DataSource);
    const entryOf = ({ student }: Joined) =>
      teacherSocket.heard<RosterEntry>('roster:changed').findLast(({ id }) => id === student.id);
    const without = async <T>(table: string, work: () => Promise<T>): Promise<T> => {
      await database.query(`ALTER TABLE ${table} RENAME TO ${table}_away`);
      try {
        return await work();
      } finally {
        await database.query(`ALTER TABLE ${table}_away RENAME TO ${table}`);
      }
    };
    const ann = await without('answer', () => join('Ann')); // a roster entry is made of answers
    using socket = await socketOf(ann);
    const asked = await ask();
    const answered = await without('student', () =>
      socket.call<AnswerReceipt>('answer:submit', answerTo(asked)),
    );
    expect(answered).toMatchObject({ ok: true, value: { openedSeq: asked.openedSeq } });
    await vi.waitFor(() => expect(entryOf(ann)).toMatchObject({ name: 'Ann', answers: 1 }), patience);
  });

  it('counts only one of ten answers that a student sends at once', async () => {
    const ann = await join('Ann');
    const asked = await ask();
    const calls = Array.from({ length: 10 }, (_, i) =>
      teacher
        .as(ann.token)
        .call<AnswerReceipt & Problem>(
          'POST',
          path('answers'),
          answerTo(asked, { choices: [i % 2 ? 'a' : 'b'] }),
        ),
    );
    const replies = await Promise.all(calls);
    const listed = await teacher.get<Answer[]>(path(`answers?openedSeq=${String(asked.openedSeq)}`));
    expect(listed).toHaveLength(1);
    const [counted] = listed;
    // the same answer sent again gets the same receipt, another one is refused
    for (const [i, { status, body }] of replies.entries()) {
      const isCounted = counted?.choices[0] === (i % 2 ? 'a' : 'b');
      expect([status, isCounted ? body.answerId : body.code]).toEqual(
        isCounted ? [201, counted.id] : [409, 'answer-duplicate'],
      );
    }
  });

  it('refuses what does not fit the question, the session or the time, each with its reason', async () => {
    const ann = await join('Ann');
    const submit = async (answer: object) => {
      const reply = await teacher.as(ann.token).call('POST', path('answers'), answer);
      return `${String(reply.status)} ${reply.body.code}`;
    };
    const asked = await ask();
    expect(await submit(answerTo(asked, { choices: ['c'] }))).toBe('400 answer-malformed');
    expect(await submit(answerTo(asked, { choices: ['a', 'b'] }))).toBe('400 answer-malformed');
    expect(await submit({ ...answerTo(asked), choices: undefined, text: 'a' })).toBe('400 answer-malformed');
    expect(await submit(answerTo(asked, { shownPtsMs: 0 }))).toMatch('400 answer-malformed');
    expect(await submit(answerTo(asked, { answeredPtsMs: asked.at + 3_600_000 }))).toBe(
      '400 answer-malformed',
    );
    expect(await submit(answerTo(asked, { openedSeq: asked.openedSeq + 1000 }))).toBe('404 answer-foreign');
    expect(await submit(answerTo(asked, { questionId: 'q2', text: 'x' }))).toBe('404 answer-foreign');
    expect(await submit({ ...answerTo(asked), shownPtsMs: 'now' })).toBe('400 validation-failed');
    const closed = await send({ type: 'question.closed' });
    const head = await send({ type: 'marker', name: 'later', data: {} });
    await vi.waitFor(async () => {
      const { ptsMs } = await teacher.get<{ ptsMs: number }>(path('stream'));
      expect(ptsMs).toBeGreaterThan((head.airedPtsMs ?? 0) + 400);
    }, patience);
    expect(await submit(answerTo(asked, { answeredPtsMs: (closed.airedPtsMs ?? 0) + 300 }))).toBe(
      '409 answer-late',
    );
    // given in time, and only now arrived
    expect(await submit(answerTo(asked))).toBe('201 undefined');
  });

  it('lets private feedback reach its student alone, before the stream says that it is due', async () => {
    const [ann, bob] = [await join('Ann'), await join('Bob')];
    using annSocket = await socketOf(ann);
    using bobSocket = await socketOf(bob);
    await using viewer = new Viewer(`${server.web}/live/${session.id}.flv`);
    await vi.waitFor(() => expect(viewer.frames.length).toBeGreaterThan(0), patience);
    const words = 'Your third sentence is the best of the class.';
    const receipt = await teacher.post<FeedbackReceipt>(path('feedback'), {
      bodies: [{ studentId: ann.student.id, text: words }],
    });
    expect(receipt).toMatchObject({ type: 'feedback.private', delivered: 1 });
    // it was acknowledged before the event was numbered
    const [body] = annSocket.heard<FeedbackBody>('feedback:body');
    expect(body).toEqual({
      ...{ feedbackId: receipt.feedbackId, text: words, questionId: null, airedPtsMs: null },
      ...{ judged: null, correction: null, hasVoice: false },
    });
    await vi.waitFor(() => expect(viewer.events.map(({ seq }) => seq)).toContain(receipt.seq), patience);
    expect(viewer.events.find(({ seq }) => seq === receipt.seq)?.event).toEqual({
      type: 'feedback.private',
      feedbackId: receipt.feedbackId,
    });
    expect(Buffer.concat(viewer.chunks).includes(words)).toBe(false);
    expect([...bobSocket.heard('feedback:body'), ...teacherSocket.heard('feedback:body')]).toEqual([]);
    expect(await teacher.as(bob.token).get(path('feedback/mine'))).toEqual([]);
    expect(await teacher.as(ann.token).get(path('feedback/mine'))).toEqual([
      { ...body, airedPtsMs: receipt.airedPtsMs },
    ]);
    annSocket[Symbol.dispose]();
    using again = await socketOf(ann);
    await vi.waitFor(() => expect(again.heard<FeedbackBody>('feedback:body')).toHaveLength(1), patience);
    const stranger = await teacher.call('POST', path('feedback'), {
      bodies: [{ studentId: 'nobody', text: 'x' }],
    });
    expect(stranger.body.errors?.[0]?.field).toBe('bodies.0.studentId');
  });

  it('keeps names, answers and private words out of the stream and the public ledger', async () => {
    await using viewer = new Viewer(`${server.web}/live/${session.id}.flv`);
    const ann = await join('Annabella Extraordinaria');
    const asked = await ask('q2');
    await teacher.as(ann.token).post(path('answers'), answerTo(asked, { text: 'A very own answer.' }));
    await send({ type: 'class.result' });
    const last = await send({ type: 'question.closed' });
    await vi.waitFor(() => expect(viewer.snapshots.at(-1)?.seq).toBeGreaterThanOrEqual(last.seq), patience);
    const watched = Buffer.concat(viewer.chunks).toString('latin1');
    const ledger = JSON.stringify(await teacher.as(undefined).get(path('ledger?limit=1000')));
    for (const secret of ['Annabella', 'very own', ann.student.id]) {
      expect(watched).not.toContain(secret);
      expect(ledger).not.toContain(secret);
    }
  });

  it('tells the teacher of every event once it is in a frame', async () => {
    const { seq, airedPtsMs } = await send({ type: 'marker', name: 'here' });
    await vi.waitFor(() => {
      const stamped = teacherSocket.heard<LedgerEntry>('event:stamped').filter((entry) => entry.seq === seq);
      expect(stamped).toMatchObject([{ airedPtsMs, origin: 'teacher', event: { name: 'here' } }]);
    }, patience);
  });

  it('answers every call over the socket, whatever was sent', async () => {
    using socket = await socketOf(await join('Ann'));
    for (const payload of [null, 7, 'x', [], { questionId: 'q1' }, { questionId: 'a\0b' }]) {
      expect(await socket.call('answer:submit', payload)).toMatchObject({
        ok: false,
        problem: { code: 'validation-failed' },
      });
    }
    expect(await socket.call('answer:sumbit', {})).toMatchObject({
      ok: false,
      problem: { status: 404, code: 'unknown-event' },
    });
    const asTeacher: Ack<unknown> = await teacherSocket.call('answer:submit', answerTo(await ask()));
    expect(asTeacher).toMatchObject({ ok: false, problem: { code: 'forbidden' } });
  });

  it.each([
    ['no token', () => ({})],
    ['a wrong token', () => ({ token: 'lk_student_wrong' })],
    ['a staff token without a session', () => ({ token: server.token })],
    ['a staff token for a session that is not there', () => ({ token: server.token, sessionId: 'none' })],
  ])('lets nobody in with %s', async (_, auth) => {
    await expect(ClassSocket.open(server.web, auth())).rejects.toThrow();
  });

  it('tells everybody when the session ends', async () => {
    using socket = await socketOf(await join('Ann'));
    await teacher.post(path('end'));
    await vi.waitFor(() => {
      const last = socket.heard<SessionChanged>('session:changed').at(-1);
      expect(last).toEqual({ sessionId: session.id, status: 'ended', onAir: false });
    }, patience);
    expect(await teacher.call('POST', path('join'), { name: 'Late' })).toMatchObject({ status: 409 });
  });
});
