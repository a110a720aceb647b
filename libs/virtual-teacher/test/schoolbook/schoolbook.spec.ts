import { readFile } from 'node:fs/promises';
import type { Verdict } from '@lockstep/contracts';
import { parseLesson } from '@lockstep/lesson';
import { afterAll, expect, it } from 'vitest';
import { createOfflineBrain } from '../../src/brain/offline/offline-brain.js';

type Answers = Readonly<Record<string, readonly (readonly [teacher: Verdict, text: string])[]>>;
type Said = { readonly text: string; readonly teacher: Verdict; readonly verdict: Verdict };

const brain = createOfflineBrain();
afterAll(() => brain[Symbol.asyncDispose]());

const read = (name: string): Promise<string> => readFile(new URL(name, import.meta.url), 'utf8');

it('questions of old schoolbooks are judged as a teacher would, or left to one', async () => {
  const { script } = parseLesson(await read('lesson.yaml'));
  const answers = JSON.parse(await read('answers.json')) as Answers;
  const questions = script?.steps.flatMap((step) => (step.kind === 'ask' ? [step] : [])) ?? [];
  const all: Said[] = [];
  for (const question of questions) {
    for (const [teacher, text] of answers[question.id] ?? []) {
      const answer = { choices: [], text };
      const { verdict } = await brain.judge({ question, language: 'en', answer, attempt: 1 });
      all.push({ text, teacher, verdict });
    }
  }
  const praised = all.filter(({ teacher, verdict }) => verdict === 'right' && teacher !== 'right');
  const blamed = all.filter(({ teacher, verdict }) => verdict === 'wrong' && teacher !== 'wrong');
  const decided = all.filter(({ verdict }) => verdict !== 'unclear');
  expect({ questions: questions.length, answers: all.length }).toEqual({ questions: 30, answers: 197 });
  expect(praised.length, JSON.stringify(praised)).toBeLessThanOrEqual(1);
  expect(blamed).toEqual([]);
  expect(decided.length).toBeGreaterThanOrEqual(0.6 * all.length);
});
