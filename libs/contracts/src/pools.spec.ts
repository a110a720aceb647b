import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { LessonScript, passedOver, poolsOf } from './index.js';

const ask = (id: string, pool?: string) => ({
  ...{ id, kind: 'ask', answer: 'short', prompt: id, accept: ['x'] },
  ...(pool !== undefined && { pool }),
});
const script = LessonScript.parse({
  title: 'Pools',
  pools: { easy: 2, hard: 1 },
  steps: [
    { id: 'hello', kind: 'say', text: 'Hello.' },
    ...['a', 'b', 'c', 'd'].map((id) => ask(id, 'easy')),
    ...['e', 'f'].map((id) => ask(id, 'hard')),
    ask('g', 'unknown'),
    ask('h'),
  ],
});

it('a session asks as many questions of each pool as the lesson says, and all others', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const passed = passedOver(script, seed);
      const left = (pool: string) =>
        (poolsOf(script).get(pool) ?? []).filter(({ id }) => !passed.has(id)).length;
      expect([left('easy'), left('hard'), left('unknown')]).toEqual([2, 1, 1]);
      expect([passed.has('h'), passed.has('hello')]).toEqual([false, false]);
      expect(passedOver(script, seed)).toEqual(passed);
    }),
  );
});

it('sessions draw every pair of questions', () => {
  const draws = Array.from({ length: 300 }, (_, i) => [...passedOver(script, `session-${String(i)}`)]);
  const pairs = draws.map((ids) =>
    ids
      .filter((id) => 'abcd'.includes(id))
      .sort()
      .join(''),
  );
  expect(new Set(pairs).size).toBe(6);
});

it('a lesson without pools asks everything', () => {
  expect(passedOver({ steps: script.steps }, 'x')).toEqual(new Set());
});
