import type {
  AuditEntry,
  Class,
  CompileJob,
  Lesson,
  LessonCopy,
  LessonLevel,
  LessonSharing,
  LessonSummary,
  ScriptDraft,
} from '@lockstep/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Account, makeAccount } from './support/accounts.js';
import { Client } from './support/client.js';
import { makeLesson } from './support/lesson.js';
import { filesForm, frame } from './support/script.js';
import { TestServer } from './support/server.js';

let server: TestServer;
let admin: Client;
let owner: Account;
let colleague: Account;
let stranger: Account;
beforeAll(async () => {
  server = await TestServer.start();
  admin = new Client(server.web, server.token);
  owner = await makeAccount(admin, { role: 'author', name: 'Ms Li' });
  colleague = await makeAccount(admin, { role: 'teacher', name: 'Mr Wu' });
  stranger = await makeAccount(admin, { role: 'teacher', name: 'Ms Zhou' });
});
afterAll(() => server[Symbol.asyncDispose]());

const text = 'title: Walks\nsteps:\n  - say: Hello, class.\n';
const script = () => owner.client.post<ScriptDraft>('/api/lessons/script', { text });
const share = (id: string, level: LessonLevel | undefined, everyone: LessonLevel = 'none') =>
  owner.client.put<LessonSharing>(`/api/lessons/${id}/sharing`, {
    everyone,
    people: level === undefined ? [] : [{ email: colleague.email, level }],
  });
const refused = { status: 403, body: { code: 'lesson-not-shared' } };
const listed = async ({ client }: Account, id: string) =>
  (await client.all<LessonSummary>('/api/lessons')).find((one) => one.id === id);

/** What a caller may do with a lesson, by trying it. */
async function mayDo({ client }: Account, id: string): Promise<string[]> {
  const path = `/api/lessons/${id}`;
  const wanted = { lessonId: id, source: { kind: 'rtmp' } };
  const tries: Record<string, readonly [string, string, unknown?]> = {
    look: ['GET', path],
    teach: ['POST', '/api/sessions', wanted],
    export: ['GET', `${path}/package`],
    save: ['PUT', path, { title: 'Walks' }],
    share: ['PUT', `${path}/sharing`, { everyone: 'none', people: [] }],
  };
  const may: string[] = [];
  for (const [name, attempt] of Object.entries(tries))
    if ((await client.call(...attempt)).status !== 403) may.push(name);
  return may;
}
const slides = async () => (await owner.client.post<Lesson>('/api/lessons', { title: 'Walks' })).id;

it('a lesson that a person makes is theirs alone, until they share it', async () => {
  const lessonId = await slides();
  expect(await listed(owner, lessonId)).toMatchObject({
    ...{ level: 'own', owner: { id: owner.personId, name: 'Ms Li' } },
  });
  expect(await listed(colleague, lessonId)).toBeUndefined();
  expect(await mayDo(colleague, lessonId)).toEqual([]);
  const levels = {
    view: ['look', 'teach'],
    copy: ['look', 'teach', 'export'],
    edit: ['look', 'teach', 'export', 'save'],
  } as const;
  for (const [level, may] of Object.entries(levels)) {
    await share(lessonId, level as LessonLevel);
    expect(await mayDo(colleague, lessonId)).toEqual(may);
    expect(await listed(colleague, lessonId)).toMatchObject({ level });
    expect(await mayDo(stranger, lessonId)).toEqual([]);
  }
  expect(await colleague.client.call('DELETE', `/api/lessons/${lessonId}`)).toMatchObject(refused);
  await share(lessonId, undefined, 'copy');
  expect(await mayDo(stranger, lessonId)).toEqual(levels.copy);
  expect(await mayDo({ ...owner, client: admin }, lessonId)).toContain('share');
  const [entry] = (await admin.get<AuditEntry[]>('/api/audit?action=lesson.shared')).slice(-1);
  expect(entry).toMatchObject({ actor: { name: 'Ms Li' }, subject: { kind: 'lesson', id: lessonId } });
});

it('its compile jobs are seen by those alone who may look at it', async () => {
  const { lessonId, compile } = await script();
  const path = `/api/compiles/${compile?.id ?? ''}`;
  const jobs = async ({ client }: Account) =>
    (await client.all<CompileJob>('/api/compiles')).filter((job) => job.lessonId === lessonId).length;
  expect([await jobs(owner), await jobs(colleague)]).toEqual([1, 0]);
  expect(await colleague.client.call('GET', path)).toMatchObject(refused);
  await share(lessonId, 'view');
  expect((await colleague.client.call('GET', path)).status).toBe(200);
  expect(await colleague.client.call('DELETE', path)).toMatchObject(refused);
  expect(await jobs(colleague)).toBe(1);
});

it('a path in capitals opens no other door', async () => {
  const lessonId = await slides();
  expect((await stranger.client.call('GET', `/api/Lessons/${lessonId}`)).status).toBe(403);
  const own = await colleague.client.post<Class>('/api/classes', { name: '7b' });
  expect((await stranger.client.call('GET', `/api/CLASSES/${own.id}`)).status).toBe(403);
});

it('the teachers of a class see what its students may take alone', async () => {
  const lessonId = await slides();
  const made = await colleague.client.post<Class>('/api/classes', { name: '7b' });
  const offer = `/api/classes/${made.id}/lessons/${lessonId}`;
  expect(await colleague.client.call('PUT', offer)).toMatchObject(refused);
  expect((await admin.call('PUT', offer)).status).toBe(200);
  expect(await mayDo(colleague, lessonId)).toEqual(['look', 'teach']);
  expect(await mayDo(stranger, lessonId)).toEqual([]);
});

it('a copy is its maker’s, with text and files, and the lesson stays as it is', async () => {
  const { lessonId } = await script();
  const files = filesForm({ 'red.png': await frame('red') });
  await owner.client.call('POST', `/api/lessons/${lessonId}/files`, files);
  await share(lessonId, 'view');
  const copies = `/api/lessons/${lessonId}/copies`;
  expect(await colleague.client.call('POST', copies)).toMatchObject(refused);
  await share(lessonId, 'copy');
  const copy = await colleague.client.post<LessonCopy>(copies);
  const draft = await colleague.client.get<ScriptDraft>(`/api/lessons/${copy.id}/script`);
  expect(draft).toMatchObject({ text, title: 'Walks', files: [{ path: 'red.png' }] });
  expect(await listed(colleague, copy.id)).toMatchObject({ level: 'own', owner: { name: 'Mr Wu' } });
  expect(await owner.client.call('GET', `/api/lessons/${copy.id}`)).toMatchObject(refused);
});

it('what belongs to the school stays open to all, and is made somebody’s own by its maker or an admin', async () => {
  const { id } = await makeLesson(admin);
  const path = `/api/lessons/${id}/sharing`;
  const sharing = await stranger.client.get<LessonSharing>(path);
  expect(sharing).toMatchObject({ everyone: 'own', mine: 'own', mayShare: false, people: [] });
  expect(await stranger.client.call('PUT', path, { everyone: 'none', people: [] })).toMatchObject(refused);
  expect((await admin.call('PUT', path, { everyone: 'view', people: [] })).status).toBe(200);
  expect(await stranger.client.call('DELETE', `/api/lessons/${id}`)).toMatchObject(refused);
});

it('is shared with staff who have an account alone', async () => {
  const lessonId = await slides();
  const pupil = await makeAccount(admin, { role: 'student' });
  for (const email of ['nobody@school.example', pupil.email]) {
    const body = { everyone: 'none', people: [{ email, level: 'view' }] };
    expect(await owner.client.call('PUT', `/api/lessons/${lessonId}/sharing`, body)).toMatchObject({
      ...{ status: 404, body: { code: 'colleague-not-found', params: { email } } },
    });
  }
});
