import { describe, expect, it } from 'vitest';
import { asksBack, takesBack, takesBackShort } from './takes-back.js';

describe.each([
  'anything but Rome',
  'everyone except Tom',
  'Rome is wrong.',
  'Rome? No',
  'Rome is not it',
  'the opposite of hot',
  'Tom did not',
  'Rome. Just kidding',
])('%s', (answer) => {
  it('takes back what it says', () => expect(takesBackShort(answer)).toBe(true));
});

describe.each([
  'Rome',
  "It is Rome, isn't it?",
  'Tom did',
  'nothing to add: Rome',
  'I know it: Rome',
  'no smoking sign',
])('%s', (answer) => {
  it('takes nothing back', () => expect(takesBackShort(answer)).toBe(false));
});

it('hears a denial of something else in a longer answer', () => {
  expect(takesBack('Ice floats, stones do not.')).toBe(false);
});

it('knows a question back', () => {
  expect(asksBack("Isn't it Rome?")).toBe(true);
  expect(asksBack('It is Rome')).toBe(false);
});
