import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Answer, DeletionReport, EventReceipt, Joined, MomentLink } from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ClassSocket } from './support/class-socket.js';
import { Client } from './support/client.js';
import { leftPlacesOf, placesOf } from './support/database-walk.js';
import { fillTables, tablesWith } from './support/fill-tables.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film } from './support/media.js';
import { recordedFor, recordingOf } from './support/recordings.js';
import { S3Server } from './support/s3-server.js';
import { TestServer } from './support/server.js';

const NAME = 'Annegret Zaubermann';
const WORDS = 'because of the xyloglyphs';

let film: Film;
let s3: S3Server;
let server: TestServer;
let teacher: Client;
let database: DataSource;
beforeAll(async () => {
  [film, s3] = await Promise.all([Film.shoot({ seconds: 2 }), S3Server.start()]);
  server = await TestServer.start({
    settings: { ...s3.settings, WEBHOOK_NETWORKS: '127.0.0.1/32' },
    media: { 'film.mp4': film.path },
  });
  teacher = new Client(server.web, server.token);
  database = server.application.nest.get(DataSource);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await s3[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
});

const someWebhook = async (): Promise<string> => {
  const [known] = await database.query<{ id: string }[]>(`SELECT id FROM webhook LIMIT 1`);
  if (known) return known.id;
  const made = { url: 'http://127.0.0.1:9/hook', events: ['session.live'] };
  return (await teacher.post<{ id: string }>('/api/webhooks', made)).id;
};

const someTemplate = async (): Promise<string> => {
  const made = { name: `Template ${Math.random()}`, renditions: [{ name: 'a', height: 90, videoKbps: 100 }] };
  return (await teacher.post<{ id: string }>('/api/templates', made)).id;
};

/** Files of the server and objects of the bucket in which one of the words stands; the database keeps its own files. */
async function filesWith(words: readonly string[]): Promise<string[]> {
  const has = (name: string, bytes: Buffer) =>
    words.some((word) => name.includes(word) || bytes.includes(word));
  const found: string[] = [];
  for (const entry of await readdir(server.folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const inFolder = path.relative(server.folder, file);
    if (!entry.isFile() || /^(database|postgres|pg)/.test(inFolder)) continue;
    if (has(inFolder, await readFile(file))) found.push(inFolder);
  }
  for (const key of await s3.keys()) if (has(key, await s3.read(key))) found.push(`bucket ${key}`);
  return found;
}

/** A class that is over and recorded, in which Ann and Bea did whatever students do. */
async function taughtClass() {
  const source = { kind: 'file', file: 'film.mp4', loop: true } as const;
  const { id } = await makeSession(teacher, await makeLesson(teacher), { source, recorded: true });
  const at = `/api/sessions/${id}`;
  const join = (name: string) => teacher.post<Joined>(`${at}/join`, { name });
  const [ann, bea] = [await join(NAME), await join('Beatrix')];
  await teacher.post(`${at}/start`);
  await recordedFor(teacher, id, 1);
  using socket = await ClassSocket.open(server.web, { token: ann.token, sessionId: id });
  await socket.call('presence:update', { visible: true, ptsMs: 100, latencyMs: 200 });
  const { seq, airedPtsMs } = await teacher.post<EventReceipt>(`${at}/events`, {
    event: { type: 'question.opened', questionId: 'q2' },
  });
  const shown = { openedSeq: seq, shownPtsMs: airedPtsMs, answeredPtsMs: airedPtsMs };
  for (const [{ token }, text] of [
    [ann, WORDS],
    [bea, 'perhaps'],
  ] as const)
    await teacher.as(token).post(`${at}/answers`, { questionId: 'q2', ...shown, text });
  await teacher.post(`${at}/feedback`, {
    bodies: [{ studentId: ann.student.id, text: `Go on, ${NAME}: ${WORDS}.` }],
  });
  const answers = await teacher.get<Answer[]>(`${at}/answers`);
  const answerIds = answers.map((answer) => answer.id);
  await teacher.post(`${at}/corrections`, { answerIds, verdict: 'partly', comment: `Why ${WORDS}?` });
  await teacher.post<MomentLink>(`${at}/moment-links`, { ptsMs: 0, days: 1 });
  await teacher.post(`${at}/comments`, { ptsMs: 0, text: 'Here.', audience: 'students' });
  await makeKey(teacher, id);
  await teacher.post(`${at}/end`);
  await vi.waitFor(async () => expect(await recordingOf(teacher, id)).toMatchObject({ storedIn: 'bucket' }), {
    ...{ timeout: 30_000, interval: 50 },
  });
  await teacher.as(ann.token).call('POST', `${at}/rewinds`, { ptsMs: [100] });
  return { id, ann: ann.student, bea: bea.student };
}

const remove = (address: string) => teacher.call<DeletionReport>('DELETE', address);

it('what a student did is nowhere: in no table that there is, in no file and in no object of the bucket', async () => {
  const { id, ann, bea } = await taughtClass();
  const others = { webhook_id: await someWebhook(), template_id: await someTemplate() };
  await fillTables(database, { session_id: id, student_id: ann.id, ...others }, WORDS);
  const own = [NAME, WORDS, ann.id];
  const before = await placesOf(database, own);
  for (const table of await tablesWith(database, 'student_id'))
    expect(before.join()).toContain(`${table}.student_id`);
  expect(before).toEqual(expect.arrayContaining(['answer.text', 'correction.comment', 'student.name']));

  const { status, body } = await remove(`/api/sessions/${id}/students/${ann.id}`);
  expect(status).toBe(200);
  expect(Object.keys(body.rows)).toEqual(expect.arrayContaining(await tablesWith(database, 'student_id')));
  expect(body.rows).toMatchObject({ student: 1, answer: 1, attendance: 1, feedback_body: 2, correction: 1 });
  expect(Date.parse(body.deletedAt)).toBeGreaterThan(Date.now() - 60_000);
  // what was filled in for the session itself is not theirs, though it has the same words
  const left = await leftPlacesOf(database, [NAME, ann.id]);
  expect(left).toEqual([]);
  expect(await filesWith(own)).toEqual([]);
  expect(await placesOf(database, [bea.id])).toContain('answer.student_id');

  const held = (await tablesWith(database, 'session_id')).filter((table) => table !== 'session');
  const report = await remove(`/api/sessions/${id}`);
  expect(report).toMatchObject({ status: 200, body: { files: 1, studentId: null } });
  expect(report.body.bytes).toBeGreaterThan(1000);
  for (const table of held)
    expect(await database.query(`SELECT 1 FROM "${table}" WHERE session_id = $1`, [id])).toEqual([]);
  expect(await leftPlacesOf(database, [id, bea.id, ...own])).toEqual([]);
  expect(await filesWith([id, ...own])).toEqual([]);
});
