import type { Class, ClassStudent, Joined, JoinCodeTarget, Session, StudentHome } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, makeAccount } from './support/accounts.js';
import { Client } from './support/client.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { TestServer } from './support/server.js';

let server: TestServer;
let admin: Client;
let teacher: Account;
let pupil: Account;
let guest: Client;
let lesson: Awaited<ReturnType<typeof makeLesson>>;
beforeAll(async () => {
  server = await TestServer.start();
  admin = new Client(server.web, server.token);
  guest = admin.as(undefined);
  teacher = await makeAccount(admin, { role: 'teacher', name: 'Ms Li' });
  pupil = await makeAccount(admin, { role: 'student', name: 'Mei' });
  lesson = await makeLesson(admin);
});
afterAll(() => server[Symbol.asyncDispose]());

async function classOf(students: readonly Account[] = [pupil]): Promise<Class> {
  const made = await teacher.client.post<Class>('/api/classes', { name: '7b', term: 'Autumn' });
  for (const { email } of students) await teacher.client.post(`/api/classes/${made.id}/students`, { email });
  return made;
}
const homeOf = ({ client }: Account) => client.get<StudentHome>('/api/home');
const join = (client: Client, id: string, name = 'Somebody') =>
  client.call<Joined>('POST', `/api/sessions/${id}/join`, { name });
const refusal = (status: number, code: string) => ({ status, body: { code } });

describe('a class', () => {
  it('has an owner, co-teachers, a roster and a term, and is put away', async () => {
    const { id } = await classOf();
    const path = `/api/classes/${id}`;
    expect(await teacher.client.get<Class>(path)).toMatchObject({
      ...{ name: '7b', term: 'Autumn', students: 1, archived: false },
      teachers: [{ id: teacher.personId, name: 'Ms Li', owner: true }],
    });
    const colleague = await makeAccount(admin, { role: 'teacher', name: 'Mr Wu' });
    expect(await colleague.client.call('GET', path)).toMatchObject(refusal(403, 'other-class'));
    await teacher.client.post(`${path}/teachers`, { email: colleague.email });
    expect((await colleague.client.get<Class>(path)).teachers.map(({ name }) => name)).toEqual([
      'Ms Li',
      'Mr Wu',
    ]);
    expect(await colleague.client.call('DELETE', `${path}/teachers/${teacher.personId}`)).toMatchObject(
      refusal(409, 'class-owner'),
    );
    await teacher.client.call('DELETE', `${path}/teachers/${colleague.personId}`);
    expect((await colleague.client.call('GET', path)).status).toBe(403);
    await teacher.client.call('PATCH', path, { archived: true });
    const listed = async (query: string) =>
      (await teacher.client.all<Class>(`/api/classes${query}`)).some((one) => one.id === id);
    expect([await listed(''), await listed('?archived=true')]).toEqual([false, true]);
    expect((await homeOf(pupil)).classes.map((one) => one.id)).not.toContain(id);
  });

  it('has students with an account, made where there is none, and no staff', async () => {
    const { id } = await classOf([]);
    const add = (email: string, name?: string) =>
      teacher.client.call<ClassStudent[]>('POST', `/api/classes/${id}/students`, {
        email,
        ...(name && { name }),
      });
    await add('New@School.example', 'Newcomer');
    await add('new@school.example', 'Again');
    const { body } = await add(pupil.email);
    expect(body.map(({ name, active }) => [name, active])).toEqual([
      ['Mei', true],
      ['Newcomer', false],
    ]);
    expect(await add(teacher.email)).toMatchObject(refusal(409, 'not-a-student'));
    const { body: left } = await teacher.client.call<ClassStudent[]>(
      ...(['DELETE', `/api/classes/${id}/students/${pupil.personId}`] as const),
    );
    expect(left.map(({ name }) => name)).toEqual(['Newcomer']);
  });
});

describe('a session of a class', () => {
  it('stands at the home of its students, who enter it by their account alone', async () => {
    const { id: classId } = await classOf();
    const session = await makeSession(teacher.client, lesson, { classId });
    expect(session).toMatchObject({ classId, access: { private: true }, joinCode: null });
    const stranger = await makeAccount(admin, { role: 'student', name: 'Stranger' });
    const [own, others] = [await homeOf(pupil), await homeOf(stranger)];
    expect(own.coming).toMatchObject([{ id: session.id, class: { id: classId, name: '7b' }, result: null }]);
    expect(others).toEqual({ classes: [], live: [], coming: [], review: [], selfPaced: [] });
    await teacher.client.post(`/api/sessions/${session.id}/start`);
    expect((await homeOf(pupil)).live.map(({ id }) => id)).toEqual([session.id]);
    for (const client of [guest, stranger.client])
      expect(await join(client, session.id)).toMatchObject(refusal(403, 'session-private'));
    const entered = await join(pupil.client, session.id, 'another name');
    expect(entered).toMatchObject({ status: 201, body: { student: { name: 'Mei' } } });
  });

  it('knows a student again on another device and after its end, by tokens that are all good', async () => {
    const { id: classId } = await classOf();
    const { id } = await makeSession(teacher.client, lesson, { classId });
    await teacher.client.post(`/api/sessions/${id}/start`);
    const places = await Promise.all([1, 2, 3].map(() => join(pupil.client, id)));
    await teacher.client.post(`/api/sessions/${id}/end`);
    places.push(await join(pupil.client, id));
    expect(new Set(places.map(({ body }) => body.student.id)).size).toBe(1);
    for (const { body } of places)
      expect((await guest.as(body.token).call('GET', '/api/me')).status).toBe(200);
    expect(await teacher.client.get(`/api/sessions/${id}/roster`)).toHaveLength(1);
    expect((await homeOf(pupil)).review).toContainEqual(
      expect.objectContaining({ id, result: { questions: 0, answers: 0, right: 0, open: 0 } }),
    );
  });
});

describe('a guest', () => {
  it('joins by a code where guests may, typed in any way', async () => {
    const { joinCode, id } = await makeSession(admin, lesson);
    const typed = `${joinCode?.slice(0, 3).toLowerCase() ?? ''} -${joinCode?.slice(3) ?? ''}`;
    const read = (code: string) => guest.call<JoinCodeTarget>('POST', '/api/join-codes/read', { code });
    expect((await read(typed)).body).toEqual({ sessionId: id, title: 'Past tense' });
    expect((await join(guest, id, 'Guest')).status).toBe(201);
    const unknown = refusal(404, 'join-code-unknown');
    expect(await read('AAAAAA')).toMatchObject(unknown);
    await admin.put<Session>(`/api/sessions/${id}/access`, { private: true });
    expect(await read(typed)).toMatchObject(unknown);
  });

  it('makes what they did their own by an account, once', async () => {
    const { id } = await makeSession(admin, lesson);
    const { token } = (await join(guest, id, 'Mei as a guest')).body;
    const claim = (by: Account) => by.client.call('POST', '/api/account/seats', { token });
    expect((await claim(pupil)).status).toBe(204);
    expect((await claim(pupil)).status).toBe(204);
    expect((await homeOf(pupil)).coming).toContainEqual(expect.objectContaining({ id, class: null }));
    const other = await makeAccount(admin, { role: 'student' });
    expect(await claim(other)).toMatchObject(refusal(409, 'seat-taken'));
    const second = (await join(guest, id, 'A second guest')).body.token;
    expect(await pupil.client.call('POST', '/api/account/seats', { token: second })).toMatchObject(
      refusal(409, 'seat-taken'),
    );
    const wrong = { token: 'lk_student_wrong' };
    expect(await pupil.client.call('POST', '/api/account/seats', wrong)).toMatchObject(
      refusal(404, 'seat-not-found'),
    );
  });
});
