import { expect, it } from 'vitest';
import { ParseError } from './parse-error.js';

it('says what is wrong and where', () => {
  const error = new ParseError('truncated', 7, 'NALUnitLength');
  expect(error).toMatchObject({ name: 'ParseError', reason: 'truncated', offset: 7 });
  expect(error.message).toBe('truncated at byte 7: NALUnitLength');
  expect(new ParseError('too-deep', 3).message).toBe('too-deep at byte 3');
});
