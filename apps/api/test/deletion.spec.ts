import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type {
  Answer,
  Class,
  DeletionReport,
  EventReceipt,
  Joined,
  Lesson,
  Keeping,
  Lobby,
  Session,
} from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Answer as AnswerRow } from '../src/answers/answer.entity.js';
import { Retention } from '../src/deletion/retention.js';
import { FeedbackService } from '../src/feedback/feedback.service.js';
import { Client } from './support/client.js';
import { leftPlacesOf, placesOf } from './support/database-walk.js';
import { engines } from './support/engines.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { Film } from './support/media.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { finished, recordedFor } from './support/recordings.js';
import { TestServer } from './support/server.js';

const DAY_MS = 24 * 60 * 60 * 1000;

let cluster: PostgresCluster;
let film: Film;
beforeAll(async () => {
  [cluster, film] = await Promise.all([PostgresCluster.start(), Film.shoot({ seconds: 4 })]);
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
});

describe.each(engines(() => cluster))('deletion, on $engine', ({ databaseUrl }) => {
  let server: TestServer;
  let teacher: Client;
  let database: DataSource;
  let lesson: Lesson;
  beforeAll(async () => {
    server = await TestServer.start({
      ...{ databaseUrl: await databaseUrl(), media: { 'film.mp4': film.path } },
    });
    teacher = new Client(server.web, server.token);
    database = server.application.nest.get(DataSource);
    lesson = await makeLesson(teacher);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** A class of two that is over and recorded; each has an answer, which was corrected, and feedback. */
  async function taughtClass() {
    const source = { kind: 'file', file: 'film.mp4', loop: true } as const;
    const { id } = await makeSession(teacher, lesson, { source, recorded: true });
    const at = `/api/sessions/${id}`;
    const join = (name: string) => teacher.post<Joined>(`${at}/join`, { name });
    const [ann, bea] = [await join('Annegret Zaubermann'), await join('Beatrix Quellenfeld')];
    await teacher.post(`${at}/start`);
    await recordedFor(teacher, id, 1);
    const event = { type: 'question.opened', questionId: 'q2' };
    const { seq, airedPtsMs } = await teacher.post<EventReceipt>(`${at}/events`, { event });
    const shown = { openedSeq: seq, shownPtsMs: airedPtsMs, answeredPtsMs: airedPtsMs };
    for (const [{ token }, text] of [
      [ann, 'because of the xyloglyphs'],
      [bea, 'perhaps it likes to'],
    ] as const)
      await teacher.as(token).post(`${at}/answers`, { questionId: 'q2', ...shown, text });
    const bodies = [ann, bea].map(({ student }) => ({
      studentId: student.id,
      text: `Go on, ${student.name}.`,
    }));
    await teacher.post(`${at}/feedback`, { bodies });
    for (const { id: answerId, text } of await teacher.get<Answer[]>(`${at}/answers`))
      await teacher.post(`${at}/corrections`, {
        ...{ answerIds: [answerId], verdict: 'partly', comment: `Say more than ${text ?? ''}.` },
      });
    await teacher.post(`${at}/end`);
    return { id, ann, bea, recording: await finished(teacher, id) };
  }

  const remove = (address: string) => teacher.call<DeletionReport>('DELETE', address);

  it('of a student leaves no row with their id, name or words, and of a session neither row nor file', async () => {
    const { id, ann, bea, recording } = await taughtClass();
    const own = ['Annegret', 'xyloglyphs', ann.student.id];
    expect(await placesOf(database, own)).toEqual(
      expect.arrayContaining([
        'answer.text',
        'correction.comment',
        'feedback_body.student_id',
        'student.name',
      ]),
    );
    // what a later version may add, with a key and without
    await database.query(
      `CREATE TABLE IF NOT EXISTS mood (student_id text, answer_id text REFERENCES answer (id))`,
    );
    await database.query(`INSERT INTO mood SELECT student_id, id FROM answer WHERE student_id = $1`, [
      ann.student.id,
    ]);

    const reply = await remove(`/api/sessions/${id}/students/${ann.student.id}`);
    expect(reply).toMatchObject({
      status: 200,
      body: { sessionId: id, studentId: ann.student.id, files: 0 },
    });
    expect(reply.body.rows).toMatchObject({
      answer: 1,
      correction: 1,
      feedback_body: 2,
      mood: 1,
      student: 1,
    });
    expect(await leftPlacesOf(database, own)).toEqual([]);
    expect((await teacher.as(ann.token).call('GET', `/api/sessions/${id}/score/mine`)).status).toBe(401);
    const left = await teacher.get<Answer[]>(`/api/sessions/${id}/answers`);
    expect(left).toMatchObject([{ student: { id: bea.student.id }, correction: { verdict: 'partly' } }]);
    expect(await remove(`/api/sessions/${id}/students/${ann.student.id}`)).toMatchObject({
      ...{ status: 404, body: { code: 'student-not-found' } },
    });

    const session = await remove(`/api/sessions/${id}`);
    expect(session).toMatchObject({
      status: 200,
      body: { studentId: null, files: 1, bytes: recording.bytes },
    });
    expect(session.body.rows).toMatchObject({ answer: 1, student: 1, session: 1, recording: 1 });
    expect(session.body.rows['ledger_event']).toBeGreaterThan(2);
    expect(await leftPlacesOf(database, [id, recording.id, 'Beatrix', bea.student.id])).toEqual([]);
    expect(await readdir(path.join(server.folder, 'recordings'))).not.toContain(recording.id);
    expect((await fetch(`${server.web}${recording.files.mp4 ?? ''}`)).status).toBe(404);
    expect((await fetch(`${server.web}${recording.files.hls}`)).status).toBe(404);
    expect((await remove(`/api/sessions/${id}`)).status).toBe(404);
    expect((await teacher.get<Lesson>(`/api/lessons/${lesson.id}`)).id).toBe(lesson.id);
  });

  it('goes on while answers are judged, and their judgements reach those who are still there', async () => {
    const { id, ann, bea } = await taughtClass();
    const feedback = server.application.nest.get(FeedbackService);
    const answers = await database.getRepository(AnswerRow).findBy({ sessionId: id });
    await database.query(`DELETE FROM feedback_body WHERE session_id = $1`, [id]);
    const judged = answers.map((row) => ({
      ...{ studentId: row.studentId, questionId: row.questionId, answerId: row.id, text: 'Well.' },
      judged: {
        ...{ answerId: row.id, openedSeq: row.openedSeq, attempt: 1, triesLeft: 0 },
        ...{ verdict: 'right' as const, praise: null, correction: null, hint: null },
      },
    }));
    const own = `/api/sessions/${id}/students/${ann.student.id}`;
    const [reply] = await Promise.all([
      remove(own),
      ...judged.map((one, i) => feedback.sendJudged(id, `one-${String(i)}`, [one])),
      feedback.sendJudged(id, 'both', judged),
      feedback.tellCorrected(
        id,
        answers.map((row) => Object.assign(row, { judging: 'none' })),
      ),
    ]);
    expect(reply.status).toBe(200);
    expect(await leftPlacesOf(database, [ann.student.id])).toEqual([]);
    // what comes later still is of somebody who is gone, and of somebody who is not
    await database.query(`DELETE FROM feedback_body WHERE session_id = $1`, [id]);
    await feedback.sendJudged(id, 'late', judged);
    await feedback.tellCorrected(id, answers);
    const told = await database.query<{ student: string }[]>(
      `SELECT DISTINCT student_id AS student FROM feedback_body WHERE session_id = $1`,
      [id],
    );
    expect(told).toEqual([{ student: bea.student.id }]);
    expect((await remove(`/api/sessions/${id}`)).status).toBe(200);
    await feedback.sendJudged(id, 'last', judged);
    expect(await leftPlacesOf(database, [id])).toEqual([]);
  });

  it('is refused while a session is live, and under a legal hold', async () => {
    const { id } = await makeSession(teacher, lesson);
    const student = await teacher.post<{ student: { id: string } }>(`/api/sessions/${id}/join`, {
      name: 'Cleo',
    });
    const own = `/api/sessions/${id}/students/${student.student.id}`;
    await teacher.post(`/api/sessions/${id}/start`);
    for (const address of [`/api/sessions/${id}`, own])
      expect(await remove(address)).toMatchObject({ status: 409, body: { code: 'session-still-live' } });
    await teacher.post(`/api/sessions/${id}/end`);
    expect(await teacher.put<Session>(`/api/sessions/${id}/hold`, { held: true })).toMatchObject({
      held: true,
    });
    for (const address of [`/api/sessions/${id}`, own])
      expect(await remove(address)).toMatchObject({ status: 409, body: { code: 'session-held' } });
    await teacher.put<Session>(`/api/sessions/${id}/hold`, { held: false });
    expect((await remove(`/api/sessions/${id}`)).status).toBe(200);
    expect((await teacher.call('PUT', `/api/sessions/${id}/hold`, { held: true })).status).toBe(404);
  });

  it('comes by itself when the time of a session is over, is told before, and spares what is held', async () => {
    const slides = await makeLesson(teacher);
    const keeping: Keeping = { recorded: false, keptDays: 30 };
    expect(await teacher.get(`/api/lessons/${slides.id}/keeping`)).toEqual({
      recorded: null,
      keptDays: null,
    });
    expect(await teacher.put(`/api/lessons/${slides.id}/keeping`, keeping)).toEqual(keeping);
    expect(await teacher.get(`/api/lessons/${slides.id}/keeping`)).toEqual(keeping);
    const ended = async () => {
      const { id } = await makeSession(teacher, slides);
      await teacher.post(`/api/sessions/${id}/start`);
      return teacher.post<Session>(`/api/sessions/${id}/end`);
    };
    const [due, held] = [await ended(), await ended()];
    await teacher.put(`/api/lessons/${slides.id}/keeping`, { recorded: null, keptDays: null });
    const kept = await ended(); // of a lesson and a server that say nothing
    const lobby = await teacher.get<Lobby>(`/api/sessions/${due.id}/lobby`);
    expect(lobby).toMatchObject({ keptDays: 30, recorded: false });
    const endMs = Date.parse(due.endedAt ?? '');
    expect(due.deletesAt).toBe(new Date(endMs + 30 * DAY_MS).toISOString());
    expect(kept).toMatchObject({ deletesAt: null, recorded: true });
    await teacher.put(`/api/sessions/${held.id}/hold`, { held: true });
    expect(await teacher.get<Session>(`/api/sessions/${held.id}`)).toMatchObject({ deletesAt: null });
    const retention = server.application.nest.get(Retention);
    const exists = async (id: string) => (await teacher.call('GET', `/api/sessions/${id}`)).status === 200;
    await retention.deleteOverdue(new Date(endMs + 30 * DAY_MS - 1));
    expect(await exists(due.id)).toBe(true);
    await retention.deleteOverdue(new Date(endMs + 31 * DAY_MS));
    expect(await Promise.all([due, held, kept].map(({ id }) => exists(id)))).toEqual([false, true, true]);
  });
});

it('follows the setting of the server where a lesson says nothing', async () => {
  await using server = await TestServer.start({ settings: { RETENTION_DAYS: '7', RECORDING: 'false' } });
  const teacher = new Client(server.web, server.token);
  const lesson = await makeLesson(teacher);
  const { id } = await makeSession(teacher, lesson);
  expect(await teacher.get<Lobby>(`/api/sessions/${id}/lobby`)).toMatchObject({
    keptDays: 7,
    recorded: false,
  });
  await teacher.put(`/api/lessons/${lesson.id}/keeping`, { recorded: true, keptDays: null });
  expect(await makeSession(teacher, lesson)).toMatchObject({ recorded: true });
  expect(await makeSession(teacher, lesson, { recorded: false })).toMatchObject({ recorded: false });
  await teacher.post(`/api/sessions/${id}/start`);
  const { endedAt } = await teacher.post<Session>(`/api/sessions/${id}/end`);
  await server.application.nest
    .get(Retention)
    .deleteOverdue(new Date(Date.parse(endedAt ?? '') + 8 * DAY_MS));
  expect((await teacher.call('GET', `/api/sessions/${id}`)).status).toBe(404);
});

it('follows the class before the lesson, and the lesson before the server, field by field', async () => {
  await using server = await TestServer.start({ settings: { RETENTION_DAYS: '7' } });
  const admin = new Client(server.web, server.token);
  const lesson = await makeLesson(admin);
  const { id: classId } = await admin.post<Class>('/api/classes', { name: '7b' });
  const ofClass = `/api/classes/${classId}/keeping`;
  const ofLesson = `/api/lessons/${lesson.id}/keeping`;
  const keptDaysOf = async (more: object) => {
    const { id, recorded } = await makeSession(admin, lesson, { access: { private: false }, ...more });
    const { keptDays } = await admin.get<Lobby>(`/api/sessions/${id}/lobby`);
    return { recorded, keptDays };
  };
  expect(await admin.get(ofClass)).toEqual({ recorded: null, keptDays: null });
  expect(await keptDaysOf({ classId })).toEqual({ recorded: true, keptDays: 7 });
  await admin.put(ofLesson, { recorded: false, keptDays: 30 });
  expect(await keptDaysOf({ classId })).toEqual({ recorded: false, keptDays: 30 });
  const keeping: Keeping = { recorded: null, keptDays: 90 };
  expect(await admin.put(ofClass, keeping)).toEqual(keeping);
  expect(await keptDaysOf({ classId })).toEqual({ recorded: false, keptDays: 90 });
  await admin.put(ofClass, { recorded: true, keptDays: null });
  expect(await admin.get(ofClass)).toEqual({ recorded: true, keptDays: null });
  expect(await keptDaysOf({ classId })).toEqual({ recorded: true, keptDays: 30 });
  expect(await keptDaysOf({ classId, recorded: false })).toEqual({ recorded: false, keptDays: 30 });
  expect(await keptDaysOf({})).toEqual({ recorded: false, keptDays: 30 }); // for no class
  for (const keptDays of [0, 1.5, 36_501])
    expect((await admin.call('PUT', ofClass, { recorded: null, keptDays })).status).toBe(400);
  expect((await admin.call('PUT', '/api/classes/none/keeping', keeping)).status).toBe(404);
});
