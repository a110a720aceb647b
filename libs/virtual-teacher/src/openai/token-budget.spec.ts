import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBudget } from './token-budget.js';

const spent = (input: number, output: number, costUsd: number | null = null) => ({ input, output, costUsd });

describe('the tokens of a session', () => {
  it('are held back while an answer is judged, so that two never pass for one', () => {
    const budget = new TokenBudget({ perSession: 1000, perStudent: 1000 });
    expect(budget.reserve({ session: 's', student: 'a' }, 600)).toBeDefined();
    expect(budget.reserve({ session: 's', student: 'b' }, 600)).toBeUndefined();
    expect(budget.meter('s')).toMatchObject({ reserved: 600, refused: 1 });
  });

  it('come back when an answer took fewer', () => {
    const budget = new TokenBudget({ perSession: 1000, perStudent: 700 });
    budget.reserve({ session: 's', student: 'a' }, 600)?.settle(spent(90, 10, 0.5));
    expect(budget.reserve({ session: 's', student: 'a' }, 600)).toBeDefined();
    expect(budget.meter('s')).toMatchObject({ tokens: { input: 90, output: 10 }, costUsd: 0.5, answers: 1 });
  });

  it('of one student end before those of the class', () => {
    const budget = new TokenBudget({ perSession: 10_000, perStudent: 1000 });
    budget.reserve({ session: 's', student: 'a' }, 900)?.settle(spent(800, 100));
    expect(budget.reserve({ session: 's', student: 'a' }, 200)).toBeUndefined();
    expect(budget.reserve({ session: 's', student: 'b' }, 200)).toBeDefined();
    expect(budget.reserve({ session: 't', student: 'a' }, 200)).toBeDefined();
  });

  it('are used by words to the whole class, too, which are no student’s', () => {
    const budget = new TokenBudget({ perSession: 1000, perStudent: 100 });
    budget.reserve({ session: 's', student: null }, 600)?.settle(spent(400, 100));
    expect(budget.reserve({ session: 's', student: null }, 600)).toBeUndefined();
    expect(budget.meter('s')).toMatchObject({
      tokens: { input: 400, output: 100 },
      answers: 0,
      mostByOneStudent: 0,
    });
  });

  it('used for words to the class are known by themselves, to be stored, and again after a restart', () => {
    const before = new TokenBudget({ perSession: 1000 });
    before.reserve({ session: 's', student: 'a' }, 100)?.settle(spent(60, 20, 0.5));
    expect(before.spentOnClass('s')).toEqual(spent(0, 0));
    before.reserve({ session: 's', student: null }, 100)?.settle(spent(30, 10));
    before.reserve({ session: 's', student: null }, 100)?.settle(spent(300, 100, 0.25));
    expect(before.spentOnClass('s')).toEqual(spent(330, 110, 0.25));
    const after = new TokenBudget({ perSession: 1000 });
    after.restore({ session: 's', student: null }, before.spentOnClass('s'));
    expect(after.meter('s')).toMatchObject({
      tokens: { input: 330, output: 110 },
      costUsd: 0.25,
      answers: 0,
      mostByOneStudent: 0,
    });
    expect(after.spentOnClass('s')).toEqual(before.spentOnClass('s'));
  });

  it('are counted once, however often an answer is settled', () => {
    const budget = new TokenBudget();
    const reservation = budget.reserve({ session: 's', student: 'a' }, 500);
    reservation?.settle(spent(10, 10));
    reservation?.settle(spent(10, 10));
    expect(budget.meter('s')).toMatchObject({ tokens: { input: 10, output: 10 }, reserved: 0, answers: 1 });
  });

  it('are known again after a restart, and told to who watches the meter', () => {
    const changed: string[] = [];
    const budget = new TokenBudget({ perSession: 1000 }, (session) => changed.push(session));
    budget.restore({ session: 's', student: 'a' }, spent(900, 50, 0.1));
    expect(budget.meter('s')).toMatchObject({ tokens: { input: 900, output: 50 }, mostByOneStudent: 950 });
    expect(budget.reserve({ session: 's', student: 'b' }, 100)).toBeUndefined();
    expect(changed).toEqual(['s']);
    budget.forget('s');
    expect(budget.meter('s').answers).toBe(0);
  });

  it('never exceed their limit by what is held back', () => {
    const step = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 400 }));
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const budget = new TokenBudget({ perSession: 1000, perStudent: 500 });
        for (const [student, tokens] of steps) budget.reserve({ session: 's', student }, tokens);
        const { reserved, mostByOneStudent } = budget.meter('s');
        expect(reserved).toBeLessThanOrEqual(1000);
        expect(mostByOneStudent).toBeLessThanOrEqual(500);
      }),
    );
  });
});
