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
  readonly #names: FreeNames;

  /** @param given every id that the author wrote */
  constructor(given: Iterable<string>) {
    this.#names = new FreeNames(given);
  }

  name(step: UnnamedStep): LessonStep {
    if (step.id !== undefined) return step as LessonStep;
    return { id: this.#names.take(derivedId(step)), ...step };
  }
}

/** The id by content alone. A question keeps it when its answers change, because it is still the same question. */
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
  const names = new FreeNames(choices.flatMap(({ id }) => (id === undefined ? [] : [id])));
  return choices.map((choice) => ({ ...choice, id: choice.id ?? names.take(slug(choice.text)) }));
}

/** Gives names that nothing has yet. The last number of each name is remembered, so that many equal names stay cheap. */
class FreeNames {
  readonly #taken: Set<string>;
  readonly #next = new Map<string, number>();

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  take(name: string): string {
    let n = this.#next.get(name) ?? 1;
    let id: string;
    do id = n === 1 ? name : `${name}-${String(n)}`;
    while (this.#taken.has(id) && ++n);
    this.#next.set(name, n + 1);
    this.#taken.add(id);
    return id;
  }
}
