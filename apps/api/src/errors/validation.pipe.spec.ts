import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ValidationFailed } from './domain-error.js';
import { ValidationPipe } from './validation.pipe.js';

const pipe = new ValidationPipe();
const schema = z.object({ data: z.unknown() });
const checked = (value: unknown) => pipe.transform(value, { type: 'body', schema });
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

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
