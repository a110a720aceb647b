import { isClosing, isIdeograph, isLower, isSpace, isUpper } from './characters.js';
import { isInitial, startsSentence } from './initials.js';
import { CHINESE_AFTER } from '../speech/formula/factorial.js';
import type { Character, Item, Pronounced } from './lexer.js';

/** Titles and the like: what follows belongs to them, so a sentence never ends there. */
const BEFORE_NAMES = new Set(
  'mr mrs ms prof mt rev gen col capt lt sgt gov sen pres vs cf e.g i.e viz'.split(' '),
);
/** Before a number; elsewhere they are words. */
const BEFORE_NUMBERS = new Set(
  'no nos ex p pp ch chs vol vols eq sec art para ca q pt fig figs jan feb mar apr jun jul aug sep sept oct nov dec'.split(
    ' ',
  ),
);
/** A sentence ends after these only when the next one begins with a capital. */
const MAY_END = new Set('etc jr sr inc ltd co a.m p.m approx dept est min max al'.split(' '));
/** Before a name a title, behind one a place: St. Paul, Oak St. */
const TITLE_OR_PLACE = new Set('st dr ave rd blvd'.split(' '));

const FULL_STOPS = '.!?…';
const WIDE_STOPS = '。！？｡';

/** One sentence becomes one clip, so that a changed sentence is the only one that is made again. */
export function splitSentences(items: readonly Item[]): Item[][] {
  const following = new Following(items);
  const sentences: Item[][] = [];
  let current: Item[] = [];
  const flush = (): void => {
    if (current.some(isSaid)) {
      sentences.push(current);
      current = [];
    } // marks alone wait for the next sentence
  };
  for (let i = 0; i < items.length;) {
    const end = isParagraphBreak(items, i) ? i + 1 : sentenceEnd(items, i, following);
    current.push(...items.slice(i, end ?? i + 1));
    i = end ?? i + 1;
    if (end !== undefined) flush();
  }
  flush();
  const last = sentences.at(-1);
  if (current.length > 0 && last) last.push(...current);
  else if (current.length > 0) sentences.push(current);
  return sentences;
}

const isSaid = (item: Item): boolean =>
  item.kind !== 'mark' && !(item.kind === 'character' && isSpace(item.text));

const characterAt = (items: readonly Item[], i: number): string => {
  const item = items[i];
  return item?.kind === 'character' ? item.text : '';
};

/** A line feed followed by an empty line. */
function isParagraphBreak(items: readonly Item[], i: number): boolean {
  if (characterAt(items, i) !== '\n') return false;
  for (let j = i + 1; j < items.length; j++) {
    const char = characterAt(items, j);
    if (char === '\n') return true;
    if (char === '' || !isSpace(char)) return false;
  }
  return false;
}

/** Index after the sentence that ends with the stop at `i`; undefined where none ends. */
function sentenceEnd(items: readonly Item[], i: number, following: Following): number | undefined {
  const stop = characterAt(items, i);
  if (stop === '' || !(FULL_STOPS + WIDE_STOPS).includes(stop)) return undefined;
  let end = i + 1;
  while (isAmong(items, end, FULL_STOPS + WIDE_STOPS)) end++;
  while (characterAt(items, end) !== '' && isClosing(characterAt(items, end)) && !opensNext(items, end))
    end++;
  const isWide = WIDE_STOPS.includes(characterAt(items, i));
  if (isWide) return end;
  if (stop === '!' && end === i + 1 && isFactorial(items, i)) return undefined; // 4! · 3!, 5!等于120
  const next = following.said(end);
  if (next === undefined) return end;
  if (next.isAdjacent && !isIdeograph(next.first)) return undefined; // 3.5, example.com
  if (next.isAdjacent && stop === '…') return undefined; // Chinese goes on after ……
  if (isLower(next.first)) return undefined; // "What?" she asked.
  if (/[!…]/.test(stop) && /[=+×÷<>−]/.test(next.first)) return undefined; // 5! = 120, 1 + 2 + … + n
  if (stop === '?' && end === i + 1 && isGap(items, i)) return undefined; // ? × 4 = 20
  return stop === '.' && end === i + 1 && isAbbreviation(items, i, next.first) ? undefined : end;
}

/** A question mark in the place of a number. */
function isGap(items: readonly Item[], at: number): boolean {
  let to = at + 1;
  while (isSpace(characterAt(items, to))) to++;
  const before = characterAt(items, at - 1);
  return (before === '' || isSpace(before)) && to > at + 1 && /[-+=×÷·*/<>−:]/u.test(characterAt(items, to));
}

/** A number, letter or bracket with an operator behind it that is also punctuation. */
function isFactorial(items: readonly Item[], stopAt: number): boolean {
  let at = stopAt + 1;
  while (isSpace(characterAt(items, at))) at++;
  const isOperand = /[\d)\p{Ll}]/u.test(characterAt(items, stopAt - 1));
  if (isOperand && CHINESE_AFTER.test(characterAt(items, at) + characterAt(items, at + 1))) return true;
  let to = at + 1;
  while (isSpace(characterAt(items, to))) to++;
  const isSpaced = at > stopAt + 1 === to > at + 1;
  return (
    isSpaced &&
    isOperand &&
    /[·⋅*/:-]/u.test(characterAt(items, at)) &&
    /[\d(\p{Ll}]/u.test(characterAt(items, to))
  );
}

const isAmong = (items: readonly Item[], i: number, chars: string): boolean => {
  const char = characterAt(items, i);
  return char !== '' && chars.includes(char);
};

/** A straight quote after a space opens; directly after the stop it closes. */
const opensNext = (items: readonly Item[], i: number): boolean =>
  isSpace(characterAt(items, i - 1)) && /["']/.test(characterAt(items, i));

/** What is said after a place in the text, found for all places in one pass. */
class Following {
  /** From each index: the next item that is neither a mark nor a space, the next of these that is no punctuation, the next space. */
  readonly #said: number[];
  readonly #letter: number[];
  readonly #space: number[];

  constructor(readonly items: readonly Item[]) {
    const end = items.length;
    [this.#said, this.#letter, this.#space] = [[], [], []];
    let [said, letter, space] = [end, end, end];
    for (let i = end - 1; i >= 0; i--) {
      const item = items[i] as Item;
      const char = characterAt(items, i);
      if (char !== '' && isSpace(char)) space = i;
      else if (item.kind !== 'mark') {
        said = i;
        if (char === '' || !/[\p{P}]/u.test(char)) letter = i;
      }
      [this.#said[i], this.#letter[i], this.#space[i]] = [said, letter, space];
    }
  }

  said(from: number): { first: string; isAdjacent: boolean } | undefined {
    const end = this.items.length;
    const next = this.#said[from] ?? end;
    const isAdjacent = (this.#space[from] ?? end) > next;
    const item = this.items[isAdjacent ? next : (this.#letter[from] ?? end)]; // after a space the first letter decides
    return item === undefined || item.kind === 'mark' ? undefined : { first: firstOf(item), isAdjacent };
  }
}

const firstOf = (item: Character | Pronounced): string =>
  item.kind === 'character' ? item.text : '['; /* neither upper nor lower case: a new sentence */

function isAbbreviation(items: readonly Item[], stopAt: number, next: string): boolean {
  const { word, before, isCentury } = wordsBefore(items, stopAt);
  const name = word.toLowerCase();
  if (isCentury) return !startsSentence(wordAfter(items, stopAt + 1)); // the 3rd c. BC
  if (BEFORE_NAMES.has(name)) return true;
  if (BEFORE_NUMBERS.has(name) || word === 'c') return /\d/.test(next); // c. 1500; "No." may be all that is said
  if (MAY_END.has(name)) return !isUpper(next) && next !== '[';
  const following = wordAfter(items, stopAt + 1);
  if (TITLE_OR_PLACE.has(name))
    return !/^\p{Lu}/u.test(before) || startsSentence(before) || !startsSentence(following);
  if (/^(?:\p{L}\.)+\p{L}$/u.test(word)) return !startsSentence(following) || !isUpper(following[0] ?? ''); // the U.S. Army
  return /^\p{Lu}$/u.test(word) && word !== 'I' && isInitial(before, following);
}

/** The word that ends at a full stop, and the one before it. */
function wordsBefore(
  items: readonly Item[],
  stopAt: number,
): { word: string; before: string; isCentury: boolean } {
  let text = '';
  for (let i = stopAt - 1; i >= 0 && text.length < 60; i--) {
    const char = characterAt(items, i);
    if (char === '' && items[i]?.kind !== 'mark') break;
    text = char + text;
  }
  const [, before = '', word = ''] = /(?:(?:^|\s)(\S+)\s+)?([\p{L}\p{M}.]*)$/u.exec(text) ?? [];
  return { word, before, isCentury: /\d(?:st|nd|rd|th)[- ](?:c|cent)$/iu.test(text) };
}

function wordAfter(items: readonly Item[], from: number): string {
  let text = '';
  for (let i = from; i < items.length && text.length < 40; i++) {
    const char = characterAt(items, i);
    if (char === '' && items[i]?.kind !== 'mark') break;
    if (text !== '' && isSpace(char)) break;
    text += isSpace(char) ? '' : char;
  }
  return text;
}
