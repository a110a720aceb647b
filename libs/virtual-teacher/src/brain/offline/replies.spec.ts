import { AskStep } from '@lockstep/contracts';
import { afterAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { createOfflineBrain } from './offline-brain.js';

const brain = createOfflineBrain();
afterAll(() => brain[Symbol.asyncDispose]());

const ask = (step: Omit<z.input<typeof AskStep>, 'kind' | 'id'>): AskStep =>
  AskStep.parse({ kind: 'ask', id: 'q', ...step });
const judge = (question: AskStep, text: string, { language = 'en' } = {}) =>
  brain.judge({ question, language, answer: { choices: [], text }, attempt: 1 });

describe('what a point is not', () => {
  const forces = ask({
    answer: 'open',
    prompt: 'Which two forces act on a falling ball?',
    accept: ['Gravity pulls it down and air resistance pushes it up.'],
    rubric: [
      { point: 'gravity', any: ['gravity', 'weight'] },
      { point: 'air resistance', any: ['air resistance', 'drag'] },
    ],
  });
  it.each([
    ['gravity and drag', 'right'],
    ['weight, air resistance', 'right'],
    ['Air resistance is not there, only gravity.', 'unclear'],
    ['Drag does not act, gravity does.', 'unclear'],
  ])('%s is %s', async (text, verdict) => expect((await judge(forces, text)).verdict).toBe(verdict));

  it('another character of Chinese is another word', async () => {
    const dense = ask({
      answer: 'open',
      prompt: '冰为什么浮在水上？',
      rubric: [{ point: '冰的密度比水小', any: ['密度比水小', '比水轻'] }],
    });
    const said = async (text: string) => (await judge(dense, text, { language: 'zh' })).verdict;
    expect(await said('因为冰的密度比水小')).toBe('right');
    expect(await said('因为冰的密度比水大')).not.toMatch(/right|partly/);
    expect(await said('密度不比水小')).not.toMatch(/right|partly/);
  });
});

describe('wording', () => {
  const capital = ask({
    answer: 'short',
    prompt: 'What is the capital of Australia?',
    accept: ['Canberra'],
    tries: 2,
  });
  it('asks for one thing at a time', async () => {
    expect((await judge(capital, 'Sydney or Canberra')).say).toBe(
      'That is more than one answer. Please choose one.',
    );
    expect((await judge(capital, 'What is the capital of Australia?')).say).toBe(
      'The question says that already. What is your answer?',
    );
  });

  it('does not name one missing point of several where the whole answer follows', async () => {
    const forces = ask({
      answer: 'open',
      prompt: 'Which two forces act on a falling ball?',
      accept: ['Gravity pulls it down and air resistance pushes it up.'],
      rubric: [
        { point: 'gravity', any: ['gravity'] },
        { point: 'air resistance', any: ['air resistance'] },
      ],
    });
    const { say } = await judge(forces, 'magnetism and electricity');
    expect(say).toContain('Gravity pulls it down');
    expect(say).not.toContain('Still missing');
  });
});
