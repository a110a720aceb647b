import { TeachingPhase } from '@lockstep/contracts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  after,
  IllegalMove,
  initialTeaching,
  moved,
  type TeachingMove,
  type TeachingState,
} from './teaching-machine.js';

const moves: TeachingMove[] = [
  ...(['ask', 'close', 'judge', 'respond', 'wait', 'continue', 'skip'] as const),
  ...(['repeat', 'pause', 'resume', 'take-over', 'hand-back', 'end'] as const),
];
const along = (path: readonly TeachingMove[]): TeachingState =>
  path.reduce((state, move) => moved(state, move) ?? state, initialTeaching);
const anyPath = fc.array(fc.constantFrom(...moves), { maxLength: 30 });
const anyState = anyPath.map(along);

describe('a taught session', () => {
  it.each([
    [['ask', 'close', 'judge', 'respond'], 'teaching'],
    [['wait', 'continue'], 'teaching'],
    [['ask', 'pause', 'resume'], 'asking'],
    [['ask', 'close', 'take-over', 'hand-back'], 'judging'],
    [['ask', 'pause', 'take-over', 'hand-back'], 'asking'],
    [['ask', 'pause', 'skip', 'resume'], 'teaching'],
    [['ask', 'close', 'judge', 'skip'], 'teaching'],
    [['end'], 'ended'],
  ] as const)('goes through %j to %s', (path, phase) => {
    expect(path.reduce(after, initialTeaching)).toEqual({ phase, resumes: null });
  });

  it('knows what it goes on with while it is held, and only then', () => {
    fc.assert(
      fc.property(anyState, ({ phase, resumes }) => {
        expect(resumes !== null).toBe(phase === 'paused' || phase === 'taken-over');
      }),
    );
  });

  it('goes on where it was held, however often it is held', () => {
    const holds = fc.array(fc.constantFrom<TeachingMove>('pause', 'take-over'), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(anyState, holds, (state, path) => {
        fc.pre(state.resumes === null && state.phase !== 'ended');
        const held = path.reduce((now, move) => moved(now, move) ?? now, state);
        const back = after(held, held.phase === 'paused' ? 'resume' : 'hand-back');
        expect(back).toEqual(state);
      }),
    );
  });

  it('can be ended from everywhere, once, and by nothing else', () => {
    fc.assert(
      fc.property(anyState, fc.constantFrom(...moves), (state, move) => {
        const next = moved(state, move);
        if (state.phase === 'ended') expect(next).toBeUndefined();
        else expect(next?.phase === 'ended').toBe(move === 'end');
      }),
    );
  });

  it('is never stuck: from every phase but the last a few moves lead back to teaching', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        fc.pre(state.phase !== 'ended');
        const running =
          state.resumes === null ? state : after(state, state.phase === 'paused' ? 'resume' : 'hand-back');
        expect(after(running, 'skip').phase).toBe('teaching');
      }),
    );
  });

  it('judges only what was closed, and responds only to what was judged', () => {
    fc.assert(
      fc.property(anyState, fc.constantFrom(...moves), (state, move) => {
        const next = moved(state, move);
        if (next === undefined || next.phase === state.phase) return;
        if (next.phase === 'judging' && state.resumes !== 'judging') expect(state.phase).toBe('asking');
        if (next.phase === 'responding' && state.resumes !== 'responding')
          expect(state.phase).toBe('judging');
      }),
    );
  });

  it('reaches every phase, and names the phase and the move that it refuses', () => {
    const reached = new Map([[JSON.stringify(initialTeaching), initialTeaching]]);
    for (const state of reached.values()) {
      for (const move of moves) {
        const next = moved(state, move);
        if (next) reached.set(JSON.stringify(next), next);
      }
    }
    const phases = new Set([...reached.values()].map(({ phase }) => phase));
    expect([...phases].sort()).toEqual([...TeachingPhase.options].sort());
    expect(() => after(initialTeaching, 'judge')).toThrow(IllegalMove);
    expect(() => after(initialTeaching, 'judge')).toThrow(
      'The virtual teacher is teaching; it cannot judge now.',
    );
  });
});
