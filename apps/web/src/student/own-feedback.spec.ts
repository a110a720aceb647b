import type { FeedbackBody } from '@lockstep/contracts';
import { examples } from '@lockstep/contracts/examples';
import { describe, expect, it } from 'vitest';
import { isWordless, latestCorrections, remember } from './own-feedback.js';

describe('private words that are due', () => {
  it('stay when the stream has no room left to name them', () => {
    const held = remember(remember([], ['mine']), ['b', 'c']);
    expect(held).toEqual(['mine', 'b', 'c']);
  });

  it('leave when the class moves on', () => {
    expect(remember(['mine'], [])).toEqual([]);
  });

  it('are the same list while nothing changes', () => {
    const held = ['mine'];
    expect(remember(held, ['mine'])).toBe(held);
  });
});

describe('what a teacher has corrected', () => {
  const body = (feedbackId: string, ptsMs: number | null): FeedbackBody => ({
    ...{ ...examples.FeedbackBody, feedbackId },
    correction: {
      ...{ verdict: 'right', comment: null, by: 'Ms Li', at: '2026-01-01T00:00:00.000Z' },
      ...{ ptsMs, original: 'wrong' },
    },
  });

  it('is shown until the next question, the newest few, and not what was corrected after another class', () => {
    const bodies = [body('old', 900), body('c', 1300), body('a', 1100), body('b', 1200), body('late', null)];
    expect(latestCorrections(bodies, 1000).map(({ feedbackId }) => feedbackId)).toEqual(['b', 'c']);
    expect(latestCorrections(bodies, 1250).map(({ feedbackId }) => feedbackId)).toEqual(['c']);
  });

  it('leaves no empty card when it is taken back', () => {
    expect(isWordless({ ...body('a', 1), text: '' })).toBe(false);
    expect(isWordless({ ...body('a', 1), text: '', correction: null })).toBe(true);
  });
});
