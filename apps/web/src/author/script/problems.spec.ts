import { describe, expect, it } from 'vitest';
import { countErrors, mergedProblems, problemsOf } from './problems.js';

const found = problemsOf('title: A\nsteps:\n  - sey: Hello.\n', []);

describe('problems of a script', () => {
  it('name the line and column that its author looks for', () => {
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ severity: 'error', line: 3, column: 5 });
    expect(countErrors(found)).toBe(1);
  });

  it('name a file that the text needs, until it is there', () => {
    const text = 'title: A\nslides: deck.md\nsteps:\n  - say: Hello.\n';
    expect(problemsOf(text, []).map(({ line, severity }) => [line, severity])).toEqual([[2, 'error']]);
    expect(problemsOf(text, ['deck.md'])).toEqual([]);
  });

  it('are told once when page and server both find them, in the order of the text', () => {
    const missing = { ...found[0], code: 'no-deck', line: 1, column: 1 } as (typeof found)[number];
    expect(mergedProblems(found, [...found, missing])).toEqual([missing, ...found]);
  });
});
