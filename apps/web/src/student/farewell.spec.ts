import { expect, it } from 'vitest';
import { hasSeenTheEnd, type LastSeen } from './farewell.js';

const playing: LastSeen = { status: 'playing', ptsMs: 60_000, bufferMs: 180 };

it.each<[string, Partial<LastSeen>, boolean]>([
  ['the stream has not come to its end', {}, false],
  ['it is waited for', { status: 'buffering', bufferMs: 0 }, false],
  ['the last words are still to be played', { status: 'ended' }, false],
  ['the last frame is on screen', { status: 'ended', bufferMs: 40 }, true],
  ['nothing was ever shown', { status: 'connecting', ptsMs: null }, true],
  ['the student has paused', { status: 'paused' }, true],
  ['it cannot be played', { status: 'failed' }, true],
])('a class that is over, where %s', (_, now, isSeen) => {
  expect(hasSeenTheEnd({ ...playing, ...now })).toBe(isSeen);
});
