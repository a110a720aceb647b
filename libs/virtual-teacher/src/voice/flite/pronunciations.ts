import type { FliteThreads, SpeakPriority } from './flite-threads.js';
import { readPronunciations } from './flite-listing.js';

/** The words of a language's everyday use, with room for the rare ones of many lessons. */
const MAX_WORDS = 50_000;

/**
 * The phones of single words, as Flite's own lexicon and letter-to-sound rules give them. Asked of its diphone
 * voice, which shares both with the others and takes 5 ms: a comma after each word makes a silence, so that the
 * words' phones lie between silences.
 */
export class Pronunciations {
  readonly #known = new Map<string, readonly string[]>();

  constructor(readonly flite: FliteThreads) {}

  async of(
    words: readonly string[],
    options: { readonly priority?: SpeakPriority; readonly signal?: AbortSignal | undefined },
  ): Promise<(readonly string[])[]> {
    const unknown = [...new Set(words.filter((word) => !this.#known.has(word)))];
    if (unknown.length > 0) await this.#learn(unknown, options);
    return words.map((word) => this.#known.get(word) ?? []);
  }

  async #learn(words: readonly string[], options: { readonly priority?: SpeakPriority }): Promise<void> {
    if (this.#known.size + words.length > MAX_WORDS) this.#known.clear();
    const found = await this.#ask(words, options);
    if (found.length === words.length) {
      for (const [index, word] of words.entries()) this.#known.set(word, found[index] ?? []);
      return;
    }
    // A word was swallowed or split by a silence: which one shows when they are asked one by one.
    for (const word of words) this.#known.set(word, (await this.#ask([word], options)).flat());
  }

  async #ask(words: readonly string[], options: object): Promise<string[][]> {
    const text = `${words.join(', ')},`;
    const { stdout } = await this.flite.run(['-voice', 'kal', '-ps', '-t', text, '-o', 'none'], options);
    return readPronunciations(stdout);
  }
}
