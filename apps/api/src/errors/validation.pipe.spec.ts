import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ValidationFailed } from './domain-error.js';
import { ValidationPipe } from './validation.pipe.js';

const pipe = new ValidationPipe();
const schema = z.object({ data: z.unknown() });
const checked = (value: unknown) => pipe.transform(value, { type: 'body', schema });
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

const fields = z.strictObject({
  name: z.string().min(2).max(5),
  role: z.enum(['admin', 'teacher']),
  tries: z.int().min(1).max(3),
  tags: z.array(z.string()).min(1).max(2),
  at: z.iso.datetime().exactOptional(),
});
const good = { name: 'Ann', role: 'admin', tries: 1, tags: ['a'] };

describe('a field that does not fit', () => {
  it.each([
    [{ name: undefined }, 'name', { code: 'missing' }],
    [{ name: 7 }, 'name', { code: 'wrong-type', params: { expected: 'string' } }],
    [{ name: 'A' }, 'name', { code: 'too-short', params: { least: 2 } }],
    [{ name: 'Annabella' }, 'name', { code: 'too-long', params: { most: 5 } }],
    [{ role: 'pupil' }, 'role', { code: 'unknown-value', params: { known: 'admin, teacher' } }],
    [{ tries: 0 }, 'tries', { code: 'too-small', params: { least: 1 } }],
    [{ tries: 4 }, 'tries', { code: 'too-big', params: { most: 3 } }],
    [{ tags: [] }, 'tags', { code: 'too-few', params: { least: 1 } }],
    [{ tags: ['a', 'b', 'c'] }, 'tags', { code: 'too-many', params: { most: 2 } }],
    [{ at: 'noon' }, 'at', { code: 'wrong-form' }],
    [{ colour: 'red' }, 'colour', { code: 'unknown-field' }],
  ])('is reported with its reason: %j', async (change, field, reason) => {
    const check = pipe.transform({ ...good, ...change }, { type: 'body', schema: fields });
    await expect(check).rejects.toMatchObject({ errors: [{ field, ...reason }] });
  });
});

describe('a request', () => {
  it('may be nested as deep as a person would, and not deep enough to exhaust the stack', async () => {
    await expect(checked({ data: nested(60) })).resolves.toEqual({ data: nested(60) });
    const refusal = await checked({ data: nested(100_000) }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ValidationFailed);
    expect(refusal).toMatchObject({
      errors: [{ field: 'data.0.0.0', message: 'is nested more than 64 levels deep' }],
    });
  });

  it.each(['a\0b', '\ud800'])('with %j in it is refused by the name of the field', async (text) => {
    await expect(checked({ data: { name: text } })).rejects.toMatchObject({
      errors: [{ field: 'data.name', message: 'holds characters that are no text' }],
    });
  });
});
