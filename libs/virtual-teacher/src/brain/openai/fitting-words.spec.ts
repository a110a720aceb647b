import { describe, expect, it } from 'vitest';
import { ModelFailed } from '../../openai/model-failed.js';
import { mustFit } from './fitting-words.js';

describe('words that fit their verdict', () => {
  it.each([
    ['right', 'That’s right, well done!'],
    ['right', 'Yes, went is the past of go.'],
    ['partly', 'You are on the right track.'],
    ['partly', 'Not quite right yet; look at the verb.'],
    ['partly', 'That is almost correct.'],
    ['wrong', 'The right answer has another verb.'],
    ['wrong', 'Is that right? Look again.'],
    ['wrong', '这个不对，再想一想。'],
    ['unclear', 'Thank you. Your teacher will look at it.'],
  ] as const)('%s: %s', (verdict, saying) => {
    expect(() => mustFit(verdict, saying)).not.toThrow();
  });

  it.each([
    ['wrong', 'That is right!'],
    ['partly', 'Perfect!'],
    ['wrong', 'Full marks for you.'],
    ['wrong', 'Well, your answer is correct.'],
    ['unclear', '100% for this.'],
    ['wrong', '完全正确！'],
    ['wrong', '答对了！'],
    ['right', 'Sorry, that is wrong.'],
    ['right', 'That is not quite right.'],
    ['right', '不对。'],
    ['right', 'Well done <b>you</b>'],
    ['right', 'See https://example.org'],
    ['right', 'Say {slide 2} now'],
  ] as const)('not %s: %s', (verdict, saying) => {
    expect(() => mustFit(verdict, saying)).toThrow(ModelFailed);
  });
});
