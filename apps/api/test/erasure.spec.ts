import type {
  Class,
  ErasurePreview,
  ErasureReport,
  FoundStudent,
  Joined,
  Lesson,
  AuditEntry,
  TokenCreated,
} from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeAccount } from './support/accounts.js';
import { Client } from './support/client.js';
import { leftPlacesOf, placesOf } from './support/database-walk.js';
import { fillTables, tablesWith } from './support/fill-tables.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { TestServer } from './support/server.js';

const NAME = 'Annegret Zaubermann';
const WORDS = 'because of the xyloglyphs';

/** Tables of which a session has rows without its students. */
const OF_THE_SESSION = [
  'moment_comment',
  'moment_link',
  'recording',
  'restream',
  'session_figures',
  'session_lease',
  'session_rewind',
  'session_template',
  'stream_key',
];

let server: TestServer;
let admin: Client;
let database: DataSource;
let lesson: Lesson;
let webhookId: string;
beforeAll(async () => {
  server = await TestServer.start({ settings: { WEBHOOK_NETWORKS: '127.0.0.1/32' } });
  admin = new Client(server.web, server.token);
  database = server.application.nest.get(DataSource);
  lesson = await makeLesson(admin);
  const hook = { url: 'http://127.0.0.1:9/hook', events: ['session.live'] };
  webhookId = (await admin.post<{ id: string }>('/api/webhooks', hook)).id;
});
afterAll(() => server[Symbol.asyncDispose]());

/** A class that is over, with a row of theirs in every table that can hold one. @param enter how they come in */
async function taught(
  teacher: Client,
  title: string,
  classId: string | undefined,
  enter: (sessionId: string) => Promise<Joined>,
) {
  const wanted = { title, ...(classId !== undefined && { classId }), access: { private: false } };
  const { id } = await makeSession(teacher, lesson, wanted);
  const { student } = await enter(id);
  const over = `UPDATE session SET status = 'ended', started_at = now(), ended_at = now() WHERE id = $1`;
  await database.query(over, [id]);
  const given = {
    ledger_event: { seq: 1, origin: 'teacher' },
    answer: { id: `answer-${id}`, opened_seq: 1, attempt: 1, verdict: 'wrong', judging: 'none', text: WORDS },
    inquiry: { id: `inquiry-${id}`, text: WORDS },
    inquiry_reply: { inquiry_id: `inquiry-${id}`, kind: 'answered', passages: '[]', text: WORDS },
    correction: { answer_id: `answer-${id}`, verdict: 'right', author_name: 'Ms Li' },
  };
  const ids = { session_id: id, student_id: student.id, webhook_id: webhookId };
  await fillTables(database, ids, `${NAME} ${WORDS}`, { without: OF_THE_SESSION, given });
  // what was asked is the session's, and has no words of theirs
  await database.query(
    `UPDATE ledger_event SET type = 'question.opened', event = '{}' WHERE session_id = $1`,
    [id],
  );
  return { id, student };
}

const preview = (of: object, as = admin) => as.call<ErasurePreview>('POST', '/api/erasures/preview', of);
const erase = (of: object, confirm: string, as = admin) =>
  as.call<ErasureReport>('POST', '/api/erasures', { of, confirm });
const actions = async () =>
  (await admin.get<AuditEntry[]>('/api/audit')).map(({ action, subject }) => `${action} ${subject.id ?? ''}`);

const teacherToken = async (): Promise<Client> =>
  admin.as((await admin.post<TokenCreated>('/api/tokens', { name: 'T', role: 'teacher' })).token);

it('a student with an account is nowhere any more: in no table that there is', async () => {
  const { personId, email, client: browser } = await makeAccount(admin, { role: 'student', name: NAME });
  const [mine, theirs] = [await teacherToken(), await teacherToken()];
  const [ownClass, otherClass] = await Promise.all(
    [mine, theirs].map((teacher) => teacher.post<Class>('/api/classes', { name: '7b' })),
  );
  for (const [teacher, one] of [
    [mine, ownClass],
    [theirs, otherClass],
  ] as const)
    await teacher.post(`/api/classes/${one?.id ?? ''}/students`, { email });
  const enter = (id: string) => browser.post<Joined>(`/api/sessions/${id}/join`, { name: NAME });
  const walks = await taught(mine, 'Walks', ownClass?.id, enter);
  const sums = await taught(mine, 'Sums', ownClass?.id, enter);
  const other = await taught(theirs, 'Rocks', otherClass?.id, enter);

  // a teacher sees and erases what is in their own classes
  const of = { personId };
  expect((await preview(of, mine)).body).toMatchObject({
    ...{ name: NAME, account: false, untouched: 1, files: 0 },
    sessions: [
      { id: sums.id, obstacle: null },
      { id: walks.id, whole: false },
    ],
    rows: { student: 2, answer: 2, feedback_body: 2, correction: 2, attendance: 2 },
  });
  expect(await placesOf(database, [WORDS])).toContain('answer.text'); // a preview removes nothing
  expect(await erase(of, 'Annegret', mine)).toMatchObject({ body: { code: 'erasure-not-confirmed' } });

  await admin.call('PUT', `/api/sessions/${walks.id}/hold`, { held: true });
  expect((await preview(of, mine)).body.sessions[1]).toMatchObject({ obstacle: 'held' });
  expect(await erase(of, NAME, mine)).toMatchObject({
    ...{ status: 409, body: { code: 'erasure-held', params: { titles: '“Walks”' } } },
  });
  expect(await placesOf(database, [sums.student.id])).toContain('answer.student_id');
  await admin.call('PUT', `/api/sessions/${walks.id}/hold`, { held: false });

  const report = (await erase(of, ` ${NAME.toLowerCase()} `, mine)).body;
  expect(report).toMatchObject({ personId, account: false, untouched: 1, sessionIds: [sums.id, walks.id] });
  expect(report.rows).toMatchObject({ student: 2, answer: 2 });
  expect(JSON.stringify(report)).not.toContain('Zaubermann');
  expect(await placesOf(database, [other.student.id])).toContain('answer.student_id');
  expect(await preview(of, mine)).toMatchObject({ status: 404, body: { code: 'person-not-found' } });

  // an admin everything, with the account
  expect((await preview(of)).body).toMatchObject({
    ...{ account: true, untouched: 0, sessions: [{ id: other.id }] },
    rows: { person: 1, class_student: 2, student: 1 },
  });
  await database.query(`INSERT INTO roster_import (id, at, by_id) VALUES ('ri', now(), 'admin')`);
  const given = { staff_token: { role: 'teacher' }, roster_import_item: { import_id: 'ri' } };
  await fillTables(database, { person_id: personId }, WORDS, { given });
  // what a later version may add is found by its columns
  await database.query(`CREATE TABLE mood (person_id text, said text)`);
  await database.query(`CREATE TABLE rhyme (author_id text, author_name text)`);
  await database.query(`INSERT INTO mood VALUES ($1, $2)`, [personId, WORDS]);
  await database.query(`INSERT INTO rhyme VALUES ($1, $2)`, [personId, NAME]);
  const all = (await erase(of, NAME)).body.rows;
  expect(all).toMatchObject({ person: 1, mood: 1, rhyme: 1, sign_in: 1 });
  const tables = [
    ...(await tablesWith(database, 'person_id')),
    ...(await tablesWith(database, 'student_id')),
  ];
  expect(Object.keys(all)).toEqual(expect.arrayContaining(tables));
  const ids = [personId, walks.student.id, sums.student.id, other.student.id];
  expect(await leftPlacesOf(database, [NAME, WORDS, email, ...ids])).toEqual([]);
  expect(await actions()).toEqual(expect.arrayContaining([`person.erased ${personId}`]));
  expect((await browser.call('GET', '/api/account')).status).toBe(401);
});

it('a guest is erased in each session in which they were, and a session of theirs alone as a whole', async () => {
  const teacher = await teacherToken();
  const join = (id: string) => admin.post<Joined>(`/api/sessions/${id}/join`, { name: 'Ottokar Pfau' });
  const one = await taught(teacher, 'One', undefined, join);
  const two = await taught(teacher, 'Two', undefined, join);
  const alone = `UPDATE session SET source = '{"kind":"teacher","oneToOne":true,"recorded":false}' WHERE id = $1`;
  await database.query(alone, [two.id]);

  const found = await teacher.get<FoundStudent[]>('/api/erasures/students?search=ottokar');
  expect(found).toMatchObject([
    { name: 'Ottokar Pfau', personId: null, session: { id: two.id, title: 'Two' } },
    { studentId: one.student.id, session: { id: one.id } },
  ]);
  const of = { studentIds: found.map(({ studentId }) => studentId) };
  expect(await preview({ studentIds: [...of.studentIds, 'nobody'] }, teacher)).toMatchObject({
    ...{ status: 404, body: { code: 'student-not-found' } },
  });
  const sessions = [{ whole: true }, { whole: false }];
  expect((await preview(of, teacher)).body).toMatchObject({ name: 'Ottokar Pfau', account: false, sessions });
  const report = (await erase(of, 'Ottokar Pfau', teacher)).body;
  expect(report).toMatchObject({ personId: null, account: false, rows: { student: 2, session: 1 } });
  expect(await leftPlacesOf(database, ['Ottokar', two.id, ...of.studentIds])).toEqual([]);
  expect(await actions()).toEqual(
    expect.arrayContaining(of.studentIds.map((studentId) => `student.erased ${studentId}`)),
  );
  expect((await teacher.call('GET', `/api/sessions/${one.id}`)).status).toBe(200);
});

it('staff are not erased, and nobody is while they are in class', async () => {
  const { personId } = await makeAccount(admin, { role: 'teacher' });
  expect(await preview({ personId })).toMatchObject({ status: 409, body: { code: 'erasure-of-staff' } });
  const { id } = await makeSession(admin, lesson, { title: 'Now' });
  const { student } = await admin.post<Joined>(`/api/sessions/${id}/join`, { name: 'Bea' });
  await admin.post(`/api/sessions/${id}/start`);
  expect(await erase({ studentIds: [student.id] }, 'Bea')).toMatchObject({
    ...{ status: 409, body: { code: 'erasure-live', params: { titles: '“Now”' } } },
  });
  await admin.post(`/api/sessions/${id}/end`);
});

/** Tables without a column that says of whom their rows are, and why none of them is of a student. */
const OF_NOBODY: Readonly<Record<string, string>> = {
  audit_entry: 'ids alone, which lead nowhere once somebody is erased',
  changed_setting: 'settings of the server',
  class: 'named by teachers',
  class_keeping: 'a rule',
  class_lesson: 'a lesson of a class',
  class_teacher: 'teachers',
  compile_job: 'a lesson that is compiled',
  deck: 'slides',
  delivery_template: 'made by operators',
  installation: 'the name of the installation',
  lesson: 'written by authors',
  lesson_file: 'written by authors',
  lesson_keeping: 'a rule',
  lesson_template: 'a choice',
  lesson_share: 'authors and teachers',
  lesson_version: 'written by authors',
  migrations: 'of the database itself',
  object_upload: 'parts of files; recordings are removed with their sessions',
  person: 'the account itself',
  roster_import: 'who imported when; what it did is in roster_import_item',
  self_paced_lesson: 'a rule',
  server_node: 'processes',
  session: 'the session itself',
  signing_key: 'keys of the server',
  stored_object: 'files; recordings are removed with their sessions',
  webhook: 'set up by operators; what was sent is in webhook_delivery',
};

it('every table says by a column whose its rows are, or is known to hold nothing of students', async () => {
  const owners = ['student_id', 'person_id', 'session_id', 'author_id'];
  const tables = await database.query<{ name: string; columns: string[] }[]>(
    `SELECT table_name AS name, array_agg(column_name::text) AS columns FROM information_schema.columns
      JOIN information_schema.tables USING (table_schema, table_name)
      WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' GROUP BY 1 ORDER BY 1`,
  );
  const unowned = tables.filter(({ columns }) => !columns.some((column) => owners.includes(column)));
  expect(unowned.map(({ name }) => name)).toEqual(Object.keys(OF_NOBODY).sort());
});
