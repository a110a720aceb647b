import { expect, it } from 'vitest';
import { readCookie } from './cookies.js';

it.each([
  ['a=1; lockstep=x=y; b=2', 'x=y'],
  ['lockstep=v', 'v'],
  [' lockstep = v ;', 'v'],
  ['xlockstep=v; lockstep2=w', undefined],
  ['lockstep', ''],
  ['', undefined],
  [undefined, undefined],
])('a cookie is read by its whole name: %j', (header, value) => {
  expect(readCookie(header, 'lockstep')).toBe(value);
});
