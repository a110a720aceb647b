import { describe, expect, it } from 'vitest';
import config from '../../vitest.config.js';
import { inRoot } from '../bootstrap/workspace.mjs';
import { instruction } from './apt.mjs';
import { select, testGroups } from './plan.mjs';
import type { TestReport } from './run-report.mjs';
import { summary } from './summary.mjs';
import { count, withRetriesJudged } from './tally.mjs';

const test = (state: TestReport['state'], name: string = state, retries = 0) => ({
  name,
  state,
  durationMs: 1,
  retries,
});
const file = (path: string, tests: TestReport[], failed = false, project = 'api') => ({
  project,
  path: inRoot(path),
  failed,
  startMs: 0,
  endMs: 1000,
  tests,
});

describe('counting', () => {
  it('counts tests, not files', () => {
    const files = [file('a', [test('passed'), test('failed', 'x'), test('skipped')], true)];
    expect(count(files)).toMatchObject({ passed: 1, failed: 1, failures: ['a: x'] });
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(count([file('broken', [], true)])).toMatchObject({ passed: 0, failed: 1, failures: ['broken'] });
  });

  it('counts a file whose hook failed after its tests passed as a failure', () => {
    expect(count([file('hook', [test('passed')], true)])).toMatchObject({ passed: 1, failed: 1 });
  });

  it('takes the wall time of a project from its first file to its last', () => {
    const files = [
      { ...file('a', []), startMs: 500, endMs: 900 },
      { ...file('b', []), startMs: 600, endMs: 2500 },
      file('c', [], false, 'web'),
    ];
    expect(count(files).parts).toEqual([
      { name: 'api', ms: 2000 },
      { name: 'web', ms: 1000 },
    ]);
  });
});

describe('retries', () => {
  const run = (...retries: number[]) =>
    withRetriesJudged(
      count([file('a', [test('passed'), ...retries.map((n) => test('passed', `r${n}`, n))])]),
    );

  it('are warnings at first', () => {
    const tally = run(1, 1);
    expect(tally).toMatchObject({ passed: 3, failed: 0, failures: [] });
    expect(summary(tally, 0)).toMatch(/^Warning: retried.*\n {2}a: r1 \(1 retry\)$/m);
  });

  it('are a failure from the third on', () => {
    const tally = run(1, 2);
    expect(tally).toMatchObject({ passed: 3, failed: 1 });
    expect(tally.failures).toEqual(['3 retries; at most 2 are allowed in a run']);
  });
});

describe('the summary', () => {
  const tally = count([
    file('a', [test('passed', 'fast'), { ...test('failed', 'slow'), durationMs: 2000 }], true),
  ]);

  it('ends with the counts alone on a line', () => {
    expect(summary(tally, 61_000)).toMatch(/\n1 passed, 1 failed\n$/);
  });

  it('tells where the time went, the slowest first', () => {
    const text = summary(tally, 61_000);
    expect(text).toContain('Wall time (61.0 s in all):\n     1.0 s  api');
    expect(text).toMatch(/Slowest tests:\n +2.0 s {2}a: slow\n +0.0 s {2}a: fast/);
    expect(text).toContain('Failed:\n  a: slow');
  });
});

describe('the plan', () => {
  it('runs every project of vitest.config.ts exactly once', () => {
    const projects = config.test?.projects?.map((project) =>
      typeof project === 'object' && 'test' in project ? project.test?.name : project,
    );
    expect(testGroups.flatMap((group) => group.projects).toSorted()).toEqual(projects?.toSorted());
  });

  it('takes the named parts alone', () => {
    const selection = select(['--only', 'types,api', '--only=sei']);
    expect(selection.groups.flatMap(({ projects }) => projects)).toEqual(['sei', 'api']);
    expect(selection.wants('types')).toBe(true);
    expect(selection.wants('lint')).toBe(false);
  });

  it('hands the other arguments to vitest and asks no coverage of a part', () => {
    const { vitestArguments, groups } = select(['-t', 'ledger']);
    expect(vitestArguments).toEqual(['-t', 'ledger']);
    expect(groups.some(({ coverage }) => coverage)).toBe(false);
  });

  it('holds the coverage thresholds in a full run', () => {
    const covered = select([]).groups.filter(({ coverage }) => coverage);
    expect(covered.flatMap(({ projects }) => projects)).toEqual(['sei', 'contracts']);
  });

  it('names the parts there are when asked for another', () => {
    expect(() => select(['--only', 'sie'])).toThrow(/"sie".*\bsei\b/);
  });
});

it('says exactly what to install', () => {
  expect(instruction(['chromium', 'postgresql'])).toMatch(/chromium.*postgresql/);
});
