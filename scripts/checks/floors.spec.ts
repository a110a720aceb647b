import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../bootstrap/workspace.mjs';
import { contradictions, readFloors, type Floors } from './floors.js';
import { cycles, sourceImports } from './source-imports.js';

const tables = readFloors(readFileSync(inRoot('docs/architecture.md'), 'utf8'));

describe('the floors of docs/architecture.md', () => {
  it('stand there for every project that has some', () => {
    expect(tables.map(({ source }) => source)).toContain('libs/media/src');
  });

  it.each(tables)('of $source are those of its imports', (table) => {
    expect(contradictions(table, sourceImports(table.source))).toEqual([]);
  });

  it.each(tables)('of $source have no file that leads back to itself', ({ source }) => {
    expect(cycles(sourceImports(source))).toEqual([]);
  });
});

describe('a table of floors', () => {
  const document = [
    '## Floors of `src`',
    '| floor | folders | beside |',
    '| --- | --- | --- |',
    '| shops | `bakery`, `cafe` | `cafe` → `bakery` |',
    '| cellar | `oven/stones`, `oven` | |',
    '## Something else',
    '| x | `not-a-floor` | |',
  ].join('\n');
  const [table] = readFloors(document) as [Floors];
  const houses = (arrows: Record<string, string[]>) =>
    contradictions(
      table,
      new Map([
        ['src/bakery/a.ts', []],
        ['src/cafe/a.ts', ['src/bakery/a.ts']],
        ['src/oven/a.ts', []],
        ['src/oven/stones/a.ts', []],
        ...Object.entries(arrows),
      ]),
    );

  it('is read up to the next heading', () => {
    expect(table).toEqual({
      source: 'src',
      floors: [
        ['bakery', 'cafe'],
        ['oven/stones', 'oven'],
      ],
      beside: [{ from: 'cafe', to: 'bakery' }],
    });
  });

  it('allows arrows down, those it lists, and everything to the root files', () => {
    expect(houses({ 'src/bakery/b.ts': ['src/oven/a.ts'], 'src/main.ts': ['src/cafe/a.ts'] })).toEqual([]);
  });

  it.each([
    ['src/oven/b.ts', 'src/bakery/a.ts', /higher floor/],
    ['src/bakery/b.ts', 'src/cafe/a.ts', /beside its own/],
    ['src/oven/b.ts', 'src/oven/stones/a.ts', /beside its own/],
    ['src/bakery/b.ts', 'src/main.ts', /puts the parts together/],
    ['src/attic/b.ts', 'src/oven/a.ts', /no floor/],
  ])('refuses %s -> %s', (from, to, problem) => {
    expect(houses({ [from]: [to] })).toEqual([expect.stringMatching(problem)]);
  });

  it('refuses what it lists and nothing needs', () => {
    expect(houses({ 'src/cafe/a.ts': [] })).toEqual([expect.stringMatching(/any more/)]);
    expect(contradictions(table, new Map())).toContain('there is no folder src/oven');
  });
});

describe('cycles of imports', () => {
  it('are found through any number of files, and only where there are some', () => {
    const line = new Map([
      ['a.ts', ['b.ts', 'c.ts']],
      ['b.ts', ['c.ts']],
      ['c.ts', []],
    ]);
    expect(cycles(line)).toEqual([]);
    expect(cycles(new Map([...line, ['c.ts', ['a.ts']]]))).toEqual([['a.ts', 'b.ts', 'c.ts', 'a.ts']]);
  });
});
