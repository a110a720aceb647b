import type { SessionStatus } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import { after, before, IllegalTransition, type SessionAction } from './session-status.js';

const rows: [SessionStatus, SessionAction, SessionStatus | null][] = [
  ['scheduled', 'start', 'live'],
  ['scheduled', 'end', 'ended'],
  ['live', 'start', null],
  ['live', 'end', 'ended'],
  ['ended', 'start', null],
  ['ended', 'end', null],
];

describe.each(rows)('a session that is %s, asked to %s', (status, action, next) => {
  it(next === null ? 'refuses' : `is ${next}`, () => {
    if (next === null) {
      expect(() => after(status, action)).toThrow(new IllegalTransition(status, action));
      expect(before(action)).not.toContain(status);
    } else {
      expect(after(status, action)).toBe(next);
      expect(before(action)).toContain(status);
    }
  });
});
