import type { LanguageThread } from './language-thread.js';

/**
 * Meanings nearer than this may be a paraphrase. Nearness only ever keeps the brain from saying "wrong": measured on
 * the tuning half, right and wrong answers lie equally near to what they speak of, so that it proves nothing.
 */
export const MAYBE_A_PARAPHRASE = 0.35;
/** Two words nearer than this may be synonyms: large and big 0.79; sheep and cow 0.58. */
export const MAYBE_A_SYNONYM = 0.7;

const cosine = (a: readonly number[], b: readonly number[]): number => {
  let dot = 0;
  let lengthA = 0;
  let lengthB = 0;
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0;
    dot += value * other;
    lengthA += value * value;
    lengthB += other * other;
  }
  return dot / (Math.sqrt(lengthA * lengthB) || 1);
};

/** Texts of lessons come again with every answer; students' texts are not kept. */
const MAX_KEPT = 2000;

/** Nearness of answers to texts of a lesson, whose meanings are worked out once. English only. */
export class Nearness {
  readonly #kept = new Map<string, readonly number[]>();

  constructor(readonly thread: LanguageThread) {}

  /** Works the meanings of a lesson's texts out ahead. */
  async learn(texts: readonly string[]): Promise<void> {
    const unheard = [...new Set(texts)].filter((text) => !this.#kept.has(text));
    if (unheard.length === 0) return;
    const vectors = await this.thread.embed(unheard);
    for (const [index, text] of unheard.entries()) this.#kept.set(text, vectors[index] ?? []);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MAX_KEPT) break;
      this.#kept.delete(oldest);
    }
  }

  /** How near a text comes to the nearest of a lesson's, from -1 to 1. */
  async to(text: string, others: readonly string[]): Promise<number> {
    if (others.length === 0) return -1;
    const [[mine = []]] = await Promise.all([this.thread.embed([text]), this.learn(others)]);
    return Math.max(...others.map((other) => cosine(mine, this.#kept.get(other) ?? [])));
  }
}
