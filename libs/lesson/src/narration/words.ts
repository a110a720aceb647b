import {
  isIdeograph,
  isOpening,
  isSpace,
  isSpeakable,
  isWidePunctuation,
  isWordCharacter,
} from './characters.js';
import type { Item, MarkItem, NarrationProblem, Span } from './lexer.js';

/** A word to say and what happens on its first sound. */
export type NarrationWord = Span & {
  /** As captions show it, with the punctuation that touches it. */
  readonly written: string;
  /** As the voice says it; may be several words: `nee how,`. */
  readonly spoken: string;
  readonly emphasis: boolean;
  readonly marks: readonly MarkItem[];
};

type Draft = {
  written: string;
  spoken: string;
  emphasis: boolean;
  marks: MarkItem[];
  from: number;
  to: number;
  /** Whether white space stands before it in captions. */
  spaced: boolean;
};

export type Words = {
  readonly words: readonly (NarrationWord & { readonly spaced: boolean })[];
  /** Marks after the last word: they happen when it has been said. */
  readonly endMarks: readonly MarkItem[];
  readonly problems: readonly NarrationProblem[];
};

/** Words of one sentence. Scripts without spaces are cut by the dictionary of the JavaScript engine. */
export function splitWords(items: readonly Item[], language: string): Words {
  const builder = new WordBuilder(language);
  for (const item of items) builder.add(item);
  return builder.end();
}

type Glyph = Span & { readonly text: string; readonly emphasis: boolean };

const segmenters = new Map<string, Intl.Segmenter>();

/** Making one takes milliseconds. */
function segmenterFor(language: string): Intl.Segmenter {
  const locale = /^(zh|ja)\b/.exec(language)?.[1] ?? 'zh';
  const segmenter = segmenters.get(locale) ?? new Intl.Segmenter(locale, { granularity: 'word' });
  segmenters.set(locale, segmenter);
  return segmenter;
}

class WordBuilder {
  readonly #words: Draft[] = [];
  readonly #problems: NarrationProblem[] = [];
  readonly #segmenter: Intl.Segmenter;
  #marks: MarkItem[] = [];
  /** Letters of a script with spaces, or ideographs: never both. */
  #run: Glyph[] = [];
  /** Opening punctuation, for the next word. */
  #prefix: Glyph[] = [];
  #spaced = false;
  /** Marks met inside the run, after its letters. */
  #inside: MarkItem[] = [];

  constructor(language: string) {
    this.#segmenter = segmenterFor(language);
  }

  add(item: Item): void {
    if (item.kind === 'mark') this.#mark(item);
    else if (item.kind === 'pronounced') {
      this.#flush();
      this.#push([item], item.spoken);
    } else if (isSpace(item.text)) this.#space(item);
    else this.#character(item);
  }

  end(): Words {
    this.#flush();
    const last = this.#words.at(-1);
    if (last) this.#append(last, this.#prefix);
    return { words: this.#words, endMarks: this.#marks, problems: this.#problems };
  }

  #space(glyph: Glyph): void {
    this.#flush();
    const { text } = glyph;
    // what waits for its word keeps its distance: `( and` as it is written
    if (this.#prefix.length > 0 && this.#prefix.at(-1)?.text !== ' ')
      this.#prefix.push({ ...glyph, text: ' ' });
    const last = this.#words.at(-1)?.written.at(-1) ?? '';
    // A line feed between ideographs is the author's line end, not a space.
    this.#spaced = !(text === '\n' && (isIdeograph(last) || isWidePunctuation(last))) || this.#spaced;
  }

  #mark(item: MarkItem): void {
    const isInWord = this.#run.some(({ text }) => isWordCharacter(text) && !isIdeograph(text));
    if (isInWord) this.#inside.push(item);
    else {
      this.#flush();
      this.#marks.push(item);
    }
  }

  #character(glyph: Glyph): void {
    if (this.#inside.length > 0 && isWordCharacter(glyph.text)) this.#bindInside();
    const before = this.#run.at(-1);
    const isWide = isIdeograph(glyph.text);
    const isBorder = before && isIdeograph(before.text) !== isWide;
    const isEmphasisBorder = before && isWide && before.emphasis !== glyph.emphasis;
    if (isWidePunctuation(glyph.text) || isBorder || isEmphasisBorder || this.#isAfterDash(glyph))
      this.#flush();
    if (isWidePunctuation(glyph.text)) this.#punctuation([glyph]);
    else this.#run.push(glyph);
  }

  /** A dash joins sentences, not words; between digits it is a range. */
  #isAfterDash(glyph: Glyph): boolean {
    const [before, dash] = this.#run.slice(-2);
    if (dash === undefined || !/[—–]/.test(dash.text)) return false;
    return !(/\d/.test(before?.text ?? '') && /[\d$€£¥]/.test(glyph.text));
  }

  /** A mark inside a word happens where the word begins: half a word has no time of its own. */
  #bindInside(): void {
    for (const { from, to } of this.#inside) {
      const message = 'This mark stands inside a word, and happens when the word begins.';
      const remedy = 'Put it before the word.';
      this.#problems.push({ severity: 'warning', code: 'mark-inside-word', message, remedy, from, to });
    }
    this.#marks.push(...this.#inside);
    this.#inside = [];
  }

  #flush(): void {
    const run = this.#run;
    this.#run = [];
    const text = run.map((glyph) => glyph.text).join('');
    if (run.length > 0) {
      if (!isSpeakable(text)) this.#punctuation(run);
      else if (isIdeograph(run[0]?.text ?? '')) this.#ideographs(run, text);
      else this.#push(run);
    }
    this.#marks.push(...this.#inside);
    this.#inside = [];
  }

  #ideographs(run: readonly Glyph[], text: string): void {
    let taken = 0;
    for (const { segment } of this.#segmenter.segment(text)) {
      const count = [...segment].length;
      this.#push(run.slice(taken, taken + count));
      taken += count;
    }
  }

  #punctuation(glyphs: readonly Glyph[]): void {
    const last = this.#words.at(-1);
    const first = glyphs[0]?.text ?? '';
    const isStraight = first === '"' || first === "'"; // opens after a space, closes after a word
    const isPending = this.#prefix.length > 0; // the order of characters stays
    if (!last || isPending || (isOpening(first) && (!isStraight || this.#spaced)))
      this.#prefix.push(...glyphs);
    else this.#append(last, glyphs);
  }

  #append(word: Draft, glyphs: readonly Glyph[]): void {
    const text = glyphs
      .map((glyph) => glyph.text)
      .join('')
      .trimEnd();
    if (text === '') return;
    const isClose = /^[.,;:!?…)\]}”’»%]/.test(text); // a mark may stand between a word and its comma
    const space = this.#spaced && !(isClose && this.#marks.length > 0) ? ' ' : '';
    word.written += space + text;
    word.spoken += space + text;
    word.to = glyphs.at(-1)?.to ?? word.to;
    this.#spaced = false;
  }

  #push(glyphs: readonly Glyph[], spoken?: string): void {
    const all = [...this.#prefix, ...glyphs];
    const opening = this.#prefix.map(({ text }) => text).join('');
    const written = glyphs.map(({ text }) => text).join('');
    this.#words.push({
      written: opening + written,
      spoken: opening + (spoken ?? written),
      emphasis: glyphs.some(({ emphasis }) => emphasis),
      marks: this.#marks,
      from: all[0]?.from ?? 0,
      to: all.at(-1)?.to ?? 0,
      spaced: this.#spaced,
    });
    this.#marks = [];
    this.#prefix = [];
    this.#spaced = false;
  }
}
