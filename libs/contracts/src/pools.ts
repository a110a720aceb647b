import type { LessonScript } from './lesson-script.js';
import { shuffledBy } from './tasks/unordered.js';

/** The questions of each pool, by the name of the pool, in the order of the lesson. */
export function poolsOf({
  steps,
}: Pick<LessonScript, 'steps'>): ReadonlyMap<string, readonly { id: string }[]> {
  const pools = new Map<string, { id: string }[]>();
  for (const step of steps) {
    if (step.kind !== 'ask' || step.pool === undefined) continue;
    pools.set(step.pool, [...(pools.get(step.pool) ?? []), { id: step.id }]);
  }
  return pools;
}

/**
 * Ids of the questions that a session passes over: of each pool it asks as many as the lesson says.
 * @param seed of the session: the same seed draws the same questions
 */
export function passedOver(script: Pick<LessonScript, 'steps' | 'pools'>, seed: string): ReadonlySet<string> {
  const passed = [...poolsOf(script)].flatMap(([name, questions]) =>
    shuffledBy(questions, `${seed} ${name}`).slice(script.pools?.[name] ?? questions.length),
  );
  return new Set(passed.map(({ id }) => id));
}
