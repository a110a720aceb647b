import { type LessonScript, poolsOf } from '@lockstep/contracts';
import { meantOrKnown, nearest } from '../nearest.js';
import type { Problem } from '../problem.js';
import type { LessonFacts, StepFinding } from './lesson-facts.js';

/** Questions of pools that the head of the lesson does not name, and branches that count what may not be asked. */
export function checkPools(script: LessonScript): StepFinding[] {
  const known = Object.keys(script.pools ?? {});
  const pools = new Map(script.steps.flatMap((step) => (step.kind === 'ask' ? [[step.id, step.pool]] : [])));
  return script.steps.flatMap((step, stepIndex): StepFinding[] => {
    if (step.kind === 'branch' && pools.get(step.question) !== undefined) {
      const message = `The question '${step.question}' is of a pool, so a session may pass over it and this branch.`;
      const remedy = 'Let the branch count a question that is always asked.';
      const params = { id: step.question };
      return [
        {
          severity: 'warning',
          code: 'maybe-not-asked',
          stepIndex,
          path: ['question'],
          message,
          remedy,
          params,
        },
      ];
    }
    if (step.kind !== 'ask' || step.pool === undefined || known.includes(step.pool)) return [];
    const { pool } = step;
    const meant = nearest(pool, known);
    const remedy = meant ? `Did you mean '${meant}'?` : `Write above the steps pools: {${pool}: 2}.`;
    const params = { name: pool, ...meantOrKnown(pool, known) };
    const message = `Nothing says how many questions of the pool '${pool}' are asked.`;
    return [{ severity: 'error', code: 'no-such-pool', stepIndex, path: ['pool'], message, remedy, params }];
  });
}

/** Pools from which nothing is drawn by chance. */
export function checkDraws(script: LessonScript, { places }: LessonFacts): Problem[] {
  const pools = poolsOf(script);
  return Object.entries(script.pools ?? {}).flatMap(([name, draw]): Problem[] => {
    const count = pools.get(name)?.length ?? 0;
    if (count > draw) return [];
    const message = `The pool '${name}' has ${String(count)} questions, and ${String(draw)} are asked.`;
    const remedy =
      count === 0 ? `Write pool: ${name} into questions, or take it away.` : 'Add questions, or ask fewer.';
    const place = places?.ofHead(['pools', name]);
    const problem = {
      severity: 'warning',
      code: 'small-pool',
      message,
      remedy,
      params: { name, count },
    } as const;
    return [{ ...problem, ...(place && { place }) }];
  });
}
