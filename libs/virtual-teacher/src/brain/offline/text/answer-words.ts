import { tidy } from '@lockstep/lesson';
import { isChinese } from './normalise.js';
import { inFull, oneSpelling } from './spelling-variants.js';

/** Numbers with what stands in them, letters, digits and the signs that belong to a word (`C++`, `Na+`, `#`), or a sign that stands for itself. */
const pattern =
  /\p{Script=Han}|\d+(?:[.,:/]\d+)+|[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*(?:\^?\d*[+#]+|-(?![\p{L}\p{N}\s]|\s\p{L}))?|[#@&%§^*=<>≤≥≠~+$€£]/gu;

const small = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, value): [string, string] => [word, String(value)]),
);
const ordinals = new Map(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'
    .split(' ')
    .map((word, index): [string, string] => [
      word,
      `${String(index + 1)}${['st', 'nd', 'rd'][index] ?? 'th'}`,
    ]),
);

export type WordsAs = {
  /** BCP 47, of the lesson. */
  readonly language: string;
  /** Words as they stand: a question asks for their spelling or form. */
  readonly asWritten?: boolean;
  /** A question asks which of the two spellings, British or American. */
  readonly keepsVariants?: boolean;
};

const isEnglish = (language: string): boolean => /^en\b/i.test(language);

/**
 * The words of an answer as they are compared: hyphens apart, short forms in full, one spelling for British and
 * American, ordinals and small numbers as digits.
 */
export function answerWords(
  text: string,
  { language, asWritten = false, keepsVariants = false }: WordsAs,
): string[] {
  const spelled = keepsVariants ? (word: string) => word : oneSpelling;
  const plain = tidy(text)
    .toLowerCase()
    .replace(/(?<=(?:^|[^\p{L}])\p{L})\.(?=\p{L}(?:\.|$|[^\p{L}]))/gu, '')
    .replace(/(?<=\p{L})-(?=\p{L})/gu, ' ')
    .replace(/(?<=\p{L}\d?)-$/u, '-');
  const words = plain.match(pattern) ?? [];
  if (asWritten) return words.map((word) => (isEnglish(language) ? spelled(word) : word));
  // in a Chinese lesson the answers are often English words
  if (!isEnglish(language) && !/^zh\b/i.test(language)) return words.flatMap((word) => word.split(/(?<=')/));
  return words.flatMap((word) =>
    isChinese(word) ? [word] : inFull(word).map((one) => small.get(one) ?? ordinals.get(one) ?? spelled(one)),
  );
}
