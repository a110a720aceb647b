import type { BrainChoice } from '@lockstep/contracts';

/** How many students answer, and how many of them rightly: each pair makes a sentence of its own. */
export type Round = { readonly id: string; readonly students: number; readonly right: number };

const SMALLEST = 3;
export const MOST_STUDENTS = 12;

export function rounds(count: number): Round[] {
  const all: Round[] = [];
  for (let students = SMALLEST; students <= MOST_STUDENTS; students++) {
    for (let right = 1; right < students; right++) {
      all.push({ id: `r${String(students)}-${String(right)}`, students, right });
    }
  }
  if (count > all.length) throw new Error(`There are ${String(all.length)} different rounds at most.`);
  return all.slice(0, count);
}

/** A lesson that asks once for each round, and then waits for the teacher. */
export function scriptOf(wanted: readonly Round[], brain: BrainChoice): string {
  const steps = wanted.map(
    ({ id }) => `  - id: ${id}
    ask:
      answer: single
      prompt: Which one?
      choices: [left, middle, top]
      right: left
      window: 60s
`,
  );
  return `title: Bench\nbrain: ${brain}\nsteps:\n${steps.join('')}  - id: remarks\n    wait: Remarks\n`;
}
