import { type HotspotTask, isWithin, readPoint, type Verdict } from '@lockstep/contracts';
import { firstMissed, shareOf, type TaskFound } from './task-found.js';

/** Judges each mark: right where it found a right area that no other mark has. */
export function judgeHotspot({ areas, marks }: HotspotTask, given: readonly string[]): TaskFound {
  const right = areas.filter((area) => area.right);
  const hits = Array.from({ length: marks }, (_, i) => {
    const point = readPoint(given[i] ?? '');
    return point === undefined ? [] : right.flatMap((area, at) => (isWithin(point, area) ? [at] : []));
  });
  const found = paired(hits);
  const parts = hits.map((_, mark): Verdict => (found.has(mark) ? 'right' : 'wrong'));
  return { parts, credit: shareOf(parts), missed: firstMissed(parts) };
}

/** The marks that get an area of their own in a largest pairing: areas may overlap (augmenting paths). */
function paired(hits: readonly (readonly number[])[]): ReadonlySet<number> {
  const markOf = new Map<number, number>();
  const give = (mark: number, seen: Set<number>): boolean => {
    for (const area of hits[mark] ?? []) {
      if (seen.has(area)) continue;
      seen.add(area);
      const holder = markOf.get(area);
      if (holder !== undefined && !give(holder, seen)) continue;
      markOf.set(area, mark);
      return true;
    }
    return false;
  };
  for (const mark of hits.keys()) give(mark, new Set());
  return new Set(markOf.values());
}
