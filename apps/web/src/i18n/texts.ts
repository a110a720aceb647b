import type { en } from './en.js';

/** The same shape with any words: string stays string, functions keep their parameters. */
export type Translated<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : T extends readonly (infer E)[]
      ? Translated<E>[]
      : { [K in keyof T]: Translated<T[K]> };

/** A dictionary: what every language has to say, checked by the compiler. */
export type Texts = Translated<typeof en>;
