import type {
  Joined,
  LedgerEntry,
  Lobby,
  SelfPacedInvitation,
  Session,
  SessionReview,
} from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Client } from './support/client.js';
import { TestServer } from './support/server.js';
import { patience, publish, Pupil, TaughtClass } from './support/taught-class.js';

const text = `title: Alone
steps:
  - { id: hello, say: Hello. }
  - id: q
    ask: { prompt: Which one?, choices: [left, right], right: left, window: 3s, points: 2 }
  - { id: stop, wait: Shall we go on? }
  - id: r
    ask: { prompt: And which now?, choices: [left, right], right: left, endsEarly: false }
`;

let server: TestServer;
let teacher: Client;
let lesson: { lessonId: string; version: number };
beforeAll(async () => {
  const settings = { SELF_PACED_SESSIONS: '2', SELF_PACED_IDLE_MINUTES: '0.15' };
  server = await TestServer.start({ settings });
  teacher = new Client(server.web, server.token);
  lesson = await publish(teacher, text, { timeout: 100_000, interval: 50 });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const switchOn = (enabled: boolean) =>
  teacher.call('PUT', `/api/lessons/${lesson.lessonId}/self-paced`, { enabled });
const join = (name: string) =>
  teacher.as(undefined).call('POST', `/api/self-paced/${lesson.lessonId}/join`, { name });
/** Joins as a student whose page shows the stream. */
async function begin(name: string): Promise<{ pupil: Pupil; taught: TaughtClass }> {
  const address = `/api/self-paced/${lesson.lessonId}/join`;
  // the place of a session that has just ended is free a moment later
  const joined = await vi.waitFor(() => teacher.as(undefined).post<Joined>(address, { name }), patience);
  return { pupil: await Pupil.back(teacher, joined), taught: new TaughtClass(teacher, joined.session.id) };
}
const openToOne = { questionId: 'q', endsPtsMs: null, present: 1 };
const pace = (pupil: Pupil, type: string) => pupil.socket.call('pace:command', { type });
const statusOf = async (id: string) => (await teacher.get<Session>(`/api/sessions/${id}`)).status;
const questionsOf = (entries: readonly LedgerEntry[]) =>
  entries.flatMap(({ type, event }) =>
    'questionId' in event ? [`${type} ${String(event['questionId'])}`] : [],
  );

describe('a lesson that students take alone', () => {
  it('is offered only where its author has switched that on', async () => {
    const address = `/api/self-paced/${lesson.lessonId}`;
    const anybody = teacher.as(undefined);
    expect(await anybody.call('GET', address)).toMatchObject({
      status: 404,
      body: { code: 'self-paced-off' },
    });
    expect(await join('Ann')).toMatchObject({ status: 404, body: { code: 'self-paced-off' } });
    await switchOn(true);
    expect(await anybody.get<SelfPacedInvitation>(address)).toEqual({
      ...{ lessonId: lesson.lessonId, title: 'Alone', language: 'en', recorded: false, keptDays: null },
    });
    const none = await teacher.call('PUT', '/api/lessons/nothing/self-paced', { enabled: true });
    expect(none.status).toBe(404);
  });

  it('waits for its one student without a time limit, goes back, pauses, and ends with a score', async () => {
    await switchOn(true);
    const { pupil, taught } = await begin('Annabella');
    onTestFinished(() => pupil[Symbol.dispose]());
    const lobby = await teacher.as(undefined).get<Lobby>(`/api/sessions/${taught.id}/lobby`);
    expect(lobby).toMatchObject({ selfPaced: true, recorded: false, status: 'live' });
    const other = await teacher
      .as(undefined)
      .call('POST', `/api/sessions/${taught.id}/join`, { name: 'Bob' });
    expect(other).toMatchObject({ status: 409, body: { code: 'self-paced-taken' } });

    const first = await taught.opened();
    expect(first.event).not.toHaveProperty('windowMs');
    // the ledger has the question a moment before the teaching does
    await vi.waitFor(
      async () => expect(await taught.teaching()).toMatchObject({ phase: 'asking', window: openToOne }),
      patience,
    );
    expect(await pace(pupil, 'pause')).toMatchObject({ ok: true });
    await taught.reaches('paused', 'q');
    expect(await pace(pupil, 'resume')).toMatchObject({ ok: true });
    await taught.reaches('asking', 'q');
    expect(await pace(pupil, 'back')).toMatchObject({ ok: true });
    const again = await taught.opened(2);
    await pupil.answer(again, { choices: ['left'] });
    // the step that waits for a teacher is passed over
    await taught.opened(3);
    expect(await pace(pupil, 'close')).toMatchObject({ ok: true });
    await taught.ended();
    expect(await pupil.client.get(`/api/sessions/${taught.id}/score/mine`)).toMatchObject({
      earned: 2,
      of: 2,
    });
    expect(questionsOf(await taught.ledger()).filter((one) => !one.startsWith('feedback'))).toEqual([
      ...['question.opened q', 'question.closed q', 'question.opened q', 'question.closed q'],
      ...['question.opened r', 'question.closed r'],
    ]);
    const reviews = await teacher.get<SessionReview[]>('/api/session-reviews');
    expect(reviews.map(({ session }) => [session.id, session.selfPaced])).toContainEqual([taught.id, true]);
  });

  it('has a bounded number of sessions, and ends the one that was paused or left', async () => {
    await switchOn(true);
    const [ann, bob] = [await begin('Ann'), await begin('Bob')];
    onTestFinished(() => ann.pupil[Symbol.dispose]());
    expect(await join('Cid')).toMatchObject({ status: 429, body: { code: 'self-paced-full' } });
    bob.pupil[Symbol.dispose]();
    expect(await pace(ann.pupil, 'pause')).toMatchObject({ ok: true });
    for (const { taught } of [ann, bob])
      await vi.waitFor(async () => expect(await statusOf(taught.id)).toBe('ended'), patience);
    const next = await begin('Cid');
    next.pupil[Symbol.dispose]();
    await teacher.post(`/api/sessions/${next.taught.id}/end`);
  });

  it('gives its controls to nobody in a class', async () => {
    const taught = await TaughtClass.create(teacher, lesson);
    using pupil = await taught.join('Dora');
    await taught.start();
    expect(await pace(pupil, 'pause')).toMatchObject({ ok: false, problem: { code: 'not-self-paced' } });
    const wanted = { lessonId: lesson.lessonId, source: { kind: 'teacher', selfPaced: true } };
    expect((await teacher.call('POST', '/api/sessions', wanted)).status).toBe(400);
    await teacher.post(`/api/sessions/${taught.id}/end`);
  });
});
