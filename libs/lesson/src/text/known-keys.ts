import * as z from 'zod';
import type { Path } from '../problem.js';
import { LessonText, STEP_KEYS } from './lesson-text.js';

type JsonSchema = {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema | readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
};

let schema: JsonSchema | undefined;

/** Keys that the format knows at a place of the text. */
export function keysAt(path: Path): readonly string[] {
  schema ??= z.toJSONSchema(LessonText, { io: 'input' }) as JsonSchema;
  let here: readonly JsonSchema[] = [schema];
  for (const part of path) {
    here = here.flatMap((one) => {
      const next = typeof part === 'number' ? one.items : one.properties?.[part];
      return next && !Array.isArray(next) ? variantsOf(next as JsonSchema) : [];
    });
  }
  const keys = new Set(here.flatMap((one) => Object.keys(one.properties ?? {})));
  // Within a step that says what it is, the keys of the others are of no help.
  return path.length === 2 && path[0] === 'steps' ? ['id', ...STEP_KEYS] : [...keys];
}

const variantsOf = (one: JsonSchema): readonly JsonSchema[] =>
  one.anyOf ? one.anyOf.flatMap(variantsOf) : [one];
