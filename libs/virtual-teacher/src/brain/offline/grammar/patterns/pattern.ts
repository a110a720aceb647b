import type { Issue, Sentence } from '../words/sentence.js';

/** Whether a word of a sentence may stand at a place of a pattern. */
export type Test = (sentence: Sentence, index: number) => boolean;
type Part = { readonly test: Test; readonly times: 'once' | 'maybe' | 'any' };

/** Where the parts of a pattern stand: the first word of each, and the end of the whole. */
export type Found = {
  readonly sentence: Sentence;
  /** The words of a part; empty where an optional part is absent. */
  readonly part: (index: number) => string;
  /** The words from one part to the end of another. */
  readonly parts: (first: number, last: number) => string;
  readonly at: (index: number) => number;
};

export type Pattern = {
  readonly rule: string;
  /** The words of a mistake, one part after the other. */
  readonly parts: readonly (Part | Test)[];
  /** First and last part that the remark is about; all of them without it. */
  readonly about?: readonly [first: number, last: number];
  /** Nothing is said where it does not hold. */
  readonly unless?: (found: Found) => boolean;
  /** The words put right; null where there are several ways. */
  readonly better: (found: Found) => string | null;
  readonly why: string | ((found: Found) => string);
};

export const word =
  (pattern: RegExp): Test =>
  (sentence, index) =>
    pattern.test(sentence.word(index));
export const pos =
  (...tags: readonly string[]): Test =>
  (sentence, index) =>
    tags.includes(sentence.pos(index));
export const both =
  (...tests: readonly Test[]): Test =>
  (sentence, index) =>
    tests.every((test) => test(sentence, index));
export const either =
  (...tests: readonly Test[]): Test =>
  (sentence, index) =>
    tests.some((test) => test(sentence, index));
export const no =
  (test: Test): Test =>
  (sentence, index) =>
    !test(sentence, index);
export const maybe = (test: Test): Part => ({ test, times: 'maybe' });
export const any = (test: Test): Part => ({ test, times: 'any' });

/** The end of a sentence or of a part of it: nothing, a full stop, a comma, "and". */
export const end: Test = (sentence, index) =>
  index >= sentence.length || /^(?:[.!?,;:]+|and|but|or|because|so)$/.test(sentence.word(index));

const MOST_REPEATED = 4;

/** First and last index of every part, when the pattern stands at a place; parts take as many words as they can. */
function place(sentence: Sentence, start: number, parts: Pattern['parts']): [number, number][] | undefined {
  const places: [number, number][] = [];
  let index = start;
  for (const part of parts) {
    const { test, times } = typeof part === 'function' ? { test: part, times: 'once' as const } : part;
    const from = index;
    const most = times === 'any' ? MOST_REPEATED : 1;
    while (index - from < most && test(sentence, index)) index++;
    if (times === 'once' && index === from) return undefined;
    places.push([from, index]);
  }
  return places;
}

/** The part of a word before one that begins inside of it: the "do" of "don't". */
function headOf(sentence: Sentence, index: number): string {
  let first = index;
  while (first > 0 && sentence.tokens[first]?.spaced === false && /^\p{L}/u.test(sentence.word(first)))
    first--;
  return sentence.text(first, index);
}

/** Finds what patterns describe, in the order of the patterns. */
export function findPatterns(sentence: Sentence, patterns: readonly Pattern[]): Issue[] {
  return patterns.flatMap(({ rule, parts, about, unless, better, why }) =>
    sentence.tokens.flatMap((_, start): Issue[] => {
      const places = place(sentence, start, parts);
      if (places === undefined) return [];
      const at = (part: number) => places[part]?.[0] ?? 0;
      const ends = (part: number) => places[part]?.[1] ?? 0;
      const between = (first: number, last: number) => sentence.text(at(first), ends(last));
      const found: Found = { sentence, part: (part) => between(part, part), parts: between, at };
      if (unless?.(found) === true) return [];
      const [first, last] = about ?? [0, parts.length - 1];
      const head = headOf(sentence, at(first));
      const mended = better(found);
      return [
        {
          rule,
          wrote: head + between(first, last),
          better: mended === null ? null : head + mended,
          why: typeof why === 'string' ? why : why(found),
        },
      ];
    }),
  );
}
