import { isWithin, partsOf, readPoint, type ShownTask } from '@lockstep/contracts';
import { sameNotation } from '@lockstep/lesson';

export type PartVerdict = 'right' | 'wrong' | 'not-reviewed';

const NUMBER = /^[-−+]?\d+(?:[.,]\d+)?$/u;
const numberOf = (text: string): number | undefined =>
  NUMBER.test(text.trim()) ? Number(text.trim().replace('−', '-').replace(',', '.')) : undefined;

/** Other words may mean the same; another number does not. */
function gapVerdict(solution: string, given: string): PartVerdict {
  if (sameNotation(solution, given)) return 'right';
  const [wanted, found] = [numberOf(solution), numberOf(given)];
  if (wanted === undefined || found === undefined) return 'not-reviewed';
  return wanted === found ? 'right' : 'wrong';
}

/** What the solution alone says of each part of an answer, where no brain judges. */
export function partVerdicts(
  task: ShownTask,
  solution: readonly string[],
  parts: readonly string[],
): PartVerdict[] {
  const same = (isSame: boolean): PartVerdict => (isSame ? 'right' : 'wrong');
  switch (task.kind) {
    case 'order':
      // an order has its items as parts, wherever a student put them
      return partsOf(task).map(({ id }) => same(parts.indexOf(id) === solution.indexOf(id)));
    case 'match':
    case 'label':
      return solution.map((part, i) => same(part === parts[i]));
    case 'gaps':
      return solution.map((part, i) => gapVerdict(part, parts[i] ?? ''));
    case 'survey':
      return task.items.map(() => 'not-reviewed');
    case 'hotspot': {
      const { areas } = task;
      // where no area is outlined, nobody but the teacher knows how far a right one reaches
      if (areas === undefined) return solution.map(() => 'not-reviewed');
      const areaOf = (part: string) => {
        const point = readPoint(part);
        return point && areas.find((area) => isWithin(point, area))?.id;
      };
      const wanted = solution.map(areaOf);
      const found = parts.map(areaOf);
      return found.map((id, i) => same(id !== undefined && wanted.includes(id) && found.indexOf(id) === i));
    }
  }
}
