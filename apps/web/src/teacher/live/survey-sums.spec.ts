import type { Answer } from '@lockstep/contracts';
import { expect, it } from 'vitest';
import { lastOfEach, sameWords } from './survey-sums.js';

const answer = (student: string, openedSeq: number, attempt: number, text: string) =>
  ({ questionId: 'q', student: { id: student, name: student }, openedSeq, attempt, text }) as Answer;

it('each student counts once, with what they said last', () => {
  const given = [
    answer('ada', 7, 2, 'second'),
    answer('ada', 7, 1, 'first'),
    answer('ben', 9, 1, 'new'),
    answer('ben', 7, 1, 'old'),
    { ...answer('cem', 7, 1, 'other'), questionId: 'p' },
  ];
  expect(lastOfEach(given, 'q').map(({ text }) => text)).toEqual(['second', 'new']);
});

it('the same words count together, and their order tells nothing of who wrote them', () => {
  const texts = ['Fun', ' fun ', 'slow', 'Clear', null, '  '];
  expect(sameWords(texts.map((text) => ({ text })))).toEqual([
    { text: 'Fun', count: 2 },
    { text: 'Clear', count: 1 },
    { text: 'slow', count: 1 },
  ]);
});
