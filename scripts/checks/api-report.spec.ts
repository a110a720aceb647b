import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { apiReport, REPORTED_LIBRARIES, reportPath } from './api-report.js';

/** Compilers differ in the quotes of types that they infer. */
const unquoted = (report: string): string => report.replaceAll('"', "'");

it.each(REPORTED_LIBRARIES)(
  'the exports of libs/%s are those of its api.txt (npm run api:report)',
  (library) => {
    expect(unquoted(apiReport(library))).toBe(unquoted(readFileSync(reportPath(library), 'utf8')));
  },
);
