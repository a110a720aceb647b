import type { Answer, Question } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import { answerWords } from './answer-item.js';
import { countChoices } from './questions-panel.js';

const answer = (choices: string[], text: string | null = null): Answer => ({
  id: 'a1',
  student: { id: 's1', name: 'Mei' },
  questionId: 'q1',
  openedSeq: 7,
  choices,
  text,
  parts: [],
  confidence: null,
  attempt: 1,
  spoken: false,
  verdict: 'not-reviewed',
  correction: null,
  judging: 'waiting',
  judgement: null,
  judgedAt: null,
  flag: null,
  shownPtsMs: 1000,
  answeredPtsMs: 3000,
  receivedAt: '2026-01-01T00:00:00.000Z',
});

const questions: Question[] = [
  {
    id: 'q1',
    kind: 'multiple',
    prompt: 'Which?',
    choices: [
      { id: 'a', text: 'saw' },
      { id: 'b', text: 'ate' },
    ],
    correct: [],
  },
];

describe('answers as the teacher reads them', () => {
  it('are counted by choice', () => {
    expect(countChoices([answer(['a']), answer(['a', 'b']), answer([])])).toEqual({ a: 2, b: 1 });
  });

  it('show the words of the choices, or what was written', () => {
    expect(answerWords(answer(['b', 'a']), questions)).toBe('ate, saw');
    expect(answerWords(answer([], 'I walked.'), questions)).toBe('I walked.');
  });

  it('show the bare id of a choice that the lesson no longer has', () => {
    expect(answerWords(answer(['z']), questions)).toBe('z');
  });
});
