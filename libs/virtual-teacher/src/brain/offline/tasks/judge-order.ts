import { type OrderTask, partsOf, shownTask, type Verdict } from '@lockstep/contracts';
import type { TaskFound } from './task-found.js';

/**
 * Judges an order by the longest run of items that stand in the right order, whatever is between them: one item that was
 * moved too far is one mistake, and an order that is reversed earns nothing.
 */
export function judgeOrder(task: OrderTask, given: readonly string[]): TaskFound {
  const { items } = task;
  const place = new Map(items.map(({ id }, i) => [id, i]));
  const run = longestRun(given.map((id) => place.get(id) ?? -1));
  const verdictOf = (id: string): Verdict => (run.has(place.get(id) ?? -1) ? 'right' : 'wrong');
  return {
    parts: partsOf(shownTask(task)).map(({ id }) => verdictOf(id)),
    credit: (run.size - 1) / (items.length - 1),
    missed: items.findIndex(({ id }) => verdictOf(id) === 'wrong'),
  };
}

/** The members of a longest increasing subsequence of different numbers. */
function longestRun(places: readonly number[]): ReadonlySet<number> {
  const best: { length: number; before: number | undefined }[] = [];
  for (const [i, place] of places.entries()) {
    let before: number | undefined;
    for (let j = 0; j < i; j++) {
      const isLonger = before === undefined || (best[j]?.length ?? 0) > (best[before]?.length ?? 0);
      if ((places[j] ?? 0) < place && isLonger) before = j;
    }
    best.push({ length: 1 + (before === undefined ? 0 : (best[before]?.length ?? 0)), before });
  }
  const run = new Set<number>();
  const longest = Math.max(0, ...best.map(({ length }) => length));
  let at: number | undefined = best.findIndex(({ length }) => length === longest);
  while (at !== undefined && at >= 0) {
    run.add(places[at] ?? 0);
    at = best[at]?.before;
  }
  return run;
}
