import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_EVENT_LIMITS, EventBudget } from './event-budget.js';
import { BudgetExceeded } from './stamp-errors.js';

const { bytesPerSecond, eventsPerSecond } = DEFAULT_EVENT_LIMITS;

type Attempt = { readonly waitMs: number; readonly bytes: number };
const attempts = (maxBytes: number): fc.Arbitrary<Attempt[]> =>
  fc.array(
    fc.record({ waitMs: fc.integer({ min: 0, max: 200 }), bytes: fc.integer({ min: 1, max: maxBytes }) }),
    {
      maxLength: 200,
    },
  );

/** What was taken of the attempts, and when. */
function spend(
  budget: EventBudget,
  all: readonly Attempt[],
): { taken: { at: number; bytes: number }[]; now: number } {
  const taken: { at: number; bytes: number }[] = [];
  let now = 0;
  for (const { waitMs, bytes } of all) {
    now += waitMs;
    try {
      budget.spend(bytes, now);
      taken.push({ at: now, bytes });
    } catch (error) {
      expect(error).toBeInstanceOf(BudgetExceeded);
    }
  }
  return { taken, now };
}

describe('the budget of a channel', () => {
  it('holds in every window of one second', () => {
    fc.assert(
      fc.property(attempts(4000), (all) => {
        const { taken } = spend(new EventBudget(), all);
        for (const { at } of taken) {
          const window = taken.filter((other) => other.at >= at && other.at < at + 1000);
          expect(window.length).toBeLessThanOrEqual(eventsPerSecond);
          expect(window.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(bytesPerSecond);
        }
      }),
    );
  });

  it('holds for bodies larger than a second allows, over as long as they are worth', () => {
    fc.assert(
      fc.property(attempts(65536), (all) => {
        const { taken } = spend(new EventBudget(), all);
        const last = taken.at(-1);
        if (last === undefined) return;
        const total = taken.slice(0, -1).reduce((sum, { bytes }) => sum + bytes, 0);
        expect(total).toBeLessThanOrEqual(((last.at + 1000) / 1000) * bytesPerSecond);
      }),
    );
  });

  it('a refused message is taken after the time it was told, and not before', () => {
    fc.assert(
      fc.property(attempts(65536), fc.integer({ min: 1, max: 65536 }), (all, bytes) => {
        const budget = new EventBudget();
        const { now } = spend(budget, all);
        try {
          budget.spend(bytes, now);
        } catch (error) {
          if (!(error instanceof BudgetExceeded)) throw error;
          const { retryAfterMs } = error;
          expect(() => budget.spend(bytes, now + retryAfterMs - 1)).toThrow(BudgetExceeded);
          // the other budget may need longer: it is told then
          try {
            budget.spend(bytes, now + retryAfterMs);
          } catch (second) {
            expect(second).toMatchObject({ budget: error.budget === 'events' ? 'bytes' : 'events' });
          }
        }
      }),
    );
  });
});
