/** Longest answer that is read; what follows is not: nobody says it better in ten thousand characters. */
export const MAX_ANSWER_CHARACTERS = 2000;

/** Cut at a limit without splitting a character in two. */
export function bounded(text: string, limit = MAX_ANSWER_CHARACTERS): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

const quotes: readonly [RegExp, string][] = [
  [/[‘’‛`´]/g, "'"],
  [/[“”„«»「」『』《》]/g, '"'],
  [/[–—−]/g, '-'],
  [/[，、]/g, ','],
  [/[。．]/g, '.'],
];

/**
 * One way of writing what can be written in many: full-width letters and digits, typographic quotes, Chinese
 * punctuation, small letters, single spaces. Fractions such as ½ become `1/2`, apart from a digit before them.
 * Control and invisible characters go.
 */
export function normalise(text: string): string {
  let plain = bounded(text)
    .replace(/[¼-¾⅐-⅞]/g, (fraction) => ` ${fraction.normalize('NFKC').replace('\u2044', '/')}`)
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ');
  for (const [pattern, replacement] of quotes) plain = plain.replace(pattern, replacement);
  return plain.toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Letters and digits of a normalised text as words; apostrophes and hyphens stay inside a word. Chinese goes character by character. */
export function wordsOf(text: string): string[] {
  return text.match(/\p{Script=Han}|[\p{L}\p{M}\p{N}]+(?:['-][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
}

export const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
export const hasLatin = (text: string): boolean => /\p{Script=Latin}/u.test(text);
