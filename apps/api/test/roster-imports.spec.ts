import type {
  AuditEntry,
  Class,
  ClassStudent,
  Joined,
  Person,
  Problem,
  RosterImport,
  RosterImportEntry,
  RosterUndo,
} from '@lockstep/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Account, makeAccount } from './support/accounts.js';
import { Client } from './support/client.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { TestServer } from './support/server.js';

let server: TestServer;
let admin: Client;
let teacher: Account;
beforeAll(async () => {
  server = await TestServer.start();
  admin = new Client(server.web, server.token);
  teacher = await makeAccount(admin, { role: 'teacher', name: 'Ms Li' });
});
afterAll(() => server[Symbol.asyncDispose]());

const none = {
  ...{ classesCreated: 0, accountsCreated: 0, accountsRenamed: 0 },
  ...{ studentsAdded: 0, studentsRemoved: 0, teachersAdded: 0 },
};

async function send<T = RosterImport>(
  as: Client,
  path: string,
  csv: string,
): Promise<{ status: number; body: T }> {
  const Authorization = as.token === undefined ? undefined : `Bearer ${as.token}`;
  const headers = { ...as.headers, 'Content-Type': 'text/csv', ...(Authorization && { Authorization }) };
  const reply = await fetch(`${server.web}${path}`, { method: 'POST', headers, body: csv });
  return { status: reply.status, body: (await reply.json()) as T };
}

/** Looks at a file and applies what was seen. */
async function bring(as: Client, path: string, csv: string): Promise<RosterImport> {
  const preview = (await send(as, path, csv)).body;
  const applied = await send(as, `${path}?fingerprint=${preview.fingerprint}`, csv);
  expect(applied).toMatchObject({ status: 200, body: { counts: preview.counts, changes: preview.changes } });
  return applied.body;
}
const school = '/api/roster-imports';
const people = async (search: string) =>
  (await admin.all<Person>(`/api/people?search=${search}`)).map(({ name, email }) => [name, email]);

it('a school is shown first, then made at once, and taken back', async () => {
  const csv = [
    'class,term,name,email,role',
    'Mathematics,Autumn,Ann One,ann@one.example,',
    `Mathematics,Autumn,,${teacher.email},teacher`,
    'English,Autumn,Ann One,ann@one.example,',
    'English,Autumn,Bob One,bob@one.example,student',
    'English,Autumn,Nobody,nobody@one.example,teacher',
    `English,Autumn,Li,${teacher.email},student`,
    'English,Autumn,Ann Two,ann@one.example,',
  ].join('\n');
  const { body: seen } = await send(admin, school, csv);
  expect(seen).toMatchObject({
    ...{ format: 'csv', importId: null, unchanged: 0 },
    counts: { ...none, classesCreated: 2, accountsCreated: 2, studentsAdded: 3, teachersAdded: 1 },
    faults: [
      { line: 6, code: 'unknown-teacher', value: 'nobody@one.example' },
      { line: 7, code: 'staff-account' },
      { line: 8, code: 'other-name', value: 'Ann Two' },
    ],
  });
  expect(seen.changes.map(({ line, acts }) => [line, acts])).toEqual([
    [2, ['class-created', 'account-created', 'student-added']],
    [3, ['teacher-added']],
    [4, ['class-created', 'student-added']],
    [5, ['account-created', 'student-added']],
  ]);
  expect(await people('one.example')).toEqual([]); // nothing is stored
  const { importId } = await bring(admin, school, csv);
  const made = async () => (await admin.all<Class>('/api/classes')).filter(({ term }) => term === 'Autumn');
  const mathematics = (await made()).find(({ name }) => name === 'Mathematics');
  expect(mathematics).toMatchObject({ students: 1, teachers: [{ id: teacher.personId, owner: true }] });
  expect(await teacher.client.get(`/api/classes/${mathematics?.id ?? ''}`)).toMatchObject({ term: 'Autumn' });
  expect(await people('one.example')).toHaveLength(2);

  const again = (await send(admin, school, csv)).body;
  expect(again).toMatchObject({ counts: none, unchanged: 4, changes: [] });
  expect((await admin.get<RosterImportEntry[]>(school))[0]).toMatchObject({
    ...{ id: importId, undoneAt: null, classId: null, counts: seen.counts },
  });

  const undo = () => admin.call<RosterUndo>('POST', `${school}/${importId ?? ''}/undo`);
  expect((await undo()).body).toMatchObject({
    counts: { ...none, classesCreated: 2, accountsCreated: 2, studentsAdded: 3 },
    stayCount: 0,
  });
  expect([await made(), await people('one.example')]).toEqual([[], []]);
  expect(await undo()).toMatchObject({ status: 409, body: { code: 'roster-import-undone' } });
  const log = await admin.get<AuditEntry[]>('/api/audit');
  expect(log.slice(0, 2)).toMatchObject([
    { action: 'roster.undone', subject: { kind: 'roster-import', id: importId } },
    { action: 'roster.imported', subject: { kind: 'roster-import', id: importId } },
  ]);
});

it('an undo leaves what somebody depends on, and says so', async () => {
  const pupil = await makeAccount(admin, { role: 'student', name: 'Old Name' });
  const csv = `class,name,email\nHistory,New Name,${pupil.email}\nHistory,Carl,carl@two.example\nHistory,Dora,dora@two.example`;
  const { importId, counts, changes } = await bring(admin, school, csv);
  expect(counts).toMatchObject({ accountsRenamed: 1, accountsCreated: 2, studentsAdded: 3 });
  expect(changes[0]).toMatchObject({ before: 'Old Name', name: 'New Name' });
  const history = (await admin.all<Class>('/api/classes')).find(({ name }) => name === 'History');
  const session = await makeSession(admin, await makeLesson(admin), { classId: history?.id ?? '' });
  await admin.post(`/api/sessions/${session.id}/start`);
  await pupil.client.post<Joined>(`/api/sessions/${session.id}/join`, { name: 'x' });
  const carl = (await admin.all<Person>('/api/people?search=carl'))[0]?.id ?? '';
  await admin.put(`/api/people/${carl}`, { role: 'student', disabled: false, name: 'Carlo' });
  const other = await admin.post<Class>('/api/classes', { name: 'Chess' });
  await admin.post(`/api/classes/${other.id}/students`, { email: 'carl@two.example' });
  const undone = await admin.post<RosterUndo>(`${school}/${importId ?? ''}/undo`);
  expect(undone.counts).toMatchObject({
    ...{ accountsRenamed: 1, accountsCreated: 1, studentsAdded: 2, classesCreated: 0 },
  });
  expect(undone.stays).toEqual([
    { act: 'class-created', class: 'History', name: null, reason: 'in-use' },
    { act: 'student-added', class: 'History', name: 'Old Name', reason: 'in-use' },
    { act: 'account-created', class: null, name: 'Carlo', reason: 'in-use' },
  ]);
  expect(await people('two.example')).toEqual([['Carlo', 'carl@two.example']]);
});

it('a teacher fills their own class, renames nobody, and reaches no other class', async () => {
  const { id } = await teacher.client.post<Class>('/api/classes', { name: '7b' });
  const pupil = await makeAccount(admin, { role: 'student', name: 'Known' });
  const path = `/api/classes/${id}/roster-imports`;
  const csv = `Klasse;Name;E-Mail\n7B;Otherwise;${pupil.email}\n8a;Erik;erik@three.example\n7b;Frida;frida@three.example`;
  const made = await bring(teacher.client, path, csv);
  expect(made).toMatchObject({
    counts: { ...none, accountsCreated: 1, studentsAdded: 2 },
    faults: [{ line: 3, code: 'other-class', value: '8a' }],
  });
  const roster = await teacher.client.get<ClassStudent[]>(`/api/classes/${id}/students`);
  expect(roster.map(({ name }) => name)).toEqual(['Frida', 'Known']);
  const colleague = await makeAccount(admin, { role: 'teacher' });
  const undo = `${path}/${made.importId ?? ''}/undo`;
  for (const call of [send<Problem>(colleague.client, path, csv), colleague.client.call('POST', undo)])
    expect(await call).toMatchObject({ status: 403, body: { code: 'other-class' } });
  const mine = await colleague.client.post<Class>('/api/classes', { name: 'Mine' });
  const stolen = `/api/classes/${mine.id}/roster-imports/${made.importId ?? ''}/undo`;
  expect(await colleague.client.call('POST', stolen)).toMatchObject({
    ...{ status: 404, body: { code: 'roster-import-not-found' } },
  });
  expect(await teacher.client.call('POST', undo)).toMatchObject({ status: 200, body: { stayCount: 0 } });
  expect(await teacher.client.get(path)).toMatchObject([{ undoneAt: expect.any(String) as string }]);
});

it('nothing else is done than what was seen', async () => {
  const csv = 'class,name,email\nArt,Gil,gil@four.example';
  const { fingerprint } = (await send(admin, school, csv)).body;
  const apply = (file: string) => send<Problem>(admin, `${school}?fingerprint=${fingerprint}`, file);
  const changed = { status: 409, body: { code: 'roster-changed' } };
  expect(await apply(`${csv}\nArt,Hal,hal@four.example`)).toMatchObject(changed);
  await admin.post('/api/classes', { name: 'Art' });
  expect(await apply(csv)).toMatchObject(changed);
  expect(await people('four.example')).toEqual([]);
  await admin.post('/api/classes', { name: 'Art' });
  expect((await send(admin, school, csv)).body.faults).toMatchObject([{ code: 'ambiguous-class' }]);
});

it('a file that cannot be read says why, and two of the same at once make one of each', async () => {
  expect(await send<Problem>(admin, school, 'name\nMei')).toMatchObject({
    ...{ status: 400, body: { code: 'roster-unreadable', params: { reason: 'no-columns' } } },
  });
  expect(await send<Problem>(admin, school, `email\n${'x'.repeat(9 * 1024 * 1024)}`)).toMatchObject({
    status: 413,
  });
  const csv = 'class,name,email\nMusic,Ida,ida@five.example';
  const { fingerprint } = (await send(admin, school, csv)).body;
  const replies = await Promise.all(
    [1, 2, 3].map(() => send(admin, `${school}?fingerprint=${fingerprint}`, csv)),
  );
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect(await people('five.example')).toHaveLength(1);
});
