import { describe, expect, it } from 'vitest';
import { remember } from './own-feedback.js';

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
