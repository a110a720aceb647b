import { Question } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import { emptyQuestion, newId, toDraft, toQuestion } from './question-draft.js';

const choices = [
  { id: 'a', text: ' went ' },
  { id: 'b', text: '' },
  { id: 'c', text: 'goed' },
];

describe('a question that was typed', () => {
  it('loses its empty choices, and the mark that one of them is right', () => {
    const question = toQuestion({
      ...emptyQuestion(),
      prompt: ' Which? ',
      choices,
      correct: ['a', 'b'],
      windowSeconds: '7,5',
    });
    expect(question).toMatchObject({
      prompt: 'Which?',
      choices: [
        { id: 'a', text: 'went' },
        { id: 'c', text: 'goed' },
      ],
      correct: ['a'],
      windowMs: 7500,
    });
    expect(Question.safeParse(question).success).toBe(true);
  });

  it('has no choices when it is answered in words, and no window when none was typed', () => {
    const question = toQuestion({
      ...emptyQuestion(),
      kind: 'open',
      prompt: 'Why?',
      choices,
      correct: ['a'],
      windowSeconds: '',
    });
    expect(question).toEqual({ id: question.id, kind: 'open', prompt: 'Why?', choices: [], correct: [] });
    expect(Question.safeParse(question).success).toBe(true);
  });

  it('keeps its media, and a task on its picture, until another kind is chosen', () => {
    const media = { kind: 'picture', id: 'p', alt: 'A body' } as const;
    const question = Question.parse({
      ...{ id: 'q2', kind: 'parts', prompt: 'Where?', media, solution: ['50 50'] },
      task: { kind: 'hotspot', marks: 1 },
    });
    expect(toQuestion(toDraft(question))).toEqual(question);
    const other = toQuestion({ ...toDraft(question), kind: 'short' });
    expect(other).toEqual({ id: 'q2', kind: 'short', prompt: 'Where?', media, choices: [], correct: [] });
    const [a, b] = ['a', 'b'].map((id) => ({ id, text: id }));
    const single = Question.parse({
      ...{ id: 'q3', kind: 'single', prompt: 'Which?', choices: [a, b] },
      choiceMedia: { a: media, b: media },
    });
    const draft = toDraft(single);
    expect(toQuestion(draft)).toEqual(single);
    const fewer = toQuestion({ ...draft, choices: draft.choices.slice(1) });
    expect(fewer.choiceMedia).toEqual({ b: media });
  });

  it('is what it was after it has been opened for writing', () => {
    const question: Question = {
      id: 'q1',
      kind: 'multiple',
      prompt: 'Which two?',
      choices: [
        { id: 'a', text: 'saw' },
        { id: 'b', text: 'ate' },
      ],
      correct: ['a', 'b'],
      windowMs: 12_500,
    };
    expect(toQuestion(toDraft(question))).toEqual(question);
  });

  it.each([
    ['order', 'Mercury\nVenus\n\n Earth ', 'Mercury\nVenus\nEarth'],
    ['match', 'cat = mew\ndog=bark\n= moo', 'cat = mew\ndog = bark\n= moo'],
    ['gaps', 'Water boils at [100] °C.', 'Water boils at [100] °C.'],
  ] as const)(
    'of kind %s is a task that the server takes, and comes back as it was typed',
    (kind, lines, back) => {
      const question = toQuestion({ ...emptyQuestion(), kind, prompt: 'Do it.', lines });
      expect(Question.safeParse(question).error).toBeUndefined();
      expect(question).toMatchObject({ kind: 'parts', task: { kind } });
      expect(toDraft(question)).toMatchObject({ kind, lines: back });
    },
  );

  it.each(['number', 'poll', 'words', 'opinion'] as const)(
    'of kind %s comes back as one, with what it has besides',
    (kind) => {
      const kept = { points: 2, confidence: true, tries: 3 } as const;
      const question = toQuestion({
        ...emptyQuestion(),
        kind,
        prompt: 'Well?',
        kept,
        choices: [
          { id: 'a', text: 'x' },
          { id: 'b', text: 'y' },
        ],
      });
      expect(Question.safeParse(question).error).toBeUndefined();
      expect(toDraft(question)).toMatchObject({ kind, kept });
    },
  );

  it('of a survey comes back as it was', () => {
    const task = { kind: 'survey', items: [{ id: 'a', text: 'How?', by: 'scale', points: 5 }] } as const;
    const question: Question = {
      ...{ id: 'q', kind: 'parts', prompt: 'Well?', choices: [], correct: [] },
      ...{ poll: true, task: { ...task, items: [...task.items] } },
    };
    expect(toQuestion(toDraft(question))).toEqual(question);
  });

  it('gets an id that the server takes, another one every time', () => {
    const ids = Array.from({ length: 200 }, () => newId('q'));
    expect(new Set(ids).size).toBe(200);
    expect(ids.every((id) => Question.shape.id.safeParse(id).success)).toBe(true);
  });
});
