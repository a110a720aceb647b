import { describe, expect, it } from 'vitest';
import {
  AnswerQuery,
  AnswerSubmit,
  clientEvents,
  deckManifestPath,
  EventCreate,
  FeedbackCreate,
  Join,
  LedgerQuery,
  LessonDraft,
  LessonEvent,
  LessonFile,
  SessionCreate,
  slideImagePath,
} from '../index.js';
import { lessonEventTypes } from '../lesson-event.js';
import type * as z from 'zod';

const fields = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map((issue) => issue.path.join('.')) ?? [];
const question = (over: object) => ({ id: 'q', kind: 'single', prompt: '?', choices: ab, ...over });
const ab = [
  { id: 'a', text: 'A' },
  { id: 'b', text: 'B' },
];

describe('a lesson draft', () => {
  it('needs only a title', () => {
    expect(LessonDraft.parse({ title: ' Past tense ' })).toEqual({
      title: 'Past tense',
      language: 'en',
      questions: [],
      cues: [],
    });
  });

  it.each([
    [{ title: 'x', colour: 'red' }, ''],
    [{ title: '' }, 'title'],
    [{ title: 'x', cues: [{ atMs: -1, type: 'slide.shown', index: 0 }] }, 'cues.0.atMs'],
    [{ title: 'x', cues: [{ atMs: 0, type: 'slide.moved' }] }, 'cues.0.type'],
    [{ title: 'x', cues: [{ atMs: 0, type: 'question.opened', questionId: 'none' }] }, 'cues.0.questionId'],
    [{ title: 'x', questions: [question({}), question({})] }, 'questions.1.id'],
    [{ title: 'x', questions: [question({ choices: [] })] }, 'questions.0.choices'],
    [{ title: 'x', questions: [question({ choices: [ab[0], ab[0]] })] }, 'questions.0.choices'],
    [{ title: 'x', questions: [question({ kind: 'open' })] }, 'questions.0.choices'],
    [{ title: 'x', questions: [question({ correct: ['c'] })] }, 'questions.0.correct'],
    [{ title: 'x', questions: [question({ correct: ['a', 'b'] })] }, 'questions.0.correct'],
  ])('names the field that does not fit: %j', (draft, field) => {
    expect(fields(LessonDraft, draft)).toEqual([field]);
  });

  it('takes cues for its own questions, for the open one and for several right choices', () => {
    const draft = {
      title: 'x',
      questions: [
        question({ kind: 'multiple', correct: ['a', 'b'] }),
        { id: 'o', kind: 'open', prompt: '?' },
      ],
      cues: [
        { atMs: 0, type: 'question.opened', questionId: 'q' },
        { atMs: 5, type: 'question.closed' },
        { atMs: 9, type: 'class.result', reveal: true },
      ],
    };
    expect(fields(LessonDraft, draft)).toEqual([]);
  });

  it('in a folder keeps the same rules', () => {
    const file = { title: 'x', slides: [{ file: '1.webp' }], media: 'lesson.mp4' };
    expect(fields(LessonFile, file)).toEqual([]);
    const cues = [{ atMs: 0, type: 'question.opened', questionId: 'none' }];
    expect(fields(LessonFile, { ...file, cues })).toEqual(['cues.0.questionId']);
  });
});

it('refuses two private bodies for one student', () => {
  const bodies = ['s1', 's2', 's1'].map((studentId) => ({ studentId, text: 'Hi' }));
  expect(fields(FeedbackCreate, { bodies })).toEqual(['bodies.2.studentId']);
  expect(fields(FeedbackCreate, { bodies: bodies.slice(0, 2) })).toEqual([]);
});

it.each([
  [EventCreate, { event: { type: 'slide.shown', index: 0, deckId: 'mine' } }, 'event'],
  [EventCreate, { event: { type: 'feedback.private', feedbackId: 'f' } }, 'event.type'],
  [AnswerSubmit, { questionId: 'a b', openedSeq: 1, shownPtsMs: 0, answeredPtsMs: 0 }, 'questionId'],
  [SessionCreate, { lessonId: 'l', source: { kind: 'tape' } }, 'source.kind'],
  [Join, { name: 'Ann\nBob' }, 'name'],
  [Join, { name: 'reversed \u202e' }, 'name'],
  [clientEvents['presence:update'].payload, { visible: 1, ptsMs: 0, latencyMs: null }, 'visible'],
])('names what is wrong with a request (%#)', (schema, value, field) => {
  expect(fields(schema, value)).toEqual([field]);
});

it('takes names of every script, joined signs included', () => {
  for (const name of ['李娜', 'نجمه\u200cسادات', '👩\u200d🏫', "O'Neill"])
    expect(fields(Join, { name })).toEqual([]);
});

it('reads the numbers of a query string', () => {
  expect(LedgerQuery.parse({ afterSeq: '7' })).toEqual({ afterSeq: 7, limit: 200 });
});

it('refuses numbers of events that no database holds', () => {
  const afterSeq = 2 ** 31;
  expect(fields(LedgerQuery, { afterSeq })).toEqual(['afterSeq']);
  expect(fields(AnswerQuery, { openedSeq: afterSeq })).toEqual(['openedSeq']);
  const answer = { questionId: 'q', choices: ['a'], shownPtsMs: 0, answeredPtsMs: 0 };
  expect(fields(AnswerSubmit, { ...answer, openedSeq: afterSeq })).toEqual(['openedSeq']);
  expect(fields(AnswerSubmit, { ...answer, openedSeq: afterSeq - 1 })).toEqual([]);
});

it('lists every type of its union as understood, and none else', () => {
  const union = LessonEvent.def.options.map((option) => option.shape.type.def.values[0]);
  expect([...lessonEventTypes].sort()).toEqual([...union].sort());
});

it('knows where pictures are from the deck alone', () => {
  expect(deckManifestPath('dk_1')).toBe('/api/decks/dk_1');
  expect(slideImagePath('dk_1', 3)).toBe('/api/decks/dk_1/slides/3');
});
