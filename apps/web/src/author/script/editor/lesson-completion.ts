import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { lessonJsonSchema } from '@lockstep/lesson';
import { type OutlinePath, writingAt } from './lesson-outline.js';

type Schema = {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly type?: string;
};

let schema: Schema | undefined;
/** The very schema that is published for other editors, made when it is first asked for. */
const lessonSchema = (): Schema => (schema ??= lessonJsonSchema());

const alternatives = (one: Schema): readonly Schema[] => [one, ...(one.anyOf ?? []).flatMap(alternatives)];

/** Every schema that the value at `path` may have. */
function schemasAt(path: OutlinePath): readonly Schema[] {
  let found = alternatives(lessonSchema());
  for (const part of path)
    found = found
      .map((one) => (part === '-' ? one.items : one.properties?.[part]))
      .filter((one) => one !== undefined)
      .flatMap(alternatives);
  return found;
}

/** What begins the value of a key: a list and a mapping stand below it. */
function valueBegins(of: Schema): string {
  const forms = alternatives(of);
  const isBlock = forms.every(
    ({ type, anyOf }) => anyOf !== undefined || type === 'object' || type === 'array',
  );
  return isBlock ? ':' : ': ';
}

/** Keys that a mapping may still have; the ids of steps last, since most need none. */
export function keysAt(path: OutlinePath, siblings: readonly string[]): Completion[] {
  const offered = new Map<string, Completion>();
  for (const { properties = {} } of schemasAt(path))
    for (const [key, value] of Object.entries(properties))
      if (!siblings.includes(key) && !offered.has(key))
        offered.set(key, {
          label: key,
          type: 'property',
          apply: key + valueBegins(value),
          boost: key === 'id' ? -1 : 0,
          ...(value.description !== undefined && { info: value.description }),
        });
  return [...offered.values()];
}

/** Values that a key may have, where they can be counted. */
export function valuesAt(path: OutlinePath, key: string): Completion[] {
  const forms = schemasAt([...path, key]);
  // Where words are wanted, `true` is but one of them.
  const takesWords = forms.some((one) => one.type === 'string' && !one.enum && one.const === undefined);
  return forms
    .flatMap((one) => [
      ...(one.enum ?? []),
      ...(one.const === undefined ? [] : [one.const]),
      ...(one.type === 'boolean' && !takesWords ? [true, false] : []),
    ])
    .map((value) => ({ label: String(value), type: 'constant' }));
}

const marks: readonly Completion[] = [
  { label: 'slide 1', apply: 'slide ', info: 'Shows this slide on the next word.' },
  { label: 'slide next', info: 'Shows the next slide on the next word.' },
  { label: 'step 1', apply: 'step ', info: 'Shows this build step of the slide.' },
  { label: 'highlight word', apply: 'highlight ', info: 'Highlights a word or a named region of the slide.' },
  { label: 'highlight none', info: 'Takes the highlight away.' },
  { label: 'marker name', apply: 'marker ', info: 'A name for pages that embed the lesson.' },
  { label: 'pause 500', apply: 'pause ', info: 'Silence, in milliseconds.' },
].map((mark) => ({ ...mark, type: 'keyword' }));

/** Offers keys, values that can be counted, and the marks of a narration. */
export function completeLesson(context: CompletionContext): CompletionResult | null {
  const mark = context.matchBefore(/\{[a-z ]*/);
  if (mark) return { from: mark.from + 1, options: [...marks], validFor: /^[a-z ]*$/ };
  const line = context.state.doc.lineAt(context.pos);
  const lines = context.state.doc.sliceString(0, context.pos).split('\n');
  const writing = writingAt(lines);
  if (!writing) return null;
  const isValue = writing.what.kind === 'value';
  if (!context.explicit && writing.typed === '' && !isValue) return null;
  const options =
    writing.what.kind === 'value'
      ? valuesAt(writing.path, writing.what.key)
      : keysAt(writing.path, writing.siblings);
  return options.length === 0 ? null : { from: line.from + writing.column, options, validFor: /^[\w-]*$/ };
}
