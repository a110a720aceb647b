import type { FormulaRun, Inline, InlineStyle, Picture } from '../markdown/slide-content.js';

/** A stretch of a word that is drawn at once. */
export type DrawnRun = {
  readonly kind: 'text';
  /** As it is written, and as regions know it. */
  readonly text: string;
  /** The glyphs that show it: `2` for `²`. */
  readonly drawn: string;
  readonly style: RunStyle;
};
export type RunStyle = InlineStyle & { readonly isFraction?: boolean };
export type Direction = 'ltr' | 'rtl';
/** Runs that stay on one line, and the spaces behind them. */
export type Word = { readonly kind: 'word'; readonly runs: (DrawnRun | FormulaRun)[]; spaces: number };
export type Piece = Word | Picture;

/** Letters of scripts that break a line anywhere. */
const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff\u{20000}-\u{3ffff}]/u;
/** A line does not begin with these, so they stay with what is before them. */
const STAYS = /^[，。！？；：、）】」』”’…—,.!?;:)\]%]/u;
/** Scripts that write their words without spaces; the JavaScript engine knows where they end. */
const UNSPACED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Which way a text runs: that of its first letter. Undefined when it has none. */
export function directionOf(text: string): Direction | undefined {
  const [letter] = /\p{L}/u.exec(text) ?? [];
  return letter === undefined ? undefined : RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}

export const textOf = ({ runs }: Word): string =>
  runs.map((run) => (run.kind === 'text' ? run.text : '')).join('');

/** Words with the spaces behind them; ideographs one by one, because a line may break between them. */
export function piecesOf(inlines: readonly Inline[]): Piece[] {
  const builder = new PieceBuilder();
  for (const inline of inlines) builder.add(inline);
  return builder.pieces;
}

class PieceBuilder {
  readonly pieces: Piece[] = [];
  #word: Word | undefined;

  add(inline: Inline): void {
    switch (inline.kind) {
      case 'text':
        return this.#text(inline.text, inline.style);
      case 'formula':
        return void this.#open().runs.push(inline);
      case 'picture':
        this.pieces.push(inline);
        this.#word = undefined;
        return;
      case 'break':
        this.#word = undefined;
    }
  }

  #open(): Word {
    if (this.#word) return this.#word;
    this.#word = { kind: 'word', runs: [], spaces: 0 };
    this.pieces.push(this.#word);
    return this.#word;
  }

  #text(text: string, style: InlineStyle): void {
    const breaks = breaksIn(text);
    for (const { 0: part, index } of text.matchAll(/\s+|[^\s]/gu)) {
      if (/^\s/.test(part)) {
        if (this.#word) this.#word.spaces = style.code ? part.length : 1;
        this.#word = undefined;
        continue;
      }
      const before = this.#word?.runs.at(-1);
      const last = before?.kind === 'text' ? before.text : '';
      const isNew = (WIDE.test(part) || WIDE.test(last) || breaks.has(index)) && !STAYS.test(part);
      if (before && isNew) this.#word = undefined;
      this.#append(part, style);
    }
  }

  #append(char: string, style: InlineStyle): void {
    const word = this.#open();
    const look = lookOf(char, style);
    const last = word.runs.at(-1);
    if (last?.kind === 'text' && last.style === look.style)
      word.runs[word.runs.length - 1] = { ...last, text: last.text + char, drawn: last.drawn + look.drawn };
    else word.runs.push({ kind: 'text', text: char, ...look });
  }
}

/** Offsets of words in scripts without spaces. */
function breaksIn(text: string): ReadonlySet<number> {
  if (!UNSPACED.test(text)) return new Set();
  const segments = new Intl.Segmenter('th', { granularity: 'word' }).segment(text);
  return new Set(
    Array.from(segments).flatMap(({ segment, index }) =>
      UNSPACED.test(segment) && index > 0 ? [index] : [],
    ),
  );
}

const SUPERSCRIPT = /^[\u00b2\u00b3\u00b9\u2070-\u207f]$/u;
const SUBSCRIPT = /^[\u2080-\u209c]$/u;
/** `⅓`: fonts have three of them, and set the others from their digits. */
const FRACTION = /^[\u2150-\u215f\u2189]$/u;

const raised = new WeakMap<InlineStyle, RunStyle>();
const lowered = new WeakMap<InlineStyle, RunStyle>();
const fractions = new WeakMap<InlineStyle, RunStyle>();

/** Signs that few fonts have are drawn from those that all have. */
function lookOf(char: string, style: InlineStyle): { readonly drawn: string; readonly style: RunStyle } {
  const plain = char.normalize('NFKC');
  if (SUPERSCRIPT.test(char)) return { drawn: plain, style: derived(raised, style, { shift: 'up' }) };
  if (SUBSCRIPT.test(char)) return { drawn: plain, style: derived(lowered, style, { shift: 'down' }) };
  if (FRACTION.test(char)) return { drawn: plain, style: derived(fractions, style, { isFraction: true }) };
  return { drawn: char, style };
}

/** The same object for the same style, so that neighbours are drawn as one run. */
function derived(
  known: WeakMap<InlineStyle, RunStyle>,
  style: InlineStyle,
  change: Partial<RunStyle>,
): RunStyle {
  const before = known.get(style);
  if (before) return before;
  const look = { ...style, ...change };
  known.set(style, look);
  return look;
}
