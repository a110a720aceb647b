import { parseLesson } from '@lockstep/lesson';
import { describe, expect, it } from 'vitest';
import { countErrors, mergedProblems, toScriptProblem } from './problems.js';

const found = parseLesson('title: A\nsteps:\n  - sey: Hello.\n').problems.map(toScriptProblem);

describe('problems of a script', () => {
  it('name the line and column that its author looks for', () => {
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ severity: 'error', line: 3, column: 5 });
    expect(countErrors(found)).toBe(1);
  });

  it('are told once when page and server both find them, in the order of the text', () => {
    const missing = { ...found[0], code: 'no-deck', line: 1, column: 1 } as (typeof found)[number];
    expect(mergedProblems(found, [...found, missing])).toEqual([missing, ...found]);
  });
});
