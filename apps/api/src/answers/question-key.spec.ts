import { AskStep, type Question } from '@lockstep/contracts';
import { expect, it } from 'vitest';
import { questionKey } from './question-key.js';

const ask = (over: object = {}): AskStep =>
  AskStep.parse({
    ...{ id: 'q', kind: 'ask', answer: 'open', prompt: 'Why?', accept: ['Because.'] },
    rubric: [{ point: 'a reason', any: ['because'] }],
    ...over,
  });
const key = (over: object = {}) => questionKey('l1', ask(over));

it.each<[string, object]>([
  ['its name', { id: 'other' }],
  ['further phrases', { rubric: [{ point: 'a reason', any: ['because', 'since'] }] }],
  ['further accepted answers', { accept: ['Because.', 'Since.'] }],
  ['common mistakes', { wrong: [{ answer: 'no', because: 'Give a reason.' }] }],
  [
    'what is shown with its feedback',
    {
      feedback: [{ answer: 'Because.', media: { file: 'a.png', alt: 'An a' } }],
      show: { wrong: { file: 'a.png', alt: 'An a' } },
    },
  ],
  [
    'wording, hints, tries and times',
    { say: { right: 'Yes.' }, hints: ['Think.'], tries: 3, windowMs: 9000 },
  ],
  ['what says the same as nothing', { compare: {}, choices: [], grammar: false }],
])('a question stays the same with %s', (_, over) => expect(key(over)).toBe(key()));

it.each<[string, object]>([
  ['prompt', { prompt: 'Why not?' }],
  ['first accepted answer', { accept: ['Since.', 'Because.'] }],
  ['point', { rubric: [{ point: 'two reasons', any: ['because'] }] }],
  ['comparison', { compare: { case: true } }],
  ['number of wanted points', { pointsWanted: 1 }],
])('another %s makes another question', (_, over) => expect(key(over)).not.toBe(key()));

it('a question belongs to its lesson, and one without a script has a key too', () => {
  expect(questionKey('l2', ask())).not.toBe(key());
  const question: Question = { id: 'q', kind: 'open', prompt: 'Why?', choices: [], correct: [] };
  expect(questionKey('l1', { ...question, id: 'other' })).toBe(questionKey('l1', question));
  expect(questionKey('l1', { ...question, kind: 'short' })).not.toBe(questionKey('l1', question));
});
