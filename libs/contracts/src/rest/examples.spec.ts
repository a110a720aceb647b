import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import * as contracts from '../index.js';
import { examples } from './examples.js';

const schemas: Readonly<Record<string, unknown>> = contracts;

describe.each(Object.entries(examples))('the example of %s', (name, example) => {
  it('is a body of its schema, and has all that a body may have', () => {
    const schema = schemas[name];
    if (!(schema instanceof z.ZodType)) throw new Error(`there is no schema ${name}`);
    expect(schema.parse(example)).toMatchObject(example);
  });
});
