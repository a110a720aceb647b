import { expect, it } from 'vitest';
import { mayHaveSaid } from './said.js';

it.each([
  ['the sun shines on leaves', 'green light is reflected', false],
  ['leaves reflect the green light', 'green light is reflected', true],
  ['it is reflecting light that is green', 'green light is reflected', true],
  ['because of chlorophyll', 'green light is reflected', false],
])('%s: whether “%s” may have been said', (answer, phrase, isSaid) => {
  expect(mayHaveSaid(answer, [phrase])).toBe(isSaid);
});
