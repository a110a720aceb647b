import { expect, it } from 'vitest';
import { isNoRoom } from '../database/database-errors.js';
import { problemOf } from '../errors/problem.js';
import { DiskRoom } from './disk-room.js';

const MiB = 1024 * 1024;

it('tells a full disk within two seconds, and asks the system no more often', async () => {
  let [now, free, asked] = [0, 100 * MiB, 0];
  const room = new DiskRoom(
    '/',
    () => Promise.resolve((asked++, free)),
    () => now,
  );
  expect(await room.state()).toEqual({ isEnough: true, free: '100 MiB', needed: '32 MiB' });
  free = 0;
  for (now = 0; now < 2000; now += 100) expect((await room.state()).isEnough).toBe(true);
  expect(asked).toBe(1);
  expect(await room.state()).toEqual({ isEnough: false, free: '0 MiB', needed: '32 MiB' });
});

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
