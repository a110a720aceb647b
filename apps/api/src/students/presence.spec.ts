import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventBus } from '../events/event-bus.js';
import { PresenceBoard } from './presence.js';

const update = { visible: true, ptsMs: 100, latencyMs: 200 };

describe('presence', () => {
  it('lasts as long as one page of a student is open', () => {
    const board = new PresenceBoard(new EventBus());
    board.connected('ann', 's1');
    board.connected('ann', 's1');
    board.disconnected('ann');
    expect(board.of('ann').online).toBe(true);
    board.disconnected('ann');
    expect(board.of('ann')).toMatchObject({ online: false, latencyMs: null });
  });

  it('of nobody is nothing, and nothing is announced of a student who is gone', () => {
    const board = new PresenceBoard(new EventBus());
    expect(board.of('bob').online).toBe(false);
    expect(board.update('bob', update, 0)).toBe(false);
    board.disconnected('bob');
    expect(board.of('bob').online).toBe(false);
  });

  it('tells a teacher only what makes a difference', () => {
    const board = new PresenceBoard(new EventBus());
    board.connected('ann', 's1');
    expect(board.update('ann', update, 0)).toBe(true);
    expect(board.update('ann', { ...update, latencyMs: 300 }, 0)).toBe(false);
    expect(board.update('ann', { ...update, latencyMs: 600 }, 0)).toBe(true);
    expect(board.update('ann', { ...update, latencyMs: 600, visible: false }, 0)).toBe(true);
    expect(board.of('ann')).toMatchObject({ visible: false, latencyMs: 600 });
  });

  it('remembers since when a student has been watching without a break', () => {
    const board = new PresenceBoard(new EventBus());
    board.connected('ann', 's1');
    expect(board.of('ann').watchingSincePtsMs).toBeUndefined();
    board.update('ann', update, 5000);
    board.update('ann', update, 9000);
    expect(board.of('ann').watchingSincePtsMs).toBe(5000);
    board.update('ann', { ...update, ptsMs: null }, 12_000);
    board.update('ann', update, 15_000);
    expect(board.of('ann').watchingSincePtsMs).toBe(15_000);
  });

  it('knows who watches a session, and leaves out who is in another one or looks away', () => {
    const board = new PresenceBoard(new EventBus());
    for (const [student, session] of [
      ['ann', 's1'],
      ['bob', 's1'],
      ['cem', 's2'],
    ] as const) {
      board.connected(student, session);
      board.update(student, update, 0);
    }
    board.update('bob', { ...update, ptsMs: null }, 0);
    expect(board.watching('s1').map(({ id }) => id)).toEqual(['ann']);
    expect(board.watching('s3')).toEqual([]);
  });

  it('knows them whatever students do, without a look at all of them', () => {
    const students = ['ann', 'bob', 'cem', 'dee'];
    const step = fc.record({
      student: fc.constantFrom(...students),
      act: fc.constantFrom('connected', 'disconnected', 'watches', 'looks away'),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const board = new PresenceBoard(new EventBus());
        const sessionOf = (student: string) => (student < 'c' ? 's1' : 's2');
        for (const { student, act } of steps) {
          if (act === 'connected') board.connected(student, sessionOf(student));
          else if (act === 'disconnected') board.disconnected(student);
          else board.update(student, { ...update, ptsMs: act === 'watches' ? 1 : null }, 0);
        }
        for (const session of ['s1', 's2']) {
          const watching = students.filter(
            (id) => sessionOf(id) === session && board.of(id).watchingSincePtsMs !== undefined,
          );
          expect(
            board
              .watching(session)
              .map(({ id }) => id)
              .sort(),
          ).toEqual(watching);
        }
      }),
    );
  });
});
