import { initialLessonState, type LessonState } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import { activityOf } from './activity.js';

const running: LessonState = { ...initialLessonState, phase: 'running' };
const question: LessonState['question'] = {
  id: 'q',
  kind: 'short',
  prompt: 'Who?',
  choices: [],
  windowMs: 20_000,
  openedSeq: 4,
  openedPtsMs: 1000,
  open: true,
};
const feedback = { text: 'Two of three.', questionId: 'q', untilPtsMs: null };

describe('what the teacher is doing', () => {
  it('is nothing before the lesson and after it', () => {
    expect(activityOf(initialLessonState, false)).toBeNull();
    expect(activityOf({ ...running, phase: 'ended' }, false)).toBeNull();
  });

  it('is to teach, whether a person or the program teaches', () => {
    expect(activityOf(running, false)).toBe('teaching');
    expect(activityOf({ ...running, mode: 'human' }, false)).toBe('human');
  });

  it('is to wait for this student, and for the others once they have answered', () => {
    expect(activityOf({ ...running, question }, true)).toBe('your-turn');
    expect(activityOf({ ...running, question }, false)).toBe('listening');
  });

  it('is to think after a question until there is something to say', () => {
    const closed = { ...running, question: { ...question, open: false } };
    expect(activityOf(closed, false)).toBe('thinking');
    expect(activityOf({ ...closed, feedback }, false)).toBe('answering');
    expect(activityOf({ ...closed, result: { questionId: 'q', counts: {}, total: 3 } }, false)).toBe(
      'teaching',
    );
  });

  it('is to stand still while the lesson is paused, whatever else is shown', () => {
    expect(activityOf({ ...running, mode: 'paused', question }, true)).toBe('paused');
  });
});
