import { initialLessonState, type LessonAction, type LessonState } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import { ValidationFailed } from '../errors/domain-error.js';
import type { TaughtLesson } from '../sessions/stored-session.js';
import { eventOf } from './lesson-actions.js';
import { NoQuestion } from './signalling-errors.js';

const question = {
  id: 'q1',
  kind: 'single',
  prompt: 'Which?',
  choices: [
    { id: 'a', text: 'A' },
    { id: 'b', text: 'B' },
  ],
  correct: ['b'],
  windowMs: 9000,
} as const;
const lesson: TaughtLesson = {
  id: 'l1',
  title: 'Past tense',
  language: 'en-GB',
  questions: [{ ...question, choices: [...question.choices], correct: ['b'] }],
  cues: [],
  deck: { id: 'dk', slideCount: 3 },
};
const asked: LessonState = {
  ...initialLessonState,
  question: {
    id: 'q1',
    kind: 'single',
    prompt: 'Which?',
    choices: [],
    windowMs: null,
    openedSeq: 4,
    openedPtsMs: 0,
    open: true,
  },
};
const tally = { counts: { a: 1, b: 2 }, total: 3, question: lesson.questions[0] ?? expect.fail() };
const make = async (action: LessonAction, state = initialLessonState, taught = lesson) =>
  (await eventOf(action, taught, state, () => Promise.resolve(tally))).event;

describe('an action', () => {
  it('starts the lesson with its deck, or without one', async () => {
    expect(await make({ type: 'lesson.started' })).toEqual({
      type: 'lesson.started',
      lessonId: 'l1',
      title: 'Past tense',
      deck: { id: 'dk', slideCount: 3 },
    });
    expect(
      await make({ type: 'lesson.started' }, initialLessonState, { ...lesson, deck: null }),
    ).not.toHaveProperty('deck');
  });

  it('shows a slide that the lesson has, and names the field of one that it does not', async () => {
    expect(await make({ type: 'slide.shown', index: 2, step: 1 })).toEqual({
      type: 'slide.shown',
      deckId: 'dk',
      index: 2,
      step: 1,
    });
    const missing = make({ type: 'slide.shown', index: 3 });
    await expect(missing).rejects.toThrow(
      new ValidationFailed([
        {
          ...({ code: 'no-such-slide', params: { count: 3 } } as const),
          field: 'event.index',
          message: 'the lesson has slides 0 to 2',
        },
      ]),
    );
    await expect(
      make({ type: 'slide.shown', index: 0 }, initialLessonState, { ...lesson, deck: null }),
    ).rejects.toThrow('the lesson has no slides');
  });

  it('opens a question without telling what is right', async () => {
    const made = await eventOf(
      { type: 'question.opened', questionId: 'q1' },
      lesson,
      initialLessonState,
      () => Promise.reject(new NoQuestion()),
    );
    expect(made.event).toEqual({
      type: 'question.opened',
      questionId: 'q1',
      kind: 'single',
      prompt: 'Which?',
      choices: question.choices,
      windowMs: 9000,
    });
    expect(made.question?.correct).toEqual(['b']);
    await expect(make({ type: 'question.opened', questionId: 'q9' })).rejects.toThrow(
      'event.questionId: the lesson has no question q9',
    );
  });

  it('asks a question that is made up on the spot', async () => {
    const event = await make({
      type: 'question.asked',
      question: { id: 'now', kind: 'open', prompt: 'Why?', choices: [], correct: [] },
    });
    expect(event).toEqual({ type: 'question.opened', questionId: 'now', kind: 'open', prompt: 'Why?' });
  });

  it('closes the question that is open, or the one that is named', async () => {
    expect(await make({ type: 'question.closed' }, asked)).toEqual({
      type: 'question.closed',
      questionId: 'q1',
    });
    expect(await make({ type: 'question.closed', questionId: 'x' })).toMatchObject({ questionId: 'x' });
    await expect(make({ type: 'question.closed' })).rejects.toThrow(NoQuestion);
  });

  it('sums up, and tells what is right only when asked to', async () => {
    const result = { type: 'class.result', questionId: 'q1', counts: { a: 1, b: 2 }, total: 3 };
    expect(await make({ type: 'class.result', reveal: false }, asked)).toEqual(result);
    expect(await make({ type: 'class.result', reveal: true }, asked)).toEqual({ ...result, correct: ['b'] });
    await expect(make({ type: 'class.result', reveal: true })).rejects.toThrow(NoQuestion);
  });

  it('gives a caption the language of the lesson where it names none', async () => {
    expect(await make({ type: 'caption', text: 'Hi' })).toEqual({
      type: 'caption',
      text: 'Hi',
      lang: 'en-GB',
    });
    expect(await make({ type: 'caption', text: '嗨', lang: 'zh' })).toMatchObject({ lang: 'zh' });
  });

  it('of a cue leaves its time out of the body', async () => {
    const cue = { atMs: 5, type: 'marker', name: 'm' } as const;
    expect(
      (await eventOf(cue, lesson, initialLessonState, () => Promise.reject(new NoQuestion()))).event,
    ).toEqual({
      type: 'marker',
      name: 'm',
    });
  });
});
