import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Bag } from '../scorer/bags.js';
import { likenessOfBags } from '../scorer/bags.js';
import { bagOfInquiry, bagOfMaterial, coverage } from './inquiry-words.js';

/** Passages that are looked at; longer lessons than any are cut. */
const MOST_PASSAGES = 5000;
/** The thread serves frames too: it is given up after so long, ms. */
const SLICE_MS = 4;
/** This share of the weighted words of a question stands in a passage that says something of it. */
const ENOUGH = 0.55;
/** Of two sentences that follow each other more is wanted: they may have nothing to do with each other. */
const ENOUGH_OF_TWO = 0.75;

type Indexed<P> = { readonly passage: P; readonly bag: Bag };

export type FoundPassage<P> = { readonly passage: P; readonly score: number };

/** What a lesson says, to be searched for what a student asks. */
export class LessonMaterial<P extends { readonly text: string }> {
  private constructor(
    private readonly indexed: readonly Indexed<P>[],
    private readonly byWord: ReadonlyMap<string, readonly number[]>,
  ) {}

  /** @param passages in the order in which they are taught. Gives the thread up now and then. */
  static async of<P extends { readonly text: string }>(passages: readonly P[]): Promise<LessonMaterial<P>> {
    const indexed: Indexed<P>[] = [];
    const byWord = new Map<string, number[]>();
    let sliceFrom = performance.now();
    for (const passage of passages.slice(0, MOST_PASSAGES)) {
      if (performance.now() - sliceFrom > SLICE_MS) {
        await nextTurn();
        sliceFrom = performance.now();
      }
      const bag = bagOfMaterial(passage.text);
      for (const word of bag.keys()) {
        const places = byWord.get(word);
        if (places) places.push(indexed.length);
        else byWord.set(word, [indexed.length]);
      }
      indexed.push({ passage, bag });
    }
    return new LessonMaterial(indexed, byWord);
  }

  /** Passages that say something of what is asked, the best first; none where the lesson does not say it. */
  find(inquiry: string, most: number): FoundPassage<P>[] {
    const asked = bagOfInquiry(inquiry);
    const places = new Set<number>();
    for (const word of asked.keys()) for (const at of this.byWord.get(word) ?? []) places.add(at);
    const single = [...places].flatMap((at) => this.#scored(asked, at, undefined));
    const found = single.length > 0 ? single : [...places].flatMap((at) => this.#ofTwo(asked, at));
    return found
      .toSorted((a, b) => b.score - a.score || a.at - b.at)
      .slice(0, most)
      .map(({ at, score }) => ({ passage: this.#at(at).passage, score }));
  }

  #at(at: number): Indexed<P> {
    const found = this.indexed[at];
    if (found === undefined) throw new RangeError(`There is no passage ${String(at)}.`);
    return found;
  }

  #scored(asked: Bag, at: number, least = ENOUGH): { at: number; score: number }[] {
    const { bag } = this.#at(at);
    const covered = coverage(asked, bag);
    // of passages that say all of it the one that says little else is meant
    return covered >= least ? [{ at, score: covered + likenessOfBags(asked, bag) / 10 }] : [];
  }

  /** A sentence and the next one, which together say it. */
  #ofTwo(asked: Bag, at: number): { at: number; score: number }[] {
    const next = this.indexed[at + 1];
    if (next === undefined) return [];
    const covered = coverage(asked, new Map([...this.#at(at).bag, ...next.bag]));
    return covered >= ENOUGH_OF_TWO
      ? [
          { at, score: covered },
          { at: at + 1, score: covered },
        ]
      : [];
  }
}
