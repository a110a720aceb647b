import type { AnalysedSession, QuestionFigures, SessionFigures } from '@lockstep/contracts';
import { expect, it } from 'vitest';
import { hardMoments, qualityOf, questionLines, sessionLines } from './figures.js';

const asked = (id: string, more: Partial<QuestionFigures> = {}): QuestionFigures => ({
  ...{ id, prompt: `Prompt of ${id}`, poll: false, openedSeq: 1, openedPtsMs: 1000, medianMs: 2000 },
  ...{ there: 10, answered: 8, judged: 8, right: 6, wrong: 2, rewinds: 0, rewatched: 0, ...more },
});
const session = (id: string, more: Partial<SessionFigures> = {}): AnalysedSession => ({
  session: {
    ...{ id, title: id, status: 'ended', startedAt: '2026-01-01T00:00:00.000Z', selfPaced: false },
    lesson: { id: 'ls_1', title: 'Lesson' },
  },
  figures: {
    ...{ joined: 12, attended: 10, presence: 0.9, losses: 1, delayMs: 500, cues: 3, latestCueMs: 20 },
    ...{ byBrain: 4, corrected: 1, notReviewed: 2, questions: [], slides: [], ...more },
  },
});

it('sums the openings of a session and of a question', () => {
  const sessions = [
    session('monday', {
      questions: [asked('a'), asked('mood', { poll: true, judged: 0, right: 0, wrong: 0 })],
    }),
    session('tuesday', {
      questions: [asked('a', { prompt: 'Reworded', right: 8, wrong: 0, medianMs: 4000 })],
    }),
    session('empty'),
  ];
  expect(sessionLines(sessions).map(({ took, right }) => [took, right])).toEqual([
    [0.8, 0.75],
    [0.8, 1],
    [null, null],
  ]);
  const [a, mood] = questionLines(sessions);
  expect(a).toMatchObject({
    key: 'ls_1 a',
    prompt: 'Reworded',
    asked: 2,
    took: 0.8,
    right: 14 / 16,
    medianMs: 4000,
  });
  expect(a?.overTime.map(({ session: { id }, right }) => [id, right])).toEqual([
    ['monday', 0.75],
    ['tuesday', 1],
  ]);
  expect(mood).toMatchObject({ right: null, overTime: [] });
});

it('names the hardest moments, each with the session in which it was hardest', () => {
  const sessions = [
    session('monday', { questions: [asked('a'), asked('easy', { wrong: 0 })] }),
    session('tuesday', {
      questions: [asked('a', { wrong: 3, openedPtsMs: 7000 })],
      slides: [{ index: 4, shownPtsMs: 3000, rewinds: 5, rewatched: 4 }],
    }),
  ];
  expect(hardMoments(sessions, 5)).toMatchObject([
    { prompt: null, index: 4, rewinds: 5, rewatched: 4, sessionId: 'tuesday', ptsMs: 3000 },
    { prompt: 'Prompt of a', wrong: 5, judged: 16, sessionId: 'tuesday', ptsMs: 7000 },
  ]);
  expect(hardMoments(sessions, 1)).toHaveLength(1);
});

it('says how brains judged and how the stream ran', () => {
  const sessions = [session('a'), session('b', { delayMs: null, latestCueMs: null, cues: 0 })];
  expect(qualityOf(sessions)).toEqual({
    ...{ byBrain: 8, corrected: 2, notReviewed: 4, losses: 2, delayMs: 500, cues: 3, latestCueMs: 20 },
  });
});
