import type { Answer, Attendance, Lesson, OwnResults, PracticeVerdict } from '@lockstep/contracts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ClassSocket } from './support/class-socket.js';
import { Client } from './support/client.js';
import { PastClass } from './support/past-class.js';
import { TestServer } from './support/server.js';
import { patience, publish, TaughtClass } from './support/taught-class.js';

const script = `title: Ice
language: en
voice: silent
steps:
  - id: past
    ask:
      answer: short
      prompt: What is the past of go?
      accept: went
      wrong: { goed: Go is irregular. }
      points: 2
      tries: 2
      window: 60s
  - id: held
    wait: Shall we go on?
`;

let server: TestServer;
let teacher: Client;
beforeAll(async () => {
  server = await TestServer.start();
  teacher = new Client(server.web, server.token);
});
afterAll(() => server[Symbol.asyncDispose]());

it('a student sees what they did when the class is over, as it was corrected, and practises what was not right', async () => {
  const taught = await TaughtClass.create(teacher, await publish(teacher, script));
  const [ann, bob] = [await taught.join('Ann'), await taught.join('Bob')];
  await taught.start();
  const question = await taught.opened();
  await ann.answer(question, { text: 'goed' });
  await vi.waitFor(() => expect(ann.feedback).toHaveLength(1), patience);
  await ann.answer(question, { text: 'gone', attempt: 2 });
  await vi.waitFor(() => expect(ann.feedback).toHaveLength(2), patience);
  const at = `/api/sessions/${taught.id}`;
  const early = await ann.client.call('GET', `${at}/results/mine`);
  expect(early).toMatchObject({ status: 409, body: { code: 'session-not-over' } });
  expect(
    await ann.client.call('POST', `${at}/practice`, { openedSeq: question.seq, text: 'x' }),
  ).toMatchObject({
    status: 409,
  });
  const attendance = () => teacher.get<Attendance[]>(`${at}/attendance`);
  bob.socket[Symbol.dispose]();
  await vi.waitFor(async () => {
    expect((await attendance())[1]?.stays[0]?.untilPtsMs).toBeGreaterThan(question.airedPtsMs ?? 0);
  }, patience);
  expect(await attendance()).toMatchObject([
    { student: { name: 'Ann' }, stays: [{ until: null, untilPtsMs: null }] },
    { student: { name: 'Bob' }, stays: [{ longestDelayMs: 100 }] },
  ]);
  const back = await ClassSocket.open(server.web, { token: bob.joined.token });
  await vi.waitFor(async () => expect((await attendance())[1]?.stays).toHaveLength(2), patience);
  await teacher.post(`${at}/end`);
  const stays = (await attendance()).map((one) => one.stays);
  expect(stays.map(({ length }) => length)).toEqual([1, 2]);
  expect(stays[0]?.[0]?.untilPtsMs).toBeGreaterThan(stays[1]?.[0]?.untilPtsMs ?? 0);

  const results = await ann.client.get<OwnResults>(`${at}/results/mine`);
  expect(results).toMatchObject({ session: { id: taught.id, title: 'Ice' }, score: { earned: 0, of: 2 } });
  const [past] = results.questions;
  expect(past).toMatchObject({
    question: { id: 'past', prompt: 'What is the past of go?', openedSeq: question.seq, open: false },
    ...{ points: 2, earned: 0, isToPractise: true },
    answers: [
      { attempt: 1, text: 'goed', verdict: 'wrong', feedback: { judged: { attempt: 1 } } },
      { attempt: 2, text: 'gone', verdict: 'wrong', feedback: { correction: null } },
    ],
  });
  // what is right is told where the class was told it, and nowhere else
  expect(JSON.stringify(past?.question)).not.toContain('went');
  const others = await bob.client.get<OwnResults>(`${at}/results/mine`);
  expect(others.questions.map(({ answers }) => answers)).toEqual([[]]);
  expect(others.questions[0]?.isToPractise).toBe(true);

  const practise = (body: object) => ann.client.post<PracticeVerdict>(`${at}/practice`, body);
  const again = await practise({ openedSeq: question.seq, text: 'goed' });
  expect(again.verdict).toBe('wrong');
  expect(again.text).toContain('irregular');
  expect(await practise({ openedSeq: question.seq, text: 'went' })).toMatchObject({ verdict: 'right' });
  const refused = (body: object) => ann.client.call('POST', `${at}/practice`, body);
  expect(await refused({ openedSeq: question.seq, choices: ['yes'] })).toMatchObject({ status: 400 });
  expect(await refused({ openedSeq: 100_000, text: 'went' })).toMatchObject({ status: 404 });
  const kept = await teacher.get<Answer[]>(`${at}/answers`);
  expect(kept).toHaveLength(2); // practice is not kept

  const last = kept.find(({ attempt }) => attempt === 2);
  await teacher.post(`${at}/corrections`, {
    answerIds: [last?.id],
    verdict: 'right',
    comment: 'I meant go.',
  });
  const corrected = await ann.client.get<OwnResults>(`${at}/results/mine`);
  expect(corrected.score).toEqual({ earned: 2, of: 2 });
  expect(corrected.questions[0]).toMatchObject({ earned: 2, isToPractise: false });
  expect(corrected.questions[0]?.answers[1]).toMatchObject({
    verdict: 'right',
    feedback: { correction: { verdict: 'right', comment: 'I meant go.', original: 'wrong' } },
  });
  [ann, bob, back].forEach((open) => open[Symbol.dispose]());
});

it('a poll is shown with what the student chose, and cannot be practised', async () => {
  const choices = [
    { id: 'yes', text: 'yes' },
    { id: 'no', text: 'no' },
  ];
  const mood = { id: 'mood', kind: 'single', prompt: 'Do you like ice?', poll: true, choices } as const;
  const lesson = await teacher.post<Lesson>('/api/lessons', { title: 'Ice', questions: [mood] });
  const past = await PastClass.of(server, teacher, lesson, [{ by: 'Ann', choices: ['yes'] }]);
  const ann = teacher.as(past.joined.get('Ann')?.token);
  const { questions } = await ann.get<OwnResults>(`/api/sessions/${past.id}/results/mine`);
  expect(questions).toMatchObject([
    { question: { id: 'mood' }, isToPractise: false, answers: [{ choices: ['yes'] }] },
  ]);
  const practised = { openedSeq: questions[0]?.question.openedSeq, choices: ['yes'] };
  expect((await ann.call('POST', `/api/sessions/${past.id}/practice`, practised)).status).toBe(400);
});
