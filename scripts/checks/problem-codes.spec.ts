import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../bootstrap/workspace.mjs';
import { declaredErrors, documentedCodes, errorsOfServer, listedCodes } from './problem-codes.js';

const listed = listedCodes(readFileSync(inRoot('libs/contracts/src/rest/problem-codes.ts'), 'utf8'));

describe('the codes of problems', () => {
  const errors = errorsOfServer();

  it('are found in the sources of the server', () => {
    expect(errors.length).toBeGreaterThan(40);
  });

  it.each(errors)('list $code with the values that its error gives', ({ code, params, file }) => {
    expect({ file, params: [...params].sort() }).toEqual({
      file,
      params: [...(listed.get(code) ?? ['not listed'])].sort(),
    });
  });

  it('stand with their values in docs/errors.md, and so do those of lessons', () => {
    const [ofRequests = '', ofLessons = ''] = readFileSync(inRoot('docs/errors.md'), 'utf8').split(/^## /m);
    const lessons = readFileSync(inRoot('libs/contracts/src/rest/lesson-problem-codes.ts'), 'utf8');
    expect(documentedCodes(ofRequests)).toEqual(listed);
    expect(documentedCodes(ofLessons)).toEqual(listedCodes(lessons));
  });
});

it('an error is read with its code and the names of its values', () => {
  const source = [
    'export class Full extends DomainError {',
    "  readonly code = 'too-full';",
    '  constructor(most: number, id: string) {',
    '    super(`At most ${String(most)}.`, { params: { most, where: id } });',
    '  }',
    '}',
    'class Plain extends DomainError {',
    "  readonly code = 'plain';",
    '}',
    'class Other extends Error {',
    "  readonly code = 'other';",
    '}',
  ].join('\n');
  expect(declaredErrors('a.ts', source)).toEqual([
    { file: 'a.ts', code: 'too-full', params: ['most', 'where'] },
    { file: 'a.ts', code: 'plain', params: [] },
  ]);
});
