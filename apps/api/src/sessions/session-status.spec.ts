import type { SessionStatus } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import { after, before, type SessionAction } from './session-status.js';

const rows: [SessionStatus, SessionAction, SessionStatus | null][] = [
  ['scheduled', 'start', 'live'],
  ['scheduled', 'end', 'ended'],
  ['live', 'start', null],
  ['live', 'end', 'ended'],
  ['ended', 'start', null],
  ['ended', 'end', null],
];

describe.each(rows)('a session that is %s, asked to %s', (status, action, next) => {
  it(next === null ? 'is refused' : `is ${next}`, () => {
    expect(before(action).includes(status)).toBe(next !== null);
    if (next !== null) expect(after(action)).toBe(next);
  });
});
