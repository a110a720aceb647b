import { describe, expect, it } from 'vitest';
import { Question } from './lesson-action.js';
import { type QuestionTraits, traitsOf } from './lesson-event.js';

const a = { id: 'a', text: 'A' };
const b = { id: 'b', text: 'B' };
const single = { id: 'q', kind: 'single', prompt: 'Which?', choices: [a, b], correct: ['a'] };
const task = { kind: 'order', items: [a, b] };
const parts = { id: 'q', kind: 'parts', prompt: 'Which first?', task, solution: ['a', 'b'] };

describe('a question', () => {
  it.each([[single], [parts], [{ id: 'q', kind: 'open', prompt: 'Why?' }]])('%j is taken', (question) => {
    expect(Question.safeParse(question).success).toBe(true);
  });

  it.each([
    ['one choice', { ...single, choices: [a] }, 'choices'],
    ['choices where text is wanted', { ...single, kind: 'open', correct: [] }, 'choices'],
    ['two choices of one id', { ...single, choices: [a, a] }, 'choices'],
    ['a right choice that is not there', { ...single, correct: ['c'] }, 'correct'],
    ['two right choices where one is wanted', { ...single, correct: ['a', 'b'] }, 'correct'],
    ['no task', { ...parts, task: undefined }, 'task'],
    ['a task beside choices', { ...single, task }, 'task'],
    ['a solution of another task', { ...parts, solution: ['a', 'c'] }, 'solution'],
  ])('with %s is refused', (_, question, field) => {
    expect(Question.safeParse(question).error?.issues.map(({ path }) => path[0])).toContain(field);
  });
});

describe('the traits of a question', () => {
  it('are those that it has, and no other fields', () => {
    const traits: QuestionTraits = {
      ...({ spoken: true, numeric: true, poll: true, shuffle: true, confidence: true } as const),
      ...{ tries: 2, points: 3, task: { kind: 'order', items: [a, b] } },
    };
    const question = { ...traits, prompt: 'Which first?' };
    expect(traitsOf(question)).toEqual(traits);
    expect(traitsOf({})).toEqual({});
  });
});
