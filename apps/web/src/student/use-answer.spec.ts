import { describe, expect, it } from 'vitest';
import { refusalReason } from './use-answer.js';

describe('the reason of a refused answer', () => {
  it('is found in the code of the problem', () => {
    expect(refusalReason('late')).toBe('late');
    expect(refusalReason('answer-duplicate')).toBe('duplicate');
  });

  it('is unknown for any other problem', () => {
    expect(refusalReason('validation-failed')).toBeUndefined();
    expect(refusalReason('translate')).toBeUndefined();
  });
});
