import { describe, expect, it } from 'vitest';
import config from '../../vitest.config.js';
import { inRoot } from '../bootstrap/workspace.mjs';
import { instruction } from './apt.mjs';
import { select, testGroups } from './plan.mjs';
import { count } from './vitest-group.mjs';

const test = (status: string, fullName = status) => ({ status, fullName });

describe('counting', () => {
  it('counts tests, not files', () => {
    const results = [
      { name: inRoot('a'), status: 'failed', assertionResults: [test('passed'), test('failed', 'x')] },
    ];
    expect(count({ testResults: results })).toEqual({ passed: 1, failed: 1, failures: ['a: x'] });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const results = [{ name: inRoot('broken'), status: 'failed', assertionResults: [] }];
    expect(count({ testResults: results })).toEqual({ passed: 0, failed: 1, failures: ['broken'] });
  });

  it('counts a file whose hook failed after its tests passed as a failure', () => {
    const results = [{ name: inRoot('hook'), status: 'failed', assertionResults: [test('passed')] }];
    expect(count({ testResults: results })).toMatchObject({ passed: 1, failed: 1 });
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
