import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import config, { webFloors } from '../../eslint.config.mjs';
import { inRoot } from '../bootstrap/workspace.mjs';

type Constraint = { sourceTag: string; onlyDependOnLibsWithTags: string[]; bannedExternalImports?: string[] };

/** The rows that lint enforces. */
function constraints(): Constraint[] {
  const options = config.flatMap(({ rules }) => rules?.['@nx/enforce-module-boundaries'] ?? [])[1];
  return (options as { depConstraints: Constraint[] }).depConstraints;
}

/** Cells of the rows of a table whose first cell is a name in backticks. */
function table(document: string, heading: string): string[][] {
  const section = document.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.replaceAll('`', '').trim()));
}

const names = (cell: string) => (cell === 'nothing' ? [] : cell.split(', '));

describe('docs/architecture.md', () => {
  const document = readFileSync(inRoot('docs/architecture.md'), 'utf8');
  const rows = table(document, 'Who may import whom');
  const tagOf = new Map(rows.map(([project = '', tag = '']) => [project, tag]));

  it.each(constraints().filter(({ sourceTag }) => sourceTag.startsWith('layer:')))(
    'says of $sourceTag what lint enforces',
    ({ sourceTag, onlyDependOnLibsWithTags }) => {
      const allowed = names(rows.find(([, tag]) => tag === sourceTag)?.[2] ?? 'no such row');
      // A project may always import itself; the lint rule lists that, the table does not.
      const enforced = onlyDependOnLibsWithTags.filter((tag) => tag !== sourceTag);
      expect(allowed.map((project) => tagOf.get(project)).toSorted()).toEqual(enforced.toSorted());
    },
  );

  it('has a row for every project, with the tag it carries', () => {
    const projects = ['libs', 'apps'].flatMap((folder) =>
      readdirSync(inRoot(folder)).map((name) => [name, `${folder}/${name}`] as const),
    );
    for (const [name, folder] of [...projects, ['e2e', 'e2e'] as const]) {
      const { nx } = JSON.parse(readFileSync(inRoot(folder, 'package.json'), 'utf8')) as {
        nx: { tags: string[] };
      };
      expect(nx.tags, folder).toContain(tagOf.get(name));
      expect(
        nx.tags.filter((tag) => tag.startsWith('platform:')),
        folder,
      ).toHaveLength(1);
    }
  });
});

describe('the floors of the pages', () => {
  const document = readFileSync(inRoot('docs/architecture.md'), 'utf8');

  it('are in the document as lint enforces them', () => {
    const rows = table(document, 'The floors of the pages');
    const documented = Object.fromEntries(
      rows.map(([folder = '', , below = '']) => [folder, names(below).toSorted()]),
    );
    const enforced = Object.entries(webFloors).map(([folder, below]) => [folder, below.toSorted()] as const);
    expect(documented).toEqual(Object.fromEntries(enforced));
  });

  it('have no two folders that import each other', () => {
    const floors: Readonly<Record<string, readonly string[]>> = webFloors;
    const pairs = Object.entries(floors).flatMap(([folder, below]) =>
      below.filter((other) => floors[other]?.includes(folder)).map((other) => `${folder} and ${other}`),
    );
    expect(pairs).toEqual([]);
  });

  it('name every folder of apps/web/src', () => {
    expect(readdirSync(inRoot('apps/web/src')).filter((name) => !name.includes('.'))).toEqual(
      Object.keys(webFloors).toSorted(),
    );
  });
});

describe('the targets of Nx', () => {
  const projects = ['libs', 'apps'].flatMap((folder) =>
    readdirSync(inRoot(folder)).map((name) => `${folder}/${name}`),
  );
  it.each([...projects, 'e2e'])('exist in %s, as scripts of its package.json', (folder) => {
    const { scripts } = JSON.parse(readFileSync(inRoot(folder, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const wanted = ['typecheck', 'lint', 'test', ...(folder === 'e2e' ? [] : ['build'])];
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(wanted));
  });
});

describe('CONTRIBUTING.md', () => {
  it('describes every project in its layout', () => {
    const layout = table(readFileSync(inRoot('CONTRIBUTING.md'), 'utf8'), 'Layout').map(([folder]) => folder);
    const projects = ['libs', 'apps'].flatMap((folder) =>
      readdirSync(inRoot(folder)).map((name) => `${folder}/${name}`),
    );
    expect(layout).toEqual(expect.arrayContaining([...projects, 'e2e', 'scripts', 'docs']));
  });
});
