import { expect, it } from 'vitest';
import { Answer } from './answer.entity.js';
import { describeAnswer } from './describe-answer.js';

const answered = (text: string | null): Answer =>
  Object.assign(new Answer(), {
    ...{ id: 'a', sessionId: 's', studentId: 'u', questionId: 'q', openedSeq: 1, attempt: 1, spoken: false },
    ...{
      storedChoices: [],
      storedParts: [],
      confidence: null,
      text,
      verdict: 'not-reviewed',
      judging: 'none',
      storedJudgement: null,
      judgedAt: null,
    },
    ...{ shownPtsMs: 0, answeredPtsMs: 1, receivedAt: new Date(0) },
  });

it('flags words of danger for teachers as soon as the answer is there, judged or not', () => {
  expect(describeAnswer(answered('I want to die'), 'Mia').flag).toBe('danger');
  expect(describeAnswer(answered('The fish died.'), 'Mia').flag).toBeNull();
  expect(describeAnswer(answered(null), 'Mia').flag).toBeNull();
  const inGaps = (...storedParts: string[]) => Object.assign(answered(null), { storedParts });
  expect(describeAnswer(inGaps('100', 'i want to die'), 'Mia').flag).toBe('danger');
  expect(describeAnswer(inGaps('I do not', 'want to live'), 'Mia').flag).toBe('danger');
  expect(describeAnswer(inGaps('100', '0'), 'Mia').flag).toBeNull();
});

it('flags what a student wrote, not what they chose or what the author accepts', () => {
  const chosen = Object.assign(answered(null), { storedParts: ['suicide', 'old-age'] });
  const choice = (id: string) => ({ id, text: id });
  const options = ['suicide', 'old-age'].map(choice);
  const task = { kind: 'match' as const, items: ['Romeo', 'Priam'].map(choice), options };
  expect(describeAnswer(chosen, 'Mia', { task }).flag).toBeNull();
  expect(describeAnswer(chosen, 'Mia', { task: { kind: 'gaps', segments: ['', '', ''] } }).flag).toBe(
    'danger',
  );
  const accepted = Object.assign(answered('suicide'), { verdict: 'right' });
  expect(describeAnswer(accepted, 'Mia').flag).toBeNull();
});
