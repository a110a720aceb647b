import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';

type Json = Record<string, unknown>;
type Direction = 'input' | 'output';
type Converted = { schema: Json; components: Record<string, Json> };

/**
 * OpenAPI 3.1 of a zod schema: what has an id becomes a component. A request may leave out what an answer always
 * has (defaults); where that makes a difference the request's component is called `…Input`.
 */
export function componentsOf(
  schema: unknown,
  { schemaType }: { schemaType: Direction },
): Converted | undefined {
  if (!(schema instanceof z.core.$ZodType)) return undefined;
  const output = convert(schema, 'output');
  if (schemaType === 'output') return output;
  const input = convert(schema, 'input');
  const differs = Object.keys(input.components).filter((name) => reaches(name, input, output));
  return differs.length === 0 ? input : (renamed(input, differs) as Converted);
}

function convert(schema: z.core.$ZodType, io: Direction): Converted {
  const converted = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' });
  // the document's builder resolves references of the older keyword
  const document = JSON.parse(JSON.stringify(converted).replaceAll('"#/$defs/', '"#/definitions/')) as Json;
  const definitions = (document['$defs'] ?? {}) as Record<string, Json>;
  const components = Object.entries(definitions).map(([name, body]) => [name, without(body, ['id'])]);
  return {
    schema: without(document, ['$schema', '$defs']),
    components: Object.fromEntries(components) as Record<string, Json>,
  };
}

/** Whether a component, or one that it refers to, is another in requests than in answers. */
function reaches(name: string, input: Converted, output: Converted, seen = new Set<string>()): boolean {
  if (seen.has(name)) return false;
  seen.add(name);
  if (!isDeepStrictEqual(input.components[name], output.components[name])) return true;
  const references = [...JSON.stringify(input.components[name]).matchAll(/"#\/definitions\/([^"]+)"/g)];
  return references.some(([, other]) => other !== undefined && reaches(other, input, output, seen));
}

function renamed(value: unknown, names: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (key === 'components') return [key, renamedKeys(member as Json, names)];
      if (key !== '$ref' || typeof member !== 'string') return [key, renamed(member, names)];
      const name = member.replace('#/definitions/', '');
      return [key, names.includes(name) ? `${member}Input` : member];
    }),
  );
}

const renamedKeys = (components: Json, names: readonly string[]): Json =>
  Object.fromEntries(
    Object.entries(components).map(([name, body]) => [
      names.includes(name) ? `${name}Input` : name,
      renamed(body, names),
    ]),
  );

const without = (json: Json, keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(json).filter(([key]) => !keys.includes(key)));
