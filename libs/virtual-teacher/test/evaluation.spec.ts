import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOfflineBrain } from '../src/brain/offline/offline-brain.js';
import { evaluate, type Judged } from '../evaluation/evaluate.js';
import { labelledSet } from '../evaluation/labelled-set.js';
import { unseenSet } from '../evaluation/unseen.js';

const brain = createOfflineBrain();
afterAll(() => brain[Symbol.asyncDispose]());

describe.each([
  { name: 'held-out answers', half: 'held-out', set: labelledSet, answers: 100, asTheTeacher: 0.8 },
  { name: 'questions never tuned on', half: 'unseen', set: unseenSet, answers: 60, asTheTeacher: 0.7 },
] as const)('$name', ({ half, set, answers, asTheTeacher }) => {
  let judged: readonly Judged[] = [];
  beforeAll(async () => {
    judged = await evaluate(brain, set, half);
  });
  const share = (test: (one: Judged) => boolean) => judged.filter(test).length / judged.length;
  const said = ({ judgement }: Judged) => judgement.verdict;

  it('are all judged', () => expect(judged).toHaveLength(answers));

  it('are praised though wrong in less than 3 %', () => {
    expect(
      share((one) => one.answer.gold === 'wrong' && ['right', 'partly'].includes(said(one))),
    ).toBeLessThan(0.03);
  });

  it('are blamed though right in less than 3 %', () => {
    expect(share((one) => one.answer.gold === 'right' && said(one) === 'wrong')).toBeLessThan(0.03);
  });

  it('are judged as a teacher did, mostly', () => {
    expect(share(({ agrees }) => agrees)).toBeGreaterThan(asTheTeacher);
  });
});
