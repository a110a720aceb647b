import type { LessonScript, Region } from '@lockstep/contracts';

/** A word that is visible on a slide, and where. */
export type SlideWord = { readonly text: string; readonly region: Region; readonly isPart?: boolean };

/**
 * Where a word or phrase stands on a slide, or the region that the author gave this name. Capitals, punctuation and
 * spaces do not matter. `went#2` is the second one; a whole word is found before a part of one.
 */
export function findRegion(
  target: string,
  words: readonly SlideWord[],
  named: Readonly<Record<string, readonly [number, number, number, number]>> = {},
): Region | undefined {
  const own = Object.hasOwn(named, target) ? named[target] : undefined;
  if (own) return { x: own[0], y: own[1], width: own[2], height: own[3] };
  const [, phrase = target, count = '1'] = /^(.*)#([1-9]\d?)$/s.exec(target) ?? [];
  const wanted = letters(phrase);
  if (wanted === '') return undefined;
  const whole = words.filter(({ isPart }) => !isPart);
  const found = [...phrasesIn(whole, wanted), ...partsIn(words, wanted)];
  return found[Number(count) - 1];
}

/** The regions that an author named on a slide, counted from 1. */
export const regionsOf = (
  { regions }: Pick<LessonScript, 'regions'>,
  slide: number,
): LessonScript['regions'][string] => regions[String(slide)] ?? {};

const letters = (text: string): string => {
  const plain = text.normalize('NFKC').toLowerCase();
  const kept = plain.replace(/[^\p{L}\p{N}\p{M}\p{S}%&@#/-]/gu, '');
  return kept === '' ? plain.replace(/\s/g, '') : kept;
};

/** Runs of words that together are the phrase, wherever spaces were put. */
function phrasesIn(words: readonly SlideWord[], wanted: string): Region[] {
  const texts = words.map(({ text }) => letters(text));
  const found: Region[] = [];
  for (let from = 0; from < words.length; from++) {
    let phrase = '';
    for (let to = from; to < words.length && phrase.length < wanted.length; to++) {
      phrase += texts[to] ?? '';
      if (phrase === wanted && texts[from] !== '') found.push(around(words.slice(from, to + 1)));
    }
  }
  return found;
}

const partsIn = (words: readonly SlideWord[], wanted: string): Region[] =>
  words.filter(({ isPart, text }) => isPart && letters(text) === wanted).map(({ region }) => region);

/** A phrase that goes over a line end is one rectangle. */
function around(words: readonly SlideWord[]): Region {
  const x = Math.min(...words.map(({ region }) => region.x));
  const y = Math.min(...words.map(({ region }) => region.y));
  const right = Math.max(...words.map(({ region }) => region.x + region.width));
  const bottom = Math.max(...words.map(({ region }) => region.y + region.height));
  return { x, y, width: Math.min(1 - x, right - x), height: Math.min(1 - y, bottom - y) };
}
