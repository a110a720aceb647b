import { type LanguageThread } from './language-thread.js';

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

/** How near a text comes to the nearest of others, from -1 to 1. English only. */
export async function nearness(
  thread: LanguageThread,
  text: string,
  others: readonly string[],
): Promise<number> {
  if (others.length === 0) return -1;
  const [mine = [], ...theirs] = await thread.embed([text, ...others]);
  return Math.max(...theirs.map((vector) => cosine(mine, vector)));
}
