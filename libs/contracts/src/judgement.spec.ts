import { expect, it } from 'vitest';
import { creditOf } from './judgement.js';

it.each([
  ['right', 1],
  ['partly', 0.5],
  ['wrong', 0],
  ['unclear', null],
  ['not-reviewed', null],
] as const)('an answer that is %s earns %s of its points', (verdict, credit) => {
  expect(creditOf(verdict, null)).toBe(credit);
});

it('an answer whose parts were counted earns what was counted', () => {
  expect(creditOf('partly', { verdict: 'partly', credit: 0.75 })).toBe(0.75);
  expect(creditOf('partly', { verdict: 'partly' })).toBe(0.5);
});

it('a correction by a teacher counts, and no longer what the judge counted', () => {
  expect(creditOf('right', { verdict: 'partly', credit: 0.75 })).toBe(1);
});
