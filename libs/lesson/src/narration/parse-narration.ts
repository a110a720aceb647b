import { fingerprint } from '../fingerprint.js';
import { type MarkItem, NarrationLexer, type NarrationProblem, type Span } from './lexer.js';
import { formatMark, type Mark } from './mark.js';
import { splitSentences } from './sentences.js';
import { type NarrationWord, splitWords } from './words.js';

/** What is said in one breath and made into one clip. */
export type NarrationSentence = Span & {
  /** Of everything that is heard or happens in it; the same in every lesson, and changed by any change to it. */
  readonly hash: string;
  /** Without markup, as captions show it. */
  readonly text: string;
  readonly words: readonly (NarrationWord & { readonly textFrom: number; readonly textTo: number })[];
  /** What happens when the last word has been said. */
  readonly endMarks: readonly MarkItem[];
};

export type Narration = {
  readonly sentences: readonly NarrationSentence[];
  readonly problems: readonly NarrationProblem[];
};

/** A caption holds no more, and a breath neither. */
export const MAX_SENTENCE_CHARACTERS = 500;

/**
 * Takes narration apart: sentences, words and the marks bound to them. Never throws; problems carry offsets into
 * `source` (UTF-16 units).
 *
 * @param language BCP 47; sentences and words of English and Chinese are found in texts of either
 */
export function parseNarration(source: string, language = 'en'): Narration {
  const { items, problems } = new NarrationLexer(source);
  const found: NarrationProblem[] = [...problems];
  const sentences: NarrationSentence[] = [];
  for (const part of splitSentences(items)) {
    const { words, endMarks, problems: inWords } = splitWords(part, language);
    found.push(...inWords);
    if (words.length > 0) sentences.push(sentenceOf(words, endMarks));
    else found.push(nothingSaid(part[0]?.from ?? 0, part.at(-1)?.to ?? source.length));
  }
  if (items.length === 0 && found.length === 0) found.push(nothingSaid(0, source.length));
  found.push(...sentences.filter(isTooLong).map(tooLong));
  return { sentences, problems: found.sort((a, b) => a.from - b.from) };
}

/** What is shown of narration: no marks, no pronunciations. */
export const plainText = (source: string, language = 'en'): string =>
  parseNarration(source, language)
    .sentences.map(({ text }) => text)
    .reduce(
      (all, text) =>
        all + (all === '' || /[\u3000-\u9fff\uff00-\uffef]/.test(all.at(-1) ?? '') ? '' : ' ') + text,
      '',
    );

function sentenceOf(
  drafts: readonly (NarrationWord & { readonly spaced: boolean })[],
  endMarks: readonly MarkItem[],
): NarrationSentence {
  let text = '';
  const words = drafts.map(({ spaced, ...word }) => {
    if (spaced && text !== '') text += ' ';
    const textFrom = text.length;
    text += word.written;
    return { ...word, textFrom, textTo: text.length };
  });
  const from = Math.min(words[0]?.from ?? 0, words[0]?.marks[0]?.from ?? Infinity);
  const to = Math.max(words.at(-1)?.to ?? 0, endMarks.at(-1)?.to ?? 0);
  return { hash: hashOf(words, endMarks), text, words, endMarks, from, to };
}

const hashOf = (words: readonly NarrationWord[], endMarks: readonly MarkItem[]): string =>
  fingerprint(
    JSON.stringify([
      words.map(({ written, spoken, emphasis, marks }) => [written, spoken, emphasis, marksOf(marks)]),
      marksOf(endMarks),
    ]),
  );

const marksOf = (items: readonly MarkItem[]): string[] => items.map(({ mark }) => formatMark(mark));

const isTooLong = ({ text }: NarrationSentence): boolean => text.length > MAX_SENTENCE_CHARACTERS;

const tooLong = ({ from, to, text }: NarrationSentence): NarrationProblem => ({
  severity: 'error',
  code: 'sentence-too-long',
  message: `This sentence has ${String(text.length)} characters; a caption holds ${String(MAX_SENTENCE_CHARACTERS)}.`,
  remedy: 'End it earlier, and begin another.',
  params: { characters: text.length },
  from,
  to,
});

const nothingSaid = (from: number, to: number): NarrationProblem => ({
  severity: 'error',
  code: 'nothing-said',
  message: 'Nothing is said here.',
  remedy: 'Write words, or move the marks before a word of another step.',
  from,
  to,
});

export type { MarkItem, Mark, NarrationProblem, NarrationWord, Span };
