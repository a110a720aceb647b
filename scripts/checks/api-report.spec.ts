import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { apiReport, REPORTED_LIBRARIES, reportPath } from './api-report.js';

it.each(REPORTED_LIBRARIES)(
  'the exports of libs/%s are those of its api.txt (npm run api:report)',
  (library) => {
    expect(apiReport(library)).toBe(readFileSync(reportPath(library), 'utf8'));
  },
);
