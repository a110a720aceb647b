import { AskStep } from '@lockstep/contracts';
import { afterAll, describe, expect, it } from 'vitest';
import { createOfflineBrain } from './offline-brain.js';

const brain = createOfflineBrain();
afterAll(() => brain[Symbol.asyncDispose]());

const judge = (accepted: readonly string[], parts: string[]) => {
  const gaps = accepted.map((one) => ({ accept: [one] }));
  const task = { kind: 'gaps', segments: ['Here: ', ...accepted.map(() => '.')], gaps };
  const question = AskStep.parse({ id: 'q', kind: 'ask', answer: 'gaps', prompt: 'Fill.', tries: 3, task });
  return brain.judge({ question, language: 'en', attempt: 1, answer: { choices: [], text: null, parts } });
};

describe('words of danger in the gaps of a text', () => {
  it.each([[['100', 'I want to die']], [['I do not', 'want to live']]])(
    'get a calm word and no verdict: %j',
    async (parts) => {
      const judged = await judge(['100', '0'], parts);
      expect(judged).toMatchObject({ verdict: 'unclear', praise: null, correction: null, hint: null });
      expect(judged.say).toContain('Your teacher');
    },
  );

  it('are judged like other words where they are the answer', async () => {
    const judged = await judge(['suicide'], ['suicide']);
    expect(judged.verdict).toBe('right');
    expect(judged.say).not.toContain('Your teacher');
  });
});
