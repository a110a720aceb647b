import { expect, it } from 'vitest';
import { isNoRoom } from '../database/database-errors.js';
import { problemOf } from './problem.js';

it.each([
  [Object.assign(new Error('x'), { code: '53100' })],
  [Object.assign(new Error('x'), { code: 'ENOSPC' })],
  [new Error('x', { cause: Object.assign(new Error('y'), { code: 'ENOSPC' }) })],
  [
    Object.assign(new Error('x'), {
      driverError: new Error('could not extend file "a": No space left on device'),
    }),
  ],
])('a write that failed for want of room is refused with 507 (%#)', (error) => {
  expect(isNoRoom(error)).toBe(true);
  expect(problemOf(error)).toMatchObject({ status: 507, code: 'no-room' });
});
