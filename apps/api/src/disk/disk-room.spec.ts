import { expect, it } from 'vitest';
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
