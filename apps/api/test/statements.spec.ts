import type { Answer, Lesson, Question, XapiStatement } from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beginStays, endStays } from '../src/attendance/attendance-statements.js';
import { LedgerEvent } from '../src/ledger/ledger-event.entity.js';
import { Session } from '../src/sessions/session.entity.js';
import { Client } from './support/client.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { PastClass } from './support/past-class.js';
import { TestServer } from './support/server.js';
import { videoContextRules, videoRules, xapiRules } from './support/xapi-rules.js';

let server: TestServer;
let teacher: Client;
let dataSource: DataSource;
beforeAll(async () => {
  server = await TestServer.start();
  teacher = new Client(server.web, server.token);
  dataSource = server.application.nest.get(DataSource);
});
afterAll(() => server[Symbol.asyncDispose]());

const choices = [
  { id: 'a', text: 'went' },
  { id: 'b', text: '走了' },
];
const questions: readonly Partial<Question>[] = [
  { id: 'one', kind: 'single', prompt: 'go 的过去式是什么？', choices, correct: ['a'], points: 2 },
  { id: 'all', kind: 'multiple', prompt: 'Which are right?', choices, correct: ['a', 'b'] },
  { id: 'word', kind: 'short', prompt: 'Say it.' },
  { id: 'long', kind: 'open', prompt: 'Tell me.' },
  { id: 'mood', kind: 'single', prompt: 'Do you like it?', poll: true, choices },
  {
    ...{ id: 'sort', kind: 'parts', prompt: 'In order.', solution: ['y', 'x'] },
    task: {
      kind: 'order',
      items: [
        { id: 'x', text: 'X' },
        { id: 'y', text: 'Y' },
      ],
    },
  },
  {
    ...{ id: 'pair', kind: 'parts', prompt: 'Pairs.', solution: ['b', 'a'] },
    task: {
      kind: 'match',
      items: [
        { id: 'x', text: 'X' },
        { id: 'y', text: 'Y' },
      ],
      options: choices,
    },
  },
];

const verbOf = ({ verb }: XapiStatement): string => verb.id.split('/').at(-1) ?? '';
const statementsOf = (id: string) => teacher.get<XapiStatement[]>(`/api/sessions/${id}/statements`);

/** Ann and Bob were asked everything. */
const asked = async (): Promise<PastClass> => {
  const lesson = await teacher.post<Lesson>('/api/lessons', {
    title: 'Go 的过去',
    language: 'zh-CN',
    questions,
  });
  return PastClass.of(server, teacher, lesson, [
    { by: 'Ann', choices: ['a'], verdict: 'right' },
    { by: '小明', choices: ['b'], verdict: 'wrong' },
    { by: 'Ann', to: 1, choices: ['b', 'a'], verdict: 'right' },
    { by: 'Ann', to: 2, text: 'goed', verdict: 'wrong' },
    { by: 'Ann', to: 2, text: 'wend', attempt: 2, verdict: 'partly' },
    { by: '小明', to: 3, text: 'I do not know\n"yet"' },
    { by: 'Ann', to: 4, choices: ['b'] },
    { by: 'Ann', to: 5, parts: ['y', 'x'], verdict: 'right' },
    { by: 'Ann', to: 6, parts: ['b', 'b'], verdict: 'partly' },
  ]);
};

it('every answer is a statement that a learning record store takes, with its stream, event and frame', async () => {
  const { id, joined } = await asked();
  const reply = await teacher.call<XapiStatement[]>('GET', `/api/sessions/${id}/statements`);
  expect(reply.headers.get('x-experience-api-version')).toBe('1.0.3');
  expect(reply.headers.get('content-disposition')).toContain(encodeURIComponent('Go 的过去.xapi.json'));
  const statements = reply.body;
  for (const statement of statements) expect(xapiRules.safeParse(statement).error?.issues ?? []).toEqual([]);
  expect(new Set(statements.map((one) => one.id)).size).toBe(statements.length);
  const answered = statements.filter((one) => verbOf(one) === 'answered');
  const told = answered.map(({ actor, object, result }) => [
    actor.name,
    object.definition?.interactionType,
    object.definition?.correctResponsesPattern?.[0],
    result?.response,
    result?.success,
    result?.score?.raw ?? result?.score?.scaled,
  ]);
  expect(told).toEqual([
    ['Ann', 'choice', 'a', 'a', true, 2],
    ['小明', 'choice', 'a', 'b', false, 0],
    ['Ann', 'choice', 'a[,]b', 'b[,]a', true, 1],
    ['Ann', 'fill-in', undefined, 'goed', false, 0],
    ['Ann', 'fill-in', undefined, 'wend', false, 0.5],
    ['小明', 'long-fill-in', undefined, 'I do not know\n"yet"', undefined, undefined],
    ['Ann', 'choice', undefined, 'b', undefined, undefined],
    ['Ann', 'sequencing', 'y[,]x', 'y[,]x', true, 1],
    ['Ann', 'matching', 'x[.]b[,]y[.]a', 'x[.]b[,]y[.]b', false, 0.5],
  ]);
  const second = answered[2];
  expect(second?.context.extensions).toEqual({
    'urn:lockstep:xapi:stream-id': id,
    'urn:lockstep:xapi:event-id': 2,
    'urn:lockstep:xapi:frame': 250,
    'urn:lockstep:xapi:pts-ms': 10_000,
    'urn:lockstep:xapi:attempt': 1,
    'urn:lockstep:xapi:verdict': 'right',
  });
  expect(second?.result).toMatchObject({
    duration: 'PT2S',
    extensions: { 'https://w3id.org/xapi/video/extensions/time': 12 },
  });
  const ann = joined.get('Ann')?.student.id;
  expect(second?.actor.account).toEqual({ homePage: server.web, name: ann });
  expect(second?.context.contextActivities.parent?.[0]?.id).toBe(`${server.web}/s/${id}`);
  const scored = statements.filter((one) => verbOf(one) === 'scored');
  expect(scored.map(({ actor, result }) => [actor.name, result?.score])).toEqual([
    ['Ann', { scaled: 1, raw: 2, min: 0, max: 2 }],
    ['小明', { scaled: 0, raw: 0, min: 0, max: 2 }],
  ]);
});

it('a statement keeps its id until what counts is corrected; then it is another one that names who did', async () => {
  const { id } = await asked();
  const before = await statementsOf(id);
  expect(await statementsOf(id)).toEqual(before);
  const answers = await teacher.get<Answer[]>(`/api/sessions/${id}/answers`);
  const open = answers.find(({ verdict }) => verdict === 'not-reviewed');
  await teacher.post(`/api/sessions/${id}/corrections`, { answerIds: [open?.id], verdict: 'right' });
  const known = new Set(before.map((one) => one.id));
  const fresh = (await statementsOf(id)).filter((one) => !known.has(one.id));
  expect(fresh).toHaveLength(1);
  expect(fresh[0]).toMatchObject({
    result: { success: true },
    context: { instructor: { objectType: 'Agent' } },
  });
  expect(xapiRules.safeParse(fresh[0]).error?.issues ?? []).toEqual([]);
});

it('who watched is told as the video profile asks, pauses of a student alone included', async () => {
  const { id, joined } = await asked();
  const began = Date.now() - 70_000;
  const studentId = joined.get('Ann')?.student.id ?? '';
  const stays = [
    { id: `${id}1`, sessionId: id, studentId, fromAt: new Date(began), fromPtsMs: 0 },
    { id: `${id}2`, sessionId: id, studentId, fromAt: new Date(began + 40_000), fromPtsMs: 30_000.4 },
  ];
  await beginStays(dataSource, stays);
  const end = (n: number, untilPtsMs: number) => ({
    ...{ id: `${id}${String(n)}`, untilAt: new Date(began + untilPtsMs), untilPtsMs, longestDelayMs: 0 },
  });
  await endStays(dataSource, [end(1, 20_000), end(2, 70_000)]);
  const alone = { kind: 'teacher', selfPaced: true, oneToOne: true, begins: 'at-once', loop: false } as const;
  await dataSource.getRepository(Session).update({ id }, { storedSource: alone });
  await dataSource.getRepository(LedgerEvent).insert(
    (
      [
        ['pause', 40_000],
        ['resume', 41_000],
      ] as const
    ).map(([action, airedPtsMs], i) => ({
      ...{ sessionId: id, seq: 100 + i, type: 'teacher.control', event: { type: 'teacher.control', action } },
      ...{ origin: 'teacher' as const, cueKey: null, plannedPtsMs: null, wallClockMs: 0, repeated: false },
      ...{
        storedQuestion: null,
        airedPtsMs,
        frame: airedPtsMs / 40,
        createdAt: new Date(began + airedPtsMs),
      },
    })),
  );
  const watched = (await statementsOf(id)).filter((one) => videoRules[verbOf(one)]);
  for (const statement of watched) {
    expect(xapiRules.safeParse(statement).error?.issues ?? []).toEqual([]);
    const rule = videoRules[verbOf(statement)];
    expect(rule?.safeParse(statement.result?.extensions).error?.issues ?? [], verbOf(statement)).toEqual([]);
    expect(videoContextRules.safeParse(statement.context).error?.issues ?? []).toEqual([]);
  }
  const time = 'https://w3id.org/xapi/video/extensions/time';
  expect(watched.map((one) => [verbOf(one), one.result?.extensions?.[time]])).toEqual([
    ...[
      ['initialized', undefined],
      ['played', 0],
      ['terminated', 20],
    ],
    ...[
      ['initialized', undefined],
      ['played', 30],
      ['paused', 40],
      ['played', 41],
      ['terminated', 70],
    ],
  ]);
  const last = watched.at(-1)?.result?.extensions ?? {};
  expect(Object.values(last)).toEqual([70, 0.843, '0[.]20[,]30[.]40[,]41[.]70']);
});

it('a student who was connected for nine tenths of it has completed it', async () => {
  const { id, joined } = await asked();
  const studentId = joined.get('小明')?.student.id ?? '';
  await beginStays(dataSource, [
    { id: `${id}1`, sessionId: id, studentId, fromAt: new Date(), fromPtsMs: 5000 },
  ]);
  const completed = (await statementsOf(id)).filter((one) => verbOf(one) === 'completed');
  expect(completed.map(({ actor, result }) => [actor.name, result?.completion])).toEqual([['小明', true]]);
});

it('there are none before the class is over, and none of a session that is not there', async () => {
  const { id } = await makeSession(teacher, await makeLesson(teacher));
  expect(await teacher.call('GET', `/api/sessions/${id}/statements`)).toMatchObject({
    ...{ status: 409, body: { code: 'session-not-over' } },
  });
  expect((await teacher.call('GET', '/api/sessions/none/statements')).status).toBe(404);
});
