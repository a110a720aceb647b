import type {
  Class,
  ClassAnalytics,
  CorrectionReceipt,
  Lesson,
  LessonAnalytics,
  MomentLink,
  Rewinds,
} from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FiguresStore } from '../src/analytics/figures-store.js';
import { makeAccount } from './support/accounts.js';
import { Client } from './support/client.js';
import { PastClass } from './support/past-class.js';
import { TestServer } from './support/server.js';

let server: TestServer;
let teacher: Client;
beforeAll(async () => {
  server = await TestServer.start();
  teacher = new Client(server.web, server.token);
});
afterAll(() => server[Symbol.asyncDispose]());

const analytics = ({ id }: Lesson) => teacher.get<LessonAnalytics>(`/api/lesson-analytics/${id}`);
const kept = () =>
  server.application.nest.get(DataSource).query('SELECT * FROM session_figures ORDER BY session_id');

it('sessions of a lesson are counted, counted again when something was corrected or deleted, and rebuilt', async () => {
  const why = { id: 'why', kind: 'open', prompt: 'Why does ice float?' } as const;
  const lesson = await teacher.post<Lesson>('/api/lessons', { title: 'Ice', questions: [why] });
  expect(await analytics(lesson)).toEqual({
    lesson: { id: lesson.id, title: 'Ice' },
    sessions: [],
    more: false,
  });
  const early = new Date(Date.now() - 86_400_000);
  const second = await PastClass.of(server, teacher, lesson, [
    { by: 'Ann', text: 'no idea' },
    { by: 'Bob', text: 'less dense', verdict: 'right' },
  ]);
  const first = await PastClass.of(
    server,
    teacher,
    lesson,
    [{ by: 'Ann', text: 'magic', verdict: 'wrong' }],
    early,
  );

  const { sessions } = await analytics(lesson);
  expect(sessions.map(({ session }) => session.id)).toEqual([first.id, second.id]);
  const question = { id: 'why', prompt: 'Why does ice float?', openedSeq: 1, openedPtsMs: 0, medianMs: 2000 };
  expect(sessions[0]?.figures).toMatchObject({
    ...{ joined: 1, attended: 0, presence: null, notReviewed: 0, cues: 1, latestCueMs: 0 },
    questions: [{ ...question, there: 1, answered: 1, judged: 1, right: 0, wrong: 1 }],
  });
  expect(sessions[1]?.figures).toMatchObject({
    ...{ joined: 2, notReviewed: 1 },
    questions: [{ ...question, there: 2, answered: 2, judged: 1, right: 1, wrong: 0 }],
  });
  const before: unknown = await kept();
  expect(before).toHaveLength(2);
  expect(JSON.stringify(before)).not.toMatch(/Ann|Bob|magic|dense/); // neither names nor answers

  const path = `/api/sessions/${second.id}`;
  const answers = await teacher.get<{ id: string; text: string }[]>(`${path}/answers`);
  const open = answers.find(({ text }) => text === 'no idea')?.id;
  const said = { answerIds: [open], verdict: 'wrong' };
  const { correctionId } = await teacher.post<CorrectionReceipt>(`${path}/corrections`, said);
  const ofSecond = async () => (await analytics(lesson)).sessions[1]?.figures;
  expect(await ofSecond()).toMatchObject({ notReviewed: 0, questions: [{ judged: 2, right: 1, wrong: 1 }] });
  await teacher.post(`${path}/corrections/${correctionId}/undo`);
  expect(await ofSecond()).toMatchObject({ notReviewed: 1, questions: [{ judged: 1 }] });
  const bob = second.joined.get('Bob')?.student.id ?? '';
  expect((await teacher.call('DELETE', `${path}/students/${bob}`)).status).toBe(200);
  expect(await ofSecond()).toMatchObject({ joined: 1, questions: [{ there: 1, answered: 1, right: 0 }] });

  const current: unknown = await kept();
  const dataSource = server.application.nest.get(DataSource);
  await dataSource.query(`UPDATE session_figures SET figures = '{}'`);
  expect(await new FiguresStore(dataSource).rebuild()).toBe(2);
  expect(await kept()).toEqual(current);

  expect((await teacher.call('DELETE', path)).status).toBe(200);
  expect((await analytics(lesson)).sessions).toHaveLength(1);
  expect(await kept()).toHaveLength(1);
});

it('a lesson that never was is not found', async () => {
  expect(await teacher.call('GET', '/api/lesson-analytics/none')).toMatchObject({
    ...{ status: 404, body: { code: 'lesson-not-found' } },
  });
});

it('sessions of a class are counted for those who teach it, and for nobody else', async () => {
  const [mine, theirs] = [
    await makeAccount(teacher, { role: 'teacher' }),
    await makeAccount(teacher, { role: 'teacher' }),
  ];
  const { id: classId } = await mine.client.post<Class>('/api/classes', { name: '7b', term: 'Autumn' });
  const question = { id: 'why', kind: 'open', prompt: 'Why?' } as const;
  const make = (title: string) => teacher.post<Lesson>('/api/lessons', { title, questions: [question] });
  const [ice, rain] = [await make('Ice'), await make('Rain')];
  const said = [{ by: 'Ann', text: 'no idea', verdict: 'wrong' }] as const;
  const ofClass = (lesson: Lesson) => PastClass.of(server, mine.client, lesson, said, new Date(), classId);
  const [first, second] = [await ofClass(ice), await ofClass(rain)];
  const open = await PastClass.of(server, mine.client, ice, said);

  const at = `/api/classes/${classId}/analytics`;
  const found = await mine.client.get<ClassAnalytics>(at);
  expect(found.class).toEqual({ id: classId, name: '7b', term: 'Autumn' });
  expect(found.sessions.map(({ session }) => [session.id, session.lesson.title])).toEqual([
    [first.id, 'Ice'],
    [second.id, 'Rain'],
  ]);
  expect(found.sessions[0]?.figures).toMatchObject({ joined: 1, questions: [{ wrong: 1 }] });
  expect((await theirs.client.call('GET', at)).status).toBe(403);

  const idsOf = async (client: Client, { id }: Lesson) =>
    (await client.get<LessonAnalytics>(`/api/lesson-analytics/${id}`)).sessions
      .map(({ session }) => session.id)
      .sort();
  expect(await idsOf(mine.client, ice)).toEqual([first.id, open.id].sort());
  expect(await idsOf(teacher, ice)).toEqual([first.id, open.id].sort()); // an admin
  expect(await idsOf(theirs.client, ice)).toEqual([open.id]);
  expect(await idsOf(theirs.client, rain)).toEqual([]);
});

it('a lesson that is deleted is known by its sessions only to those who may see one', async () => {
  const theirs = await makeAccount(teacher, { role: 'teacher' });
  const { id: classId } = await teacher.post<Class>('/api/classes', { name: '8a' });
  const question = { id: 'why', kind: 'open', prompt: 'Why?' } as const;
  const gone = await teacher.post<Lesson>('/api/lessons', { title: 'Gone', questions: [question] });
  await PastClass.of(server, teacher, gone, [], new Date(), classId);
  expect((await teacher.call('DELETE', `/api/lessons/${gone.id}`)).status).toBe(204);
  expect((await analytics(gone)).lesson.title).toBe('Gone');
  expect((await theirs.client.call('GET', `/api/lesson-analytics/${gone.id}`)).status).toBe(404);
});

it('moments that were watched once more are counted, without a word of who did it', async () => {
  const question = { id: 'why', kind: 'open', prompt: 'Why?' } as const;
  const questions = [question, { ...question, id: 'how' }];
  const lesson = await teacher.post<Lesson>('/api/lessons', { title: 'Twice', questions });
  const { id, joined } = await PastClass.of(server, teacher, lesson, [{ by: 'Ann', text: 'so' }]);
  const ann = teacher.as(joined.get('Ann')?.token);
  const path = `/api/sessions/${id}/rewinds`;
  expect((await analytics(lesson)).sessions[0]?.figures.questions[1]).toMatchObject({ rewatched: 0 });
  // one report counts once in each part; what the recording does not have is passed over
  for (const ptsMs of [[12_000, 14_999, 2000], [12_500], [20_000, 25_000, 1e12]])
    expect((await ann.call('POST', path, { ptsMs })).status).toBe(204);
  const { id: linkId } = await teacher.post<MomentLink>(`/api/sessions/${id}/moment-links`, {
    ...{ ptsMs: 10_000, days: 1 },
  });
  const nobody = teacher.as(undefined);
  const shared = `/api/moments/${linkId}/rewinds`;
  expect((await nobody.call('POST', shared, { ptsMs: [11_000] })).status).toBe(204);
  expect(await teacher.get<Rewinds[]>(path)).toEqual([
    { fromPtsMs: 0, count: 1 },
    { fromPtsMs: 10_000, count: 3 },
    { fromPtsMs: 20_000, count: 1 },
  ]);
  const { figures } = (await analytics(lesson)).sessions[0] ?? {};
  expect(figures?.questions).toMatchObject([{ rewatched: 1 }, { rewatched: 4 }]);
  const rows: unknown = await server.application.nest
    .get(DataSource)
    .query('SELECT * FROM session_rewind WHERE session_id = $1 AND bucket = 2', [id]);
  expect(rows).toEqual([{ session_id: id, bucket: 2, count: 3 }]);

  for (const ptsMs of [[], [-1], ['1'], [1e13], Array.from({ length: 21 }, () => 1)])
    expect((await ann.call('POST', path, { ptsMs })).status).toBe(400);
  expect((await nobody.call('POST', '/api/moments/none/rewinds', { ptsMs: [1] })).status).toBe(404);
  expect((await teacher.call('DELETE', `/api/sessions/${id}/moment-links/${linkId}`)).status).toBe(200);
  expect((await nobody.call('POST', shared, { ptsMs: [1] })).status).toBe(404);
  // one client cannot make a moment look hard
  const replies = [];
  for (let i = 0; i < 10; i++) replies.push((await ann.call('POST', path, { ptsMs: [0] })).status);
  expect(replies.at(-1)).toBe(429);
  expect(replies.filter((status) => status === 204).length).toBeLessThan(9);
  expect((await teacher.call('DELETE', `/api/sessions/${id}`)).status).toBe(200);
  expect(
    await server.application.nest
      .get(DataSource)
      .query('SELECT 1 FROM session_rewind WHERE session_id = $1', [id]),
  ).toEqual([]);
});
