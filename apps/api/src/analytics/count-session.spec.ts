import * as fc from 'fast-check';
import { SessionFigures } from '@lockstep/contracts';
import { expect, it } from 'vitest';
import { type CountedAnswer, type CountedEvent, countSession, type SessionRecord } from './count-session.js';

const asked = (seq: number, ptsMs: number, id = 'q1', poll = false): CountedEvent => ({
  ...{ seq, ptsMs, type: 'question', id, prompt: `Prompt of ${id}`, poll },
});
const answer = (studentId: string, more: Partial<CountedAnswer> = {}): CountedAnswer => ({
  ...{
    studentId,
    openedSeq: 1,
    attempt: 1,
    verdict: 'right',
    standing: 'right',
    byBrain: false,
    tookMs: 1000,
  },
  ...more,
});
const stay = (
  studentId: string,
  fromPtsMs: number,
  untilPtsMs: number | null,
  longestDelayMs: number | null = null,
) => ({
  ...{ studentId, fromPtsMs, untilPtsMs, longestDelayMs },
});
const nothing: SessionRecord = {
  ...{ studentIds: [], endPtsMs: 0, stays: [], answers: [], events: [], cueDelaysMs: [], rewatched: [] },
};

it('counts nothing where nothing happened', () => {
  expect(countSession(nothing)).toEqual({
    ...{ joined: 0, attended: 0, presence: null, losses: 0, delayMs: null, cues: 0, latestCueMs: null },
    ...{ byBrain: 0, corrected: 0, notReviewed: 0, questions: [], slides: [] },
  });
});

it('counts who was there while a question was open, and the last try of each', () => {
  const [question] = countSession({
    ...nothing,
    studentIds: ['ann', 'bob', 'cy', 'dee'],
    endPtsMs: 100_000,
    stays: [stay('ann', 0, null), stay('bob', 0, 9000), stay('cy', 30_000, null)],
    events: [asked(1, 10_000), { seq: 2, ptsMs: 20_000, type: 'closed', questionId: 'q1' }],
    answers: [
      answer('ann', { standing: 'wrong', tookMs: 4000 }),
      answer('ann', { attempt: 2, tookMs: 9000 }),
      answer('dee', { standing: 'not-reviewed', tookMs: 2000 }), // whose stay is not on record
    ],
  }).questions;
  expect(question).toMatchObject({ there: 2, answered: 2, judged: 1, right: 1, wrong: 0, medianMs: 3000 });
});

it('takes everybody who joined where attendance was not recorded', () => {
  const record = { ...nothing, studentIds: ['ann', 'bob'], endPtsMs: 10, events: [asked(1, 0)] };
  expect(countSession(record).questions[0]).toMatchObject({ there: 2, answered: 0, medianMs: null });
});

it('counts no answer to a poll as right, wrong or open', () => {
  const events = [asked(1, 0, 'mood', true)];
  const answers = [answer('ann', { verdict: 'not-reviewed', standing: 'not-reviewed' })];
  const figures = countSession({ ...nothing, studentIds: ['ann'], events, answers });
  expect(figures.notReviewed).toBe(0);
  expect(figures.questions[0]).toMatchObject({ poll: true, answered: 1, judged: 0, right: 0, wrong: 0 });
});

it('says where the lesson was taken back: at the last slide or question that was shown before', () => {
  const rewind = (seq: number): CountedEvent => ({ seq, ptsMs: seq * 1000, type: 'rewind' });
  const slide = (seq: number, index: number): CountedEvent => ({
    seq,
    ptsMs: seq * 1000,
    type: 'slide',
    index,
  });
  const events = [
    rewind(1),
    slide(2, 4),
    rewind(3),
    asked(4, 4000),
    rewind(5),
    rewind(6),
    slide(7, 4),
    rewind(8),
  ];
  const figures = countSession({ ...nothing, events });
  expect(figures.slides).toEqual([{ index: 4, shownPtsMs: 2000, rewinds: 2, rewatched: 0 }]);
  expect(figures.questions[0]?.rewinds).toBe(2);
});

it('says what those who watch the recording go back to: what was shown last in that part of it', () => {
  const events: CountedEvent[] = [
    { seq: 1, ptsMs: 6000, type: 'slide', index: 0 },
    asked(2, 12_000),
    { seq: 3, ptsMs: 13_000, type: 'closed', questionId: 'q1' },
    { seq: 4, ptsMs: 20_000, type: 'slide', index: 1 },
    { seq: 5, ptsMs: 40_000, type: 'slide', index: 0 },
  ];
  const rewatched = [
    { fromPtsMs: 0, count: 9 }, // before anything was shown
    { fromPtsMs: 5000, count: 1 },
    { fromPtsMs: 10_000, count: 2 },
    { fromPtsMs: 15_000, count: 3 },
    { fromPtsMs: 40_000, count: 4 },
  ];
  const figures = countSession({ ...nothing, events, rewatched });
  expect(figures.questions).toMatchObject([{ id: 'q1', rewatched: 5, rewinds: 0 }]);
  expect(figures.slides).toEqual([{ index: 0, shownPtsMs: 6000, rewinds: 0, rewatched: 5 }]);
});

it('tells how long students were there, what they lost, how late screens and cues were, and how brains judged', () => {
  const figures = countSession({
    ...nothing,
    studentIds: ['ann', 'bob', 'cy'],
    endPtsMs: 100_000,
    stays: [stay('ann', 0, 40_000, 200), stay('ann', 60_000, null, 900), stay('bob', 0, null, 300)],
    answers: [
      answer('ann', { byBrain: true, verdict: 'wrong' }),
      answer('bob', { byBrain: true }),
      answer('cy', { verdict: 'not-reviewed', standing: 'right' }),
    ],
    cueDelaysMs: [0, 20, 33],
  });
  expect(figures).toMatchObject({ joined: 3, attended: 2, presence: 0.9, losses: 1, delayMs: 600 });
  expect(figures).toMatchObject({ cues: 3, latestCueMs: 33, byBrain: 2, corrected: 1 });
});

it('comes to figures that can be stored, whatever is on record', () => {
  const student = fc.constantFrom('ann', 'bob', 'cy');
  const ptsMs = fc.nat(100_000);
  const verdict = fc.constantFrom('right', 'partly', 'wrong', 'not-reviewed');
  const seq = fc.integer({ min: 1, max: 8 });
  const event = fc.oneof(
    fc.record({
      ...{ seq, ptsMs, type: fc.constant('question'), id: fc.constantFrom('q1', 'q2') },
      ...{ prompt: fc.string(), poll: fc.boolean() },
    }),
    fc.record({ seq, ptsMs, type: fc.constant('slide'), index: fc.nat(5) }),
    fc.record({ seq, ptsMs, type: fc.constant('closed'), questionId: fc.constantFrom('q1', undefined) }),
    fc.record({ seq, ptsMs, type: fc.constant('rewind') }),
  );
  const record = fc.record({
    studentIds: fc.uniqueArray(student),
    endPtsMs: ptsMs,
    stays: fc.array(
      fc.record({
        ...{ studentId: student, fromPtsMs: ptsMs, untilPtsMs: fc.option(ptsMs) },
        longestDelayMs: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
      }),
    ),
    answers: fc.array(
      fc.record({
        ...{ studentId: student, openedSeq: seq, attempt: fc.integer({ min: 1, max: 5 }) },
        ...{ verdict, standing: verdict, byBrain: fc.boolean(), tookMs: fc.nat(60_000) },
      }),
    ),
    events: fc.array(event),
    rewatched: fc.array(
      fc.record({ fromPtsMs: fc.nat(20).map((part) => part * 5000), count: fc.integer({ min: 1, max: 9 }) }),
    ),
    cueDelaysMs: fc.array(fc.double({ min: -100, max: 100, noNaN: true })),
  });
  fc.assert(
    fc.property(record, (given) => {
      const figures = countSession(given);
      expect(SessionFigures.parse(figures)).toEqual(figures);
      for (const { there, answered, judged, right, wrong } of figures.questions) {
        expect(there).toBeGreaterThanOrEqual(answered);
        expect(answered).toBeGreaterThanOrEqual(judged);
        expect(judged).toBeGreaterThanOrEqual(right + wrong);
      }
    }),
  );
});
