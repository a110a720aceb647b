import type { AnswerVerdict, BranchStep } from '@lockstep/contracts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersIn, branchTarget, outcomeOf, replyKindOf } from './outcome.js';

const verdicts: AnswerVerdict[] = ['right', 'partly', 'wrong', 'not-reviewed'];
const anyAnswers = fc.array(fc.constantFrom(...verdicts), { maxLength: 40 });
const branch: BranchStep = {
  id: 'b',
  kind: 'branch',
  question: 'q',
  on: 'class',
  cases: [
    { rightAtLeast: 0.8, goto: 'on' },
    { rightAtLeast: 0.5, rightBelow: 0.8, goto: 'once-more' },
    { rightBelow: 0.5, goto: 'again' },
  ],
};

describe('how a question went', () => {
  it('counts every answer once, whatever was thought of it', () => {
    fc.assert(
      fc.property(anyAnswers, (given) => {
        expect(answersIn(outcomeOf(given))).toBe(given.length);
      }),
    );
  });

  it.each<[AnswerVerdict[], string | undefined]>([
    [[], 'nothing'],
    [['right', 'right'], 'right'],
    [['right', 'not-reviewed'], 'right'],
    [['wrong'], 'wrong'],
    [['right', 'wrong'], 'partly'],
    [['partly'], 'partly'],
    [['not-reviewed', 'not-reviewed'], undefined],
  ])('chooses for %j the reply %s', (given, kind) => {
    expect(replyKindOf(outcomeOf(given))).toBe(kind);
  });

  it.each<[AnswerVerdict[], string | undefined]>([
    [['right', 'right', 'right', 'right', 'wrong'], 'on'],
    [['right', 'wrong'], 'once-more'],
    [['wrong', 'wrong', 'partly'], 'again'],
    [['right', 'not-reviewed', 'not-reviewed'], 'on'],
    [['not-reviewed'], undefined],
    [[], undefined],
  ])('leads from %j to %s', (given, target) => {
    expect(branchTarget(branch, outcomeOf(given))).toBe(target);
  });

  it('takes the first case that holds, and one without bounds always', () => {
    const cases = [{ rightAtLeast: 0.5, goto: 'a' }, { goto: 'b' }];
    expect(branchTarget({ ...branch, cases }, outcomeOf(['right']))).toBe('a');
    expect(branchTarget({ ...branch, cases }, outcomeOf(['wrong']))).toBe('b');
    expect(branchTarget({ ...branch, cases }, undefined)).toBe('b');
  });
});
