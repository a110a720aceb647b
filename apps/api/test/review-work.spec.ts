import type {
  Class,
  CorrectionReceipt,
  Lesson,
  LessonDraftInput,
  ReviewWork,
  SessionReview,
} from '@lockstep/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeAccount } from './support/accounts.js';
import { Client } from './support/client.js';
import { PastClass } from './support/past-class.js';
import { TestServer } from './support/server.js';

const RIGHT = 'less dense';
const choicesOf = (...texts: string[]) => texts.map((text) => ({ id: text, text }));

const questions: LessonDraftInput['questions'] = [
  { id: 'why', kind: 'open', prompt: 'Why does ice float?' },
  { id: 'mood', kind: 'single', prompt: 'Do you like ice?', poll: true, choices: choicesOf('yes', 'no') },
];

let server: TestServer;
let teacher: Client;
let lesson: Lesson;
beforeAll(async () => {
  server = await TestServer.start();
  teacher = new Client(server.web, server.token);
  lesson = await teacher.post<Lesson>('/api/lessons', { title: 'Ice', questions });
});
afterAll(() => server[Symbol.asyncDispose]());

/** A class in which each text was given by a student of its own; all took part in the poll. */
const classOf = (texts: readonly string[], of = lesson): Promise<PastClass> =>
  PastClass.of(server, teacher, of, [
    ...texts.map((text) => ({ by: text, text, verdict: text === RIGHT ? 'right' : 'not-reviewed' }) as const),
    ...texts.map((by) => ({ by, to: 1, choices: ['yes'] })),
  ]);

const work = (query = '') => teacher.get<ReviewWork[]>(`/api/review-work?lessonId=${lesson.id}${query}`);
const textsOf = ({ groups }: ReviewWork) => groups.map(({ answers }) => answers.map(({ text }) => text));

it('lists what nobody has judged, of all sessions, similar answers together, until it is corrected', async () => {
  const first = await classOf(['it swims by itself', 'no idea at all', RIGHT]);
  const second = await classOf(['It swims by itself!', 'it swims by itself']);
  const [asked, ...others] = await work();
  expect(others).toEqual([]); // nothing is right or wrong in a poll
  expect(asked).toMatchObject({ answers: 4, lesson: { id: lesson.id, title: 'Ice' } });
  expect(asked?.question).toMatchObject({ id: 'why', prompt: 'Why does ice float?' });
  expect(asked?.sessions.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort());
  expect(asked && textsOf(asked)).toEqual([
    ['it swims by itself', 'It swims by itself!', 'it swims by itself'],
    ['no idea at all'],
  ]);
  const reviewed = async () => {
    const all = await teacher.get<SessionReview[]>('/api/session-reviews');
    return [first, second].map(({ id }) => {
      const { judged, notReviewed } = all.find(({ session }) => session.id === id) ?? {};
      return { judged, notReviewed };
    });
  };
  expect(await reviewed()).toEqual([
    { judged: 1, notReviewed: 2 },
    { judged: 0, notReviewed: 2 },
  ]);

  // one verdict settles answers of two sessions, and one undoing takes it back in both
  const swims = asked?.groups[0]?.answers ?? [];
  const said = { answerIds: swims.map(({ id }) => id), verdict: 'wrong', comment: 'Say why.' };
  const receipt = await teacher.post<CorrectionReceipt>('/api/corrections', said);
  expect(receipt.answers.map(({ correction }) => correction?.comment)).toEqual([
    'Say why.',
    'Say why.',
    'Say why.',
  ]);
  expect((await work()).map(textsOf)).toEqual([[['no idea at all']]]);
  expect(await reviewed()).toEqual([
    { judged: 2, notReviewed: 1 },
    { judged: 2, notReviewed: 0 },
  ]);
  const undo = `/api/corrections/${receipt.correctionId}/undo`;
  const undone = await teacher.post<CorrectionReceipt>(undo);
  expect(undone.answers.map(({ verdict }) => verdict)).toEqual([...Array(3)].map(() => 'not-reviewed'));
  expect(await teacher.post<CorrectionReceipt>(undo)).toEqual(undone);
  expect((await work())[0]?.answers).toBe(4);

  const ids = ['none', swims[0]?.id];
  expect(await teacher.call('POST', '/api/corrections', { ...said, answerIds: ids })).toMatchObject({
    ...{ status: 404, body: { code: 'answer-not-found' } },
  });
  expect((await work())[0]?.answers).toBe(4);
  expect(await teacher.call('POST', '/api/corrections/none/undo')).toMatchObject({
    ...{ status: 404, body: { code: 'correction-not-found' } },
  });
});

it('comes in pages of questions, and a question that was changed is another one', async () => {
  const how = questions.map((one) => ({ ...one, prompt: one.prompt.replace('Why', 'How') }));
  const changed = { title: 'Ice', questions: how };
  await classOf(['by magic'], await teacher.post<Lesson>('/api/lessons', changed));
  await classOf(['by magic'], lesson);
  const all = await teacher.get<ReviewWork[]>('/api/review-work');
  expect(all.map(({ question }) => question.prompt)).toEqual(
    expect.arrayContaining(['Why does ice float?', 'How does ice float?']),
  );
  const paged: ReviewWork[] = [];
  let next: string | undefined = '/api/review-work?limit=1';
  while (next !== undefined) {
    const response: Response = await fetch(new URL(next, server.web), {
      headers: { authorization: `Bearer ${server.token}` },
    });
    paged.push(...((await response.json()) as ReviewWork[]));
    next = /^<([^>]+)>/.exec(response.headers.get('link') ?? '')?.[1];
  }
  expect(paged).toEqual(all);
  expect((await teacher.call('GET', '/api/review-work?cursor=no-cursor')).status).toBe(400);
});

it('is of the classes that a teacher teaches and of sessions for no class, and so are corrections', async () => {
  const [mine, theirs] = [
    await makeAccount(teacher, { role: 'teacher' }),
    await makeAccount(teacher, { role: 'teacher' }),
  ];
  const { id: classId } = await mine.client.post<Class>('/api/classes', { name: '7b' });
  const own = await teacher.post<Lesson>('/api/lessons', { title: 'Own', questions });
  await PastClass.of(server, mine.client, own, [{ by: 'Ann', text: 'secretly' }], new Date(), classId);
  await PastClass.of(server, mine.client, own, [{ by: 'Bob', text: 'openly' }]);
  const seenBy = async (client: Client) =>
    await client.get<ReviewWork[]>(`/api/review-work?lessonId=${own.id}`);
  const ofAll = await seenBy(mine.client);
  expect(ofAll.flatMap(textsOf).flat().sort()).toEqual(['openly', 'secretly']);
  expect(ofAll[0]).toMatchObject({ answers: 2 });
  expect(await seenBy(teacher)).toEqual(ofAll); // an admin
  const [open, ...others] = await seenBy(theirs.client);
  expect(others).toEqual([]);
  expect(open).toMatchObject({ answers: 1 });
  expect(open?.sessions).toHaveLength(1);
  expect(open && textsOf(open)).toEqual([['openly']]);
  expect(JSON.stringify(await theirs.client.get('/api/review-work'))).not.toMatch(/secretly|Ann/);

  // one answer of a class of others spoils the whole, and nothing of it is kept
  const answerIds = ofAll
    .flatMap(({ groups }) => groups)
    .flatMap(({ answers }) => answers.map(({ id }) => id));
  const said = { answerIds, verdict: 'wrong' };
  const refused = { status: 403, body: { code: 'other-class' } };
  expect(await theirs.client.call('POST', '/api/corrections', said)).toMatchObject(refused);
  expect(await seenBy(mine.client)).toEqual(ofAll);
  const { correctionId } = await mine.client.post<CorrectionReceipt>('/api/corrections', said);
  const undo = `/api/corrections/${correctionId}/undo`;
  expect(await theirs.client.call('POST', undo)).toMatchObject(refused);
  expect(await seenBy(mine.client)).toEqual([]);
  await mine.client.post(undo);
  expect(await seenBy(mine.client)).toEqual(ofAll);
});
