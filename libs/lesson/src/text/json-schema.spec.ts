import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lessonJsonSchema } from './json-schema.js';

it('is what is published: npm run -s lesson -- schema > libs/lesson/lesson.schema.json', () => {
  const published: unknown = JSON.parse(
    readFileSync(new URL('../../lesson.schema.json', import.meta.url), 'utf8'),
  );
  expect(published).toEqual(lessonJsonSchema());
});
