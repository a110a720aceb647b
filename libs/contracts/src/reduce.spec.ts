import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channel } from '../test/arbitraries.js';
import {
  type AnyLessonEvent,
  decodeSnapshot,
  encodeSnapshot,
  initialLessonState,
  type LessonState,
  reduce,
  visibleAt,
} from './index.js';
import { MAX_FEEDBACK_DUE } from './lesson-state.js';

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

/** Each event 1 s after the one before, seq from 1. */
const told = (...events: AnyLessonEvent[]): LessonState =>
  events.reduce<LessonState>(
    (s, e, i) => reduce(s, e, { seq: i + 1, ptsMs: (i + 1) * 1000 }),
    initialLessonState,
  );

const start: AnyLessonEvent = {
  type: 'lesson.started',
  lessonId: 'l',
  title: 'T',
  deck: { id: 'd', slideCount: 3 },
};
const ask: AnyLessonEvent = {
  type: 'question.opened',
  questionId: 'q',
  kind: 'short',
  prompt: 'Why?',
  windowMs: 9000,
};
const close: AnyLessonEvent = { type: 'question.closed', questionId: 'q' };
const result: AnyLessonEvent = { type: 'class.result', questionId: 'q', counts: { a: 2 }, total: 3 };
const praise: AnyLessonEvent = { type: 'feedback.class', text: 'Well done' };
const slide = (index: number, step?: number): AnyLessonEvent => ({
  type: 'slide.shown',
  deckId: 'd',
  index,
  ...(step !== undefined && { step }),
});

it('gives the same state from any snapshot and the events after it as from all events', () => {
  fc.assert(
    fc.property(channel, (steps) => {
      const states: LessonState[] = [initialLessonState];
      for (const { event, at } of steps) states.push(reduce(states.at(-1) ?? initialLessonState, event, at));
      states.forEach((state, cut) => {
        const joined = decodeSnapshot(encodeSnapshot(state));
        const late = steps.slice(cut).reduce((s, { event, at }) => reduce(s, event, at), joined);
        expect(late).toEqual(states.at(-1));
      });
    }),
  );
});

it('changes neither the state nor the event it is given', () => {
  fc.assert(
    fc.property(channel, (steps) => {
      const last = steps.reduce<LessonState>(
        (state, { event, at }) => reduce(frozen(state), frozen(event), frozen(at)),
        initialLessonState,
      );
      expect(visibleAt(frozen(last), 0)).toBe(last);
    }),
  );
});

describe('a lesson', () => {
  it('starts on the first slide of its deck', () => {
    expect(told(start)).toMatchObject({
      phase: 'running',
      lesson: { id: 'l', title: 'T' },
      slide: { deckId: 'd', index: 0, step: 0 },
    });
  });

  it('without slides starts with none', () => {
    const bare = told({ type: 'lesson.started', lessonId: 'l', title: 'T' });
    expect(bare).toMatchObject({ deck: null, slide: null });
    expect(told({ ...start, deck: { id: 'd', slideCount: 0 } }).slide).toBeNull();
  });

  it('that starts again forgets everything but who teaches', () => {
    const again = told(start, slide(2), ask, praise, { type: 'teacher.mode', mode: 'human' }, start);
    expect(again).toEqual({ ...told(start), mode: 'human' });
  });

  it('that ends keeps its slide and takes question, caption and highlight away', () => {
    const ended = told(
      start,
      slide(2),
      ask,
      { type: 'caption', text: 'x' },
      { type: 'lesson.ended', lessonId: 'l' },
    );
    expect(ended).toMatchObject({ phase: 'ended', slide: { index: 2 }, question: null, caption: null });
  });
});

describe('a question', () => {
  it('knows the event and the frame that opened it', () => {
    expect(told(start, ask).question).toEqual({
      id: 'q',
      kind: 'short',
      prompt: 'Why?',
      choices: [],
      windowMs: 9000,
      openedSeq: 2,
      openedPtsMs: 2000,
      open: true,
    });
  });

  it('stays open over the slides that are shown meanwhile', () => {
    expect(told(start, ask, slide(1)).question?.open).toBe(true);
  });

  it('stays on the page with its result after it is closed, until the class moves on', () => {
    const closed = told(start, ask, close, result, praise);
    expect(closed).toMatchObject({
      question: { open: false },
      result: { total: 3 },
      feedback: { text: 'Well done' },
    });
    expect(told(start, ask, close, result, praise, slide(1))).toMatchObject({
      question: null,
      result: null,
      feedback: null,
    });
  });

  it('is closed only by its own id', () => {
    expect(told(start, ask, { ...close, questionId: 'other' }).question?.open).toBe(true);
    expect(told(start, close).question).toBeNull();
  });

  it('replaces the one before and its result', () => {
    const next = told(start, ask, close, result, { ...ask, questionId: 'q2', prompt: 'And now?' });
    expect(next).toMatchObject({ question: { id: 'q2', openedSeq: 5 }, result: null });
  });

  it('shows which choices are right only when the result says so', () => {
    expect(told(start, ask, result).result).toEqual({ questionId: 'q', counts: { a: 2 }, total: 3 });
    expect(told(start, ask, { ...result, correct: ['a'] }).result?.correct).toEqual(['a']);
  });
});

describe('a slide', () => {
  const mark: AnyLessonEvent = { type: 'highlight', target: { x: 0, y: 0, width: 1, height: 0.5 } };

  it('keeps highlight and feedback through its build steps', () => {
    expect(told(start, mark, praise, slide(0, 1))).toMatchObject({
      slide: { index: 0, step: 1 },
      highlight: { width: 1 },
      feedback: { text: 'Well done' },
    });
  });

  it('takes the highlight with it when it goes, also to the same number of another deck', () => {
    expect(told(start, mark, slide(1)).highlight).toBeNull();
    expect(told(start, mark, { type: 'slide.shown', deckId: 'other', index: 0 }).highlight).toBeNull();
  });
});

describe('what runs out by itself', () => {
  const said = told(
    start,
    { type: 'caption', text: 'Hello', lang: 'en', durationMs: 500 },
    { type: 'feedback.class', text: 'Good', questionId: 'q', durationMs: 2000 },
  );

  it('is visible up to its last moment and no longer', () => {
    expect(visibleAt(said, 2499)).toBe(said);
    expect(visibleAt(said, 2500)).toEqual({ ...said, caption: null });
    expect(visibleAt(said, 5000)).toEqual({ ...said, caption: null, feedback: null });
  });

  it('stays where no duration was given', () => {
    const kept = told(start, { type: 'caption', text: 'Hello' }, praise);
    expect(visibleAt(kept, 1e9)).toBe(kept);
    expect(kept.caption).toEqual({ text: 'Hello', lang: null, untilPtsMs: null });
  });

  it('is taken away at once by an empty caption', () => {
    expect(told(start, { type: 'caption', text: 'Hello' }, { type: 'caption', text: '' }).caption).toBeNull();
  });
});

it('keeps the newest private feedbacks due, each once', () => {
  const due = (n: number): AnyLessonEvent => ({ type: 'feedback.private', feedbackId: `f${String(n)}` });
  const many = told(start, ...Array.from({ length: MAX_FEEDBACK_DUE + 2 }, (_, n) => due(n)), due(5));
  expect(many.feedbackDue).toEqual(['f2', 'f3', 'f4', 'f6', 'f7', 'f8', 'f9', 'f5']);
});

it('leaves the state as it is for markers and for events of a later version', () => {
  const before = told(start);
  const at = { seq: 9, ptsMs: 9000 };
  expect(reduce(before, { type: 'marker', name: 'm' }, at)).toBe(before);
  expect(reduce(before, { type: 'unknown', originalType: 'x', body: { type: 'x' } }, at)).toBe(before);
});
