import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOfflineBrain } from '../src/brain/offline/offline-brain.js';
import { evaluate, type Judged } from '../evaluation/evaluate.js';
import { labelledSet } from '../evaluation/labelled-set.js';

const brain = createOfflineBrain();
let judged: readonly Judged[] = [];
beforeAll(async () => {
  judged = await evaluate(brain, labelledSet, 'held-out');
});
afterAll(() => brain[Symbol.asyncDispose]());

const share = (test: (one: Judged) => boolean) => judged.filter(test).length / judged.length;
const said = ({ judgement }: Judged) => judgement.verdict;

describe('answers that the brain was not tuned on', () => {
  it('are a hundred, labelled by a teacher’s rules', () => expect(judged).toHaveLength(100));

  it('are praised though wrong in less than 3 %', () => {
    expect(
      share((one) => one.answer.gold === 'wrong' && ['right', 'partly'].includes(said(one))),
    ).toBeLessThan(0.03);
  });

  it('are blamed though right in less than 3 %', () => {
    expect(share((one) => one.answer.gold === 'right' && said(one) === 'wrong')).toBeLessThan(0.03);
  });

  it('are judged as the teacher did in more than 80 %', () => {
    expect(share(({ agrees }) => agrees)).toBeGreaterThan(0.8);
  });
});
