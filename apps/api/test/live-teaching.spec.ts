import type { Answer, LessonEvent, Session, SessionChanged, Teaching } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ClassSocket } from './support/class-socket.js';
import { Client } from './support/client.js';
import { engines } from './support/engines.js';
import { makeKey } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { TestServer } from './support/server.js';
import { patience, publish, TaughtClass } from './support/taught-class.js';
import { Viewer } from './support/viewer.js';

const script = `title: Past tense
steps:
  - id: welcome
    say: Hello. {marker first} Look.
  - id: q1
    ask:
      answer: single
      prompt: What is the past of go?
      choices: [went, goed, gone]
      right: went
      wrong:
        goed: Go is irregular.
      tries: 2
      hints:
        - It begins with a w.
      window: 12s
      say:
        nothing: Nobody answered.
  - id: held
    wait: Shall we go on?
  - id: bye
    say: Goodbye.
`;

let cluster: PostgresCluster;
let film: Film;
beforeAll(async () => {
  [cluster, film] = await Promise.all([PostgresCluster.start(), Film.shoot({ seconds: 4 })]);
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
});

const typesOf = (entries: readonly { type: string }[]) => entries.map(({ type }) => type);

describe.each(engines(() => cluster))('a virtual teacher, on $engine', ({ databaseUrl, engine }) => {
  let server: TestServer;
  let teacher: Client;
  let lesson: { lessonId: string; version: number };
  beforeAll(async () => {
    server = await TestServer.start({ databaseUrl: await databaseUrl() });
    teacher = new Client(server.web, server.token);
    lesson = await publish(teacher, script);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });
  const begin = async (source: object = {}) => {
    const taught = await TaughtClass.create(teacher, lesson, source);
    await taught.start();
    return taught;
  };

  it('names the version it teaches, and no other one ever', async () => {
    const wanted = { lessonId: lesson.lessonId, source: { kind: 'teacher' } };
    const session = await teacher.post<Session>('/api/sessions', wanted);
    expect(session).toMatchObject({ lessonVersion: 1, source: { kind: 'teacher', version: 1 } });
    expect(session.lesson.questions).toMatchObject([{ id: 'q1', tries: 2, windowMs: 12_000 }]);
    const none = await teacher.call('POST', '/api/sessions', {
      ...wanted,
      source: { kind: 'teacher', version: 9 },
    });
    expect(none).toMatchObject({ status: 404, body: { code: 'version-not-found' } });
  });

  it.runIf(engine === 'PostgreSQL')(
    'teaches in Chinese without a voice: captions at reading pace, questions, replies in Chinese',
    async () => {
      const text = `title: 分数
language: zh
voice: silent
steps:
  - say: 同学们好！{marker first} 3/4 大于 $\\frac{1}{2}$。
  - id: q1
    ask: { prompt: 哪个大？, choices: [{ id: half, text: 二分之一, right: true }, { id: quarter, text: 四分之一 }], window: 12s }
  - say: 再见！
`;
      const taught = await TaughtClass.create(teacher, await publish(teacher, text));
      using ann = await taught.join('安娜');
      await taught.start();
      await using viewer = new Viewer(`${server.web}/live/${taught.id}.flv`);
      const question = await taught.opened();
      await ann.answer(question, { choices: ['half'] });
      await vi.waitFor(() => expect(ann.feedback).toHaveLength(1), patience);
      expect(ann.feedback[0]).toMatchObject({ judged: { verdict: 'right' } });
      expect(ann.feedback[0]?.text).toMatch(/\p{Script=Han}/u);
      await taught.ended();
      const entries = await taught.ledger();
      const captions = entries.flatMap(({ event }) => (event['type'] === 'caption' ? [event['text']] : []));
      expect(captions).toEqual(expect.arrayContaining(['同学们好！', '3/4 大于 1/2。', '再见！']));
      const spoken = entries.find(({ type }) => type === 'feedback.class');
      expect((spoken?.event as LessonEvent & { text: string }).text).toMatch(/\p{Script=Han}/u);
      await viewer.done;
    },
  );

  it.runIf(engine === 'PostgreSQL')(
    'waits without a limit for all who watch, or until the teacher closes the question',
    async () => {
      const text = `title: Slowly
steps:
  - id: all
    ask: { prompt: Which?, choices: [left, right], right: left, window: none }
  - id: some
    ask: { prompt: And now?, choices: [left, right], right: left, window: none }
`;
      const taught = await TaughtClass.create(teacher, await publish(teacher, text));
      using ann = await taught.join('Annabella');
      using bob = await taught.join('Bobadilla');
      await taught.start();
      const first = await taught.opened();
      expect(first.event).not.toHaveProperty('windowMs');
      await vi.waitFor(
        async () => expect((await taught.teaching()).window).toMatchObject({ endsPtsMs: null }),
        patience,
      );
      await ann.answer(first, { choices: ['left'] });
      await vi.waitFor(() => expect(ann.feedback).toHaveLength(1), patience);
      expect(await taught.teaching()).toMatchObject({ phase: 'asking', window: { answered: 1, present: 2 } });
      await bob.answer(first, { choices: ['right'] });

      const second = await taught.opened(2);
      await ann.answer(second, { choices: ['left'] });
      await taught.command({ type: 'close' });
      await taught.ended();
      const answers = await taught.answers();
      expect(answers.map(({ questionId, verdict }) => [questionId, verdict])).toEqual([
        ['all', 'right'],
        ['all', 'wrong'],
        ['some', 'right'],
      ]);
      const closed = (await taught.ledger()).filter(({ type }) => type === 'question.closed');
      expect(closed).toHaveLength(2);
    },
  );

  it('turns on its words, asks, lets try again, and answers each student and the class', async () => {
    const taught = await TaughtClass.create(teacher, lesson);
    using staff = await ClassSocket.open(server.web, { token: server.token, sessionId: taught.id });
    using ann = await taught.join('Annabella');
    using bob = await taught.join('Bobadilla');
    using cem = await taught.join('Cemalettin');
    await taught.start();
    await using viewer = new Viewer(`${server.web}/live/${taught.id}.flv`);
    const question = await taught.opened();
    expect(question.event).toMatchObject({ kind: 'single', tries: 2, windowMs: 12_000 });
    expect(question.airedPtsMs).toBe(question.plannedPtsMs);

    expect(await ann.answer(question, { choices: ['goed'] })).toMatchObject({ attempt: 1, triesLeft: 1 });
    await vi.waitFor(() => expect(ann.feedback).toHaveLength(1), patience);
    expect(ann.feedback[0]?.judged).toMatchObject({
      verdict: 'wrong',
      attempt: 1,
      triesLeft: 1,
      correction: null,
    });
    await expect(ann.answer(question, { choices: ['went'] })).rejects.toThrow('answer-duplicate');
    await expect(ann.answer(question, { choices: ['went'], attempt: 3 })).rejects.toThrow('answer-malformed');
    await ann.answer(question, { choices: ['went'], attempt: 2 });
    await bob.answer(question, { choices: ['went'] });
    expect((await taught.teaching()).phase).toBe('asking');
    await cem.answer(question, { choices: ['gone'] });
    await vi.waitFor(() => expect(cem.feedback).toHaveLength(1), patience);
    await cem.answer(question, { choices: ['gone'], attempt: 2 });

    await taught.reaches('waiting', 'held');
    await taught.command({ type: 'continue' });
    await taught.ended();
    const entries = await taught.ledger();
    const closed = entries.find(({ type }) => type === 'question.closed');
    expect(closed?.airedPtsMs).toBeLessThan((question.airedPtsMs ?? 0) + 12_000);
    const result = entries.find(({ type }) => type === 'class.result')?.event;
    expect(result).toMatchObject({ counts: { went: 2, goed: 0, gone: 1 }, total: 3, correct: ['went'] });
    const spoken = entries.find(({ type }) => type === 'feedback.class');
    expect((spoken?.event as LessonEvent & { text: string }).text).toMatch(/three|3/i);
    expect(spoken?.airedPtsMs).toBeGreaterThan(closed?.airedPtsMs ?? Infinity);
    const marker = entries.find(({ type }) => type === 'marker');
    expect(marker?.airedPtsMs).toBe(marker?.plannedPtsMs);

    const answers = await taught.answers();
    expect(
      answers.map(({ student, attempt, verdict, judging }) => [student.name, attempt, verdict, judging]),
    ).toEqual([
      ['Annabella', 1, 'wrong', 'judged'],
      ['Annabella', 2, 'right', 'judged'],
      ['Bobadilla', 1, 'right', 'judged'],
      ['Cemalettin', 1, 'wrong', 'judged'],
      ['Cemalettin', 2, 'wrong', 'judged'],
    ]);
    expect(answers.every(({ judgement }) => judgement?.by.brain === 'offline')).toBe(true);
    expect(staff.heard<Answer>('answer:judged')).toHaveLength(5);
    expect(staff.heard<Teaching>('teaching:changed').map(({ phase }) => phase)).toContain('responding');

    // each has heard what is theirs, and nothing else; the stream and the public ledger hold none of it
    const told = [ann, bob, cem].map(({ feedback }) => feedback.map(({ judged }) => judged?.answerId));
    expect(told).toEqual(
      ['Annabella', 'Bobadilla', 'Cemalettin'].map((name) =>
        answers.filter(({ student }) => student.name === name).map(({ id }) => id),
      ),
    );
    await viewer.done;
    const watched = Buffer.concat(viewer.chunks).toString('latin1');
    const ledger = JSON.stringify(
      await teacher.as(undefined).get(`/api/sessions/${taught.id}/ledger?limit=1000`),
    );
    const texts = [ann, bob, cem].flatMap(({ feedback }) => feedback.map(({ text }) => text));
    const ids = answers.flatMap(({ id, student }) => [id, student.id, student.name]);
    for (const secret of [...texts, ...ids]) {
      expect(watched).not.toContain(secret);
      expect(ledger).not.toContain(secret);
    }
    const due = new Set(
      entries.filter(({ type }) => type === 'feedback.private').map(({ event }) => event['feedbackId']),
    );
    for (const { feedback } of [ann, bob, cem])
      for (const { feedbackId } of feedback) expect(due.has(feedbackId)).toBe(true);
  });

  it('speaks to one student what is thought of their answer, and writes it nowhere in the stream', async () => {
    const taught = await TaughtClass.create(teacher, lesson, { oneToOne: true });
    using ann = await taught.join('Ann');
    await taught.start();
    const question = await taught.opened();
    await ann.answer(question, { choices: ['went'] });
    await taught.reaches('waiting', 'held');
    const [feedback] = ann.feedback;
    expect(feedback?.judged?.verdict).toBe('right');
    const entries = await taught.ledger();
    expect(typesOf(entries)).not.toContain('feedback.class');
    expect(JSON.stringify(entries)).not.toContain(feedback?.text ?? '-');
    await teacher.post(`/api/sessions/${taught.id}/end`);
  });

  it('closes the window when its time is over, and goes on without answers', async () => {
    const taught = await begin();
    const question = await taught.opened();
    const closed = await taught.aired('question.closed');
    expect((closed.airedPtsMs ?? 0) - (question.airedPtsMs ?? 0)).toBe(12_000);
    await taught.reaches('waiting', 'held');
    expect((await taught.aired('feedback.class')).event).toMatchObject({ text: 'Nobody answered.' });
    await teacher.post(`/api/sessions/${taught.id}/end`);
    expect((await taught.teaching()).phase).toBe('ended');
  });

  it('obeys a hand: each command is an event of the stream, and what the moment forbids is refused', async () => {
    const taught = await begin();
    using staff = await ClassSocket.open(server.web, { token: server.token, sessionId: taught.id });
    await taught.opened();
    const refused = await teacher.call('POST', `/api/sessions/${taught.id}/teaching/commands`, {
      type: 'say',
      text: 'Hurry up.',
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'not-now' } });
    expect(await taught.command({ type: 'pause' })).toMatchObject({ phase: 'paused', resumes: 'asking' });
    expect(await taught.command({ type: 'resume' })).toMatchObject({ phase: 'asking' });
    expect(await taught.command({ type: 'repeat' })).toMatchObject({ step: { id: 'q1' } });
    await taught.opened(2);
    expect(await staff.call('teaching:command', { type: 'skip' })).toMatchObject({ ok: true });
    await taught.reaches('waiting', 'held');
    await taught.command({ type: 'say', text: 'One more thing. Then we go on.' });
    await taught.aired('caption', 6);
    await taught.command({ type: 'skip' });
    await taught.ended();
    const controls = (await taught.ledger()).filter(
      ({ type }) => type === 'teacher.control' || type === 'teacher.mode',
    );
    expect(controls.map(({ event }) => event['action'] ?? event['mode'])).toEqual([
      ...['pause', 'paused', 'resume', 'ai', 'repeat', 'skip', 'say', 'skip'],
    ]);
    expect((await taught.ledger()).every(({ airedPtsMs }) => airedPtsMs !== null)).toBe(true);
    const late = await teacher.call('POST', `/api/sessions/${taught.id}/teaching/commands`, {
      type: 'pause',
    });
    expect(late).toMatchObject({ status: 409, body: { code: 'session-not-live' } });
  });

  it('lets a teacher take over with their own video, on one timeline, and goes on when they hand back', async () => {
    const taught = await begin();
    const { key } = await makeKey(teacher, taught.id);
    await using viewer = new Viewer(`${server.web}/live/${taught.id}.flv`);
    await taught.opened();
    {
      await using early = await Publisher.start(film, server.rtmp(key));
      await early.ended();
    }
    expect(await taught.command({ type: 'take-over' })).toMatchObject({
      phase: 'taken-over',
      resumes: 'asking',
      takeOver: { onAir: false },
    });
    await using publisher = await Publisher.start(film, server.rtmp(key));
    await vi.waitFor(
      async () => expect((await taught.teaching()).takeOver).toEqual({ onAir: true }),
      patience,
    );
    await vi.waitFor(async () => {
      const { publisher: now } = await teacher.get<{ publisher: { kind: string } | null }>(
        `/api/sessions/${taught.id}/stream`,
      );
      expect(now?.kind).toBe('rtmp');
    }, patience);
    await taught.command({ type: 'hand-back' });
    expect(await publisher.ended()).not.toBeNull();
    await taught.reaches('waiting', 'held');
    const modes = (await taught.ledger()).filter(({ type }) => type === 'teacher.mode');
    expect(modes.map(({ event }) => event['mode'])).toEqual(['human', 'ai']);
    await teacher.post(`/api/sessions/${taught.id}/end`);
    expect(await viewer.done).toBe('ended');
    const steps = viewer.frames.slice(1).map((ptsMs, i) => ptsMs - (viewer.frames[i] ?? 0));
    expect(Math.min(...steps)).toBeGreaterThan(0);
    expect(Math.max(...steps)).toBeLessThanOrEqual(80);
  });

  it('waits for a student to begin, and begins again for the next one', async () => {
    const short = await publish(teacher, 'title: Short\nsteps:\n  - id: one\n    say: Hello.\n');
    const taught = await TaughtClass.create(teacher, short, { begins: 'with-a-student', loop: true });
    await taught.start();
    expect(await taught.teaching()).toMatchObject({ phase: 'waiting', step: null });
    using socket = await ClassSocket.open(server.web, { token: server.token, sessionId: taught.id });
    using ann = await taught.join('Ann');
    await taught.aired('lesson.ended');
    await taught.aired('lesson.started', 2);
    await taught.aired('lesson.ended', 2);
    expect(ann.socket.heard<SessionChanged>('session:changed').some(({ status }) => status === 'ended')).toBe(
      false,
    );
    expect(socket.isOpen).toBe(true);
    await teacher.post(`/api/sessions/${taught.id}/end`);
  });
});
