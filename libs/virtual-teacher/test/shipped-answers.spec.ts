import { readFile } from 'node:fs/promises';
import type { Verdict } from '@lockstep/contracts';
import { parseLesson } from '@lockstep/lesson';
import { afterAll, describe, expect, it } from 'vitest';
import { createOfflineBrain } from '../src/brain/offline/offline-brain.js';

const brain = createOfflineBrain();
afterAll(() => brain[Symbol.asyncDispose]());

type Answers = Readonly<Record<string, readonly (readonly [verdict: string, text: string])[]>>;
const lessons = new URL('../../../apps/api/assets/lessons/', import.meta.url);

type Said = { readonly text: string; readonly teacher: readonly string[]; readonly verdict: Verdict };

/** What the brain says to every answer, beside what a teacher would say. */
async function judged(name: string): Promise<Said[]> {
  const { script } = parseLesson(await readFile(new URL(`${name}/lesson.yaml`, lessons), 'utf8'));
  const file = await readFile(new URL(`shipped-answers/${name}.json`, import.meta.url), 'utf8');
  const answers = Object.entries(JSON.parse(file) as Answers);
  const language = script?.language ?? '';
  const all: Said[] = [];
  for (const [id, written] of answers) {
    const question = script?.steps.find((step) => step.id === id);
    if (question?.kind !== 'ask') throw new Error(`${name} has no question ${id}`);
    for (const [teacher, text] of written) {
      const answer = { choices: [], text };
      const { verdict } = await brain.judge({ question, language, answer, attempt: 1 });
      all.push({ text, teacher: teacher.split('|'), verdict });
    }
  }
  return all;
}

describe.each(['density', 'water-chinese'])('answers to %s', (name) => {
  const all = judged(name);

  it('are praised only where a teacher would praise', async () => {
    const praised = (await all).filter(
      ({ verdict, teacher }) => verdict === 'right' && !teacher.includes('right'),
    );
    expect(praised).toEqual([]);
  });

  it('are called wrong only where a teacher would', async () => {
    const blamed = (await all).filter(
      ({ verdict, teacher }) => verdict === 'wrong' && !teacher.includes('wrong'),
    );
    expect(blamed).toEqual([]);
  });

  it('are judged as the teacher judges them in 19 of 20', async () => {
    const said = await all;
    const others = said.filter(({ verdict, teacher }) => !teacher.includes(verdict));
    expect(others.length, others.map(({ text }) => text).join('\n')).toBeLessThanOrEqual(said.length / 20);
  });
});
