import { expect, it } from 'vitest';
import { undocumentedErrors } from './documented-errors.js';
import { trackedFiles } from './tracked-files.js';

const sources = trackedFiles().filter(
  (file) => /^libs\/[^/]+\/src\/.*\.ts$/.test(file) && !file.endsWith('.spec.ts'),
);

it('every exported function of a library names in @throws the errors that it throws', () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.flatMap(undocumentedErrors)).toEqual([]);
});

it('finds an error that is not named', () => {
  const [first] = undocumentedErrors('scripts/checks/fixtures/undocumented-error.ts');
  expect(first).toEqual({
    file: 'scripts/checks/fixtures/undocumented-error.ts',
    line: 2,
    error: 'RangeError',
  });
});
