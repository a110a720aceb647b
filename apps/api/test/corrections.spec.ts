import type {
  Answer,
  AnswerGroup,
  Class,
  CorrectionEntry,
  CorrectionReceipt,
  FeedbackBody,
  QuestionProposal,
  ScriptDraft,
  Session,
  SessionReview,
  TokenCreated,
} from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ClassSocket } from './support/class-socket.js';
import { Client } from './support/client.js';
import { engines } from './support/engines.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { save } from './support/script.js';
import { TestServer } from './support/server.js';
import { patience, publish, type Pupil, TaughtClass } from './support/taught-class.js';

/** Without a required point no scorer is asked: what has none of the phrases is unclear. */
const script = `title: Ice
language: en
voice: silent
steps:
  - id: why
    ask:
      answer: open
      prompt: Why does ice float?
      rubric:
        - point: Ice is less dense than water.
          any: [less dense]
          required: false
      window: 60s
  - id: held
    wait: Shall we go on?
  - id: branch
    branch: { question: why, cases: [{ rightAtLeast: 0.5, goto: bye }, { goto: again }] }
  - id: again
    say: Let us look again.
  - id: bye
    say: Goodbye.
`;

let cluster: PostgresCluster;
beforeAll(async () => void (cluster = await PostgresCluster.start()));
afterAll(() => cluster[Symbol.asyncDispose]());

describe.each(engines(() => cluster))('corrections, on $engine', ({ databaseUrl, engine }) => {
  let server: TestServer;
  let teacher: Client;
  let lesson: { lessonId: string; version: number };
  beforeAll(async () => {
    server = await TestServer.start({ databaseUrl: await databaseUrl() });
    teacher = new Client(server.web, server.token);
    lesson = await publish(teacher, script);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** A class in which each of these answers was given by a student of its own, and judged. */
  async function answered(texts: readonly string[], of = lesson) {
    const taught = await TaughtClass.create(teacher, of);
    const pupils: Pupil[] = [];
    for (const text of texts) pupils.push(await taught.join(`Pupil of ${text}`));
    await taught.start();
    const question = await taught.opened();
    for (const [i, text] of texts.entries()) await pupils[i]?.answer(question, { text });
    await taught.reaches('waiting', 'held');
    await vi.waitFor(() => {
      for (const pupil of pupils) expect(pupil.feedback).not.toEqual([]);
    }, patience);
    const answers = await taught.answers();
    const byText = (text: string) => answers.find((answer) => answer.text === text) as Answer;
    const correct = (wanted: readonly string[], verdict: string, comment?: string) =>
      teacher.post<CorrectionReceipt>(`/api/sessions/${taught.id}/corrections`, {
        answerIds: wanted.map((text) => byText(text).id),
        verdict,
        ...(comment !== undefined && { comment }),
      });
    const undo = (correctionId: string) =>
      teacher.post<CorrectionReceipt>(`/api/sessions/${taught.id}/corrections/${correctionId}/undo`);
    return { taught, pupils, answers, byText, correct, undo };
  }

  it('count at once, for the teacher, the student and the course of the lesson, and can be undone', async () => {
    const { taught, pupils, byText, correct, undo } = await answered(['it just swims', 'who knows it']);
    using staff = await ClassSocket.open(server.web, { token: server.token, sessionId: taught.id });
    const [swims, knows] = pupils as [Pupil, Pupil];
    const before = byText('it just swims');
    expect(before).toMatchObject({ verdict: 'not-reviewed', correction: null });

    const receipt = await correct(['it just swims'], 'right', 'Well seen.');
    const told = { verdict: 'right', comment: 'Well seen.', original: 'not-reviewed' };
    expect(receipt.answers).toMatchObject([{ id: before.id, verdict: 'right', correction: told }]);
    expect(receipt.answers[0]?.judgement).toEqual(before.judgement);
    expect(staff.heard<Answer[]>('answers:corrected').flat()).toMatchObject([{ correction: told }]);
    await vi.waitFor(() => expect(swims.feedback.at(-1)?.correction).toMatchObject(told), patience);
    expect(swims.feedback.at(-1)).toMatchObject({
      feedbackId: swims.feedback[0]?.feedbackId,
      text: swims.feedback[0]?.text,
      judged: { verdict: 'right', triesLeft: 0 },
      hasVoice: false,
    });
    expect(knows.feedback).toHaveLength(1);
    const mine = await swims.client.get<FeedbackBody[]>(`/api/sessions/${taught.id}/feedback/mine`);
    expect(mine).toMatchObject([{ correction: told }]);

    // the newest counts; undone, the one before does; undone too, what was said first
    const newer = await correct(['it just swims'], 'wrong');
    expect(newer.answers[0]).toMatchObject({ verdict: 'wrong', correction: { original: 'not-reviewed' } });
    const back = await undo(newer.correctionId);
    expect(back.answers[0]).toMatchObject({ verdict: 'right', correction: { comment: 'Well seen.' } });
    expect((await undo(newer.correctionId)).answers).toEqual(back.answers);
    await undo(receipt.correctionId);
    expect((await taught.answers()).find(({ id }) => id === before.id)).toEqual(before);
    await vi.waitFor(() => expect(swims.feedback.at(-1)).toMatchObject({ correction: null }), patience);
    const history = await teacher.get<CorrectionEntry[]>(`/api/sessions/${taught.id}/corrections`);
    expect(history.map(({ verdict }) => verdict)).toEqual(['right', 'wrong', null, null]);
    expect(history.map(({ undoes }) => undoes)).toEqual([...[null, null, history[1]?.seq, history[0]?.seq]]);

    const listed = async (query = '') =>
      (await teacher.get<SessionReview[]>(`/api/session-reviews?limit=500${query}`)).find(
        ({ session }) => session.id === taught.id,
      );
    const counts = { students: 2, questions: 1, answers: 2 };
    expect(await listed('&work=open')).toMatchObject({ ...counts, right: 0, notReviewed: 2 });

    // one of two is right now, and the lesson takes the way of half the class
    await correct(['it just swims'], 'right');
    expect(await listed('&search=ICE')).toMatchObject({ ...counts, right: 1, notReviewed: 1 });
    expect(await listed('&search=%25c%25')).toBeUndefined();
    await correct(['who knows it'], 'wrong');
    expect(await listed('&work=open')).toBeUndefined();
    expect(await listed()).toMatchObject({
      ...counts,
      right: 1,
      notReviewed: 0,
      session: { status: 'live' },
    });
    await taught.command({ type: 'continue' });
    await taught.reaches('teaching', 'bye');
    await taught.command({ type: 'skip' });
    await taught.ended();
    pupils.forEach((pupil) => pupil[Symbol.dispose]());
  });

  // statements are the same ones; what a judge makes of them needs no second database
  it.runIf(engine === 'PostgreSQL')(
    'settle the same answer in later sessions of the question, and no answer to a changed one',
    async () => {
      const own = await publish(teacher, script);
      const one = await answered(['the bubbles hold it'], own);
      await one.correct(['the bubbles hold it'], 'wrong', 'There are no bubbles.');
      const two = await answered(['The bubbles hold it!'], own);
      expect(two.answers[0]).toMatchObject({
        verdict: 'wrong',
        correction: null,
        judgement: { verdict: 'wrong', by: { brain: 'teacher' } },
      });
      expect(two.answers[0]?.judgement?.say).toContain('There are no bubbles.');
      expect(two.answers[0]?.judgement?.say).toMatch(/teacher/i);

      const { lessonId } = own;
      const change = async (text: string) => {
        const { etag } = await teacher.get<ScriptDraft>(`/api/lessons/${lessonId}/script`);
        await save(teacher, lessonId, text, etag);
        const { version } = await teacher.post<{ version: number }>(`/api/lessons/${lessonId}/versions`, {});
        await vi.waitFor(async () => {
          const made = await teacher.get<{ status: string }>(
            `/api/lessons/${lessonId}/versions/${String(version)}`,
          );
          expect(made.status).toBe('ready');
        }, patience);
        return { lessonId, version };
      };
      const phrased = await change(script.replace('[less dense]', '[less dense, lighter]'));
      const three = await answered(['the bubbles hold it'], phrased);
      expect(three.answers[0]).toMatchObject({ verdict: 'wrong', judgement: { by: { brain: 'teacher' } } });
      const changed = await change(script.replace('Why does ice float?', 'Why does wood float?'));
      const four = await answered(['the bubbles hold it'], changed);
      expect(four.answers[0]?.judgement?.by.brain).toBe('offline');
      for (const { taught } of [one, two, three, four]) await teacher.post(`/api/sessions/${taught.id}/end`);
    },
  );

  it.runIf(engine === 'PostgreSQL')('are learnt by a class that is running', async () => {
    const own = await publish(teacher, script);
    const one = await answered(['it has air inside'], own);
    const running = await TaughtClass.create(teacher, own);
    using early = await running.join('Early');
    using late = await running.join('Late');
    await running.start();
    const question = await running.opened();
    await early.answer(question, { text: 'it has air inside' });
    await vi.waitFor(() => expect(early.feedback).toHaveLength(1), patience);
    expect(early.feedback[0]?.judged?.verdict).toBe('not-reviewed');
    await one.correct(['it has air inside'], 'partly');
    await late.answer(question, { text: 'It has air inside' });
    await vi.waitFor(() => expect(late.feedback).toHaveLength(1), patience);
    expect(late.feedback[0]?.judged?.verdict).toBe('partly');
    for (const { id } of [one.taught, running]) await teacher.post(`/api/sessions/${id}/end`);
  });

  it('settle a group of similar answers at once, also after the class, and propose phrases', async () => {
    const texts = [
      'it is light stuff',
      'because it is light stuff',
      'It is light stuff.',
      'magic holds it up',
    ];
    const { taught, pupils, correct, undo, byText } = await answered(texts);
    await teacher.post(`/api/sessions/${taught.id}/end`);
    await taught.ended();
    const groups = await teacher.get<AnswerGroup[]>(`/api/sessions/${taught.id}/answer-groups`);
    expect(groups).toMatchObject([
      { questionId: 'why', notReviewed: 3, answerIds: texts.slice(0, 3).map((text) => byText(text).id) },
      { notReviewed: 1, answerIds: [byText('magic holds it up').id] },
    ]);
    const first = await correct(texts.slice(0, 3), 'right');
    expect(first.answers.map(({ verdict }) => verdict)).toEqual(['right', 'right', 'right']);
    const after = await teacher.get<AnswerGroup[]>(`/api/sessions/${taught.id}/answer-groups?questionId=why`);
    expect(after.map(({ notReviewed }) => notReviewed)).toEqual([1, 0]);
    const mine = await pupils[0]?.client.get<FeedbackBody[]>(`/api/sessions/${taught.id}/feedback/mine`);
    expect(mine).toMatchObject([{ judged: { verdict: 'right' }, correction: { ptsMs: null } }]);
    const undone = await undo(first.correctionId);
    expect(undone.answers.map(({ verdict }) => verdict)).toEqual(Array(3).fill('not-reviewed'));
    pupils.forEach((pupil) => pupil[Symbol.dispose]());

    const { lessonId } = await publish(teacher, script.replace('title: Ice', 'title: More ice'));
    const more = await answered(
      ['it is light stuff', 'light stuff swims', 'so light stuff', 'magic of ice', 'by magic'],
      { lessonId, version: 1 },
    );
    const proposals = () => teacher.get<QuestionProposal[]>(`/api/lessons/${lessonId}/proposals`);
    await more.correct(['it is light stuff', 'light stuff swims', 'so light stuff'], 'right');
    expect(await proposals()).toEqual([]);
    await more.correct(['magic of ice', 'by magic'], 'wrong', 'Magic explains nothing.');
    const [proposal] = await proposals();
    expect(proposal).toMatchObject({ questionId: 'why', corrections: 5 });
    expect(proposal?.phrases).toContain('light stuff');
    expect(proposal?.mistakes).toContainEqual({ answer: 'magic', because: 'Magic explains nothing.' });
    await teacher.post(`/api/sessions/${more.taught.id}/end`);
    // classes of other teachers do not show through
    const { token } = await teacher.post<TokenCreated>('/api/tokens', { name: 'T', role: 'teacher' });
    const other = () => teacher.as(token).get<QuestionProposal[]>(`/api/lessons/${lessonId}/proposals`);
    expect(await other()).toEqual(await proposals());
    const { id: classId } = await teacher.post<Class>('/api/classes', { name: '7b' });
    const database = server.application.nest.get(DataSource);
    await database.query(`UPDATE session SET class_id = $2 WHERE id = $1`, [more.taught.id, classId]);
    expect(await other()).toEqual([]);
    expect(await proposals()).toHaveLength(1);
  });

  it('are refused as a whole where one answer is not of the session', async () => {
    const session = await makeSession(teacher, await makeLesson(teacher));
    await given(session, 'Sky');
    const wanted = { answerIds: [`a-${session.id}`, 'nobodys'], verdict: 'right' };
    const address = `/api/sessions/${session.id}/corrections`;
    const refused = { status: 404, body: { code: 'answer-not-found', params: { id: 'nobodys' } } };
    expect(await teacher.call('POST', address, wanted)).toMatchObject(refused);
    expect(await teacher.get(address)).toEqual([]);
    const none = { status: 404, body: { code: 'correction-not-found' } };
    expect(await teacher.call('POST', `${address}/none/undo`)).toMatchObject(none);
    expect(await teacher.call('POST', address, { ...wanted, verdict: 'unclear' })).toMatchObject({
      status: 400,
    });
  });

  it('reach a student whose answer no judge looked at', async () => {
    const session = await makeSession(teacher, await makeLesson(teacher));
    const token = await given(session, 'Because of the light');
    const student = teacher.as(token);
    const feedback = () => student.get<FeedbackBody[]>(`/api/sessions/${session.id}/feedback/mine`);
    expect(await feedback()).toEqual([]);
    const receipt = await teacher.post<CorrectionReceipt>(`/api/sessions/${session.id}/corrections`, {
      ...{ answerIds: [`a-${session.id}`], verdict: 'partly', comment: 'Which light?' },
    });
    await vi.waitFor(async () => {
      expect(await feedback()).toMatchObject([
        { text: '', hasVoice: false, judged: { verdict: 'partly' }, correction: { comment: 'Which light?' } },
      ]);
    }, patience);
    await teacher.post(`/api/sessions/${session.id}/corrections/${receipt.correctionId}/undo`);
    expect(await feedback()).toMatchObject([{ text: '', correction: null }]);
  });

  /** An answer on record to a question that a person asked. @returns its student's token */
  async function given({ id }: Pick<Session, 'id'>, text: string): Promise<string> {
    const database = server.application.nest.get(DataSource);
    const { token, student } = await teacher
      .as(undefined)
      .post<{ token: string; student: { id: string } }>(`/api/sessions/${id}/join`, { name: 'Ann' });
    await database.query(
      `INSERT INTO ledger_event (session_id, seq, type, event, origin, repeated, created_at, aired_pts_ms)
        VALUES ($1, 1, 'question.opened', $2::jsonb, 'teacher', false, now(), 40)`,
      [id, JSON.stringify({ type: 'question.opened', questionId: 'q2', kind: 'open', prompt: 'Why?' })],
    );
    await database.query(
      `INSERT INTO answer (id, session_id, student_id, question_id, opened_seq, attempt, spoken, choices, text,
          verdict, judging, shown_pts_ms, answered_pts_ms, received_at)
        VALUES ('a-' || $1, $1, $2, 'q2', 1, 1, false, '[]', $3, 'not-reviewed', 'none', 40, 40, now())`,
      [id, student.id, text],
    );
    return token;
  }
});
