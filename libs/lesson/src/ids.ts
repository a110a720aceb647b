import type { LessonStep } from '@lockstep/contracts';
import { fingerprint } from './fingerprint.js';

/** A step whose author gave it no id. */
export type UnnamedStep = LessonStep extends infer S
  ? S extends LessonStep
    ? Omit<S, 'id'> & { id?: string }
    : never
  : never;

/**
 * Ids for steps that have none, from what they are: the same step has the same id wherever it stands and
 * whatever is changed around it. Of equal steps the second gets `-2`, and so on.
 */
export class StepNamer {
  readonly #taken: Set<string>;

  /** @param given every id that the author wrote */
  constructor(given: Iterable<string>) {
    this.#taken = new Set(given);
  }

  name(step: UnnamedStep): LessonStep {
    if (step.id !== undefined) return step as LessonStep;
    const id = firstFree(derivedId(step), this.#taken);
    this.#taken.add(id);
    return { id, ...step } as LessonStep;
  }
}

/** The id by content alone. A question keeps it when its answers change, for it is the same question still. */
export function derivedId(step: UnnamedStep): string {
  const named = (content: string): string =>
    `${step.kind}-${fingerprint(content.replace(/\s+/g, ' ')).slice(0, 8)}`;
  switch (step.kind) {
    case 'say':
      return named(step.text);
    case 'ask':
      return named(step.prompt);
    case 'play':
      return named(step.clip);
    case 'branch':
      return named(JSON.stringify([step.question, step.on, step.cases]));
    case 'pause':
      return `pause-${String(step.ms)}`;
    case 'wait':
      return named(step.prompt ?? '');
  }
}

/** Short, readable and safe in a URL: `three-quarters`; of other scripts, a fingerprint. */
export function slug(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 32);
  const isWhole = !/[^\p{ASCII}\p{M}\p{P}]/u.test(text.normalize('NFKD'));
  return words !== '' && isWhole ? words : `c-${fingerprint(text).slice(0, 8)}`;
}

/** Ids for choices that have none. */
export function nameChoices<T extends { readonly text: string; readonly id?: string | undefined }>(
  choices: readonly T[],
): (T & { id: string })[] {
  const taken = new Set(choices.flatMap(({ id }) => (id === undefined ? [] : [id])));
  return choices.map((choice) => {
    const id = choice.id ?? firstFree(slug(choice.text), taken);
    taken.add(id);
    return { ...choice, id };
  });
}

function firstFree(name: string, taken: ReadonlySet<string>): string {
  let id = name;
  for (let n = 2; taken.has(id); n++) id = `${name}-${String(n)}`;
  return id;
}
