import type { AskStep } from '@lockstep/contracts';
import { parseLesson } from '@lockstep/lesson';
import { afterAll, describe, expect, it } from 'vitest';
import { OfflineBrain } from '../offline-brain.js';

const brain = new OfflineBrain();
afterAll(() => brain[Symbol.asyncDispose]());

function questionOf(ask: string): AskStep {
  const { script, problems } = parseLesson(`title: T\nsteps:\n  - ask:\n${ask.replace(/^/gm, '      ')}\n`);
  const step = script?.steps[0];
  if (step?.kind !== 'ask') throw new Error(JSON.stringify(problems));
  return step;
}

const judged = async (question: AskStep, text: string | null, choices: string[] = []) =>
  brain.judge({ question, language: 'en', attempt: 1, answer: { choices, text } });

describe('a question whose keys are formulas', () => {
  const short = questionOf(
    'prompt: What is half of $\\frac{3}{2}$?\naccept: $\\frac{3}{4}$\nwrong:\n  $\\frac{3}{1}$: You doubled it.\n',
  );

  it.each([
    ['3/4', 'right'],
    ['three quarters', 'right'],
    ['0.75', 'right'],
    ['3/5', 'wrong'],
    ['-3/4', 'wrong'],
  ])('takes %s as %s', async (answer, verdict) => {
    expect((await judged(short, answer)).verdict).toBe(verdict);
  });

  it('knows the mistakes that are named by formulas', async () => {
    const { verdict, correction } = await judged(short, '3/1');
    expect(verdict).toBe('wrong');
    expect(correction).toContain('You doubled it.');
  });

  it('takes a choice that is clicked, typed or spoken', async () => {
    const choice = questionOf(
      'prompt: Which is greater than a half?\nchoices:\n  - $\\frac{1}{3}$\n  - $\\frac{3}{4}$\nright: $\\frac{3}{4}$\n',
    );
    const right = choice.choices.find(({ text }) => text.includes('{3}{4}'))?.id ?? '';
    expect((await judged(choice, null, [right])).verdict).toBe('right');
    expect((await judged(choice, '3/4')).verdict).toBe('right');
    expect((await judged(choice, 'three quarters')).verdict).toBe('right');
    expect((await judged(choice, '1/3')).verdict).toBe('wrong');
  });
});
