import { FontShelf, type FontStyle } from '../fonts.js';
import type { Inline, InlineStyle, TextRun } from '../markdown/slide-content.js';
import { box, glyphs, picture, type SlideElement, type Style } from './element.js';
import type { SlidePictures } from './slide-pictures.js';
import type { Theme } from './theme.js';

/** How a stretch of text is set. */
export type Setting = {
  readonly role: FontStyle['role'];
  /** Pixels. */
  readonly size: number;
  readonly color: string;
  readonly bold?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  /** Of the size. */
  readonly lineHeight?: number;
  /** Bold words are larger by this. */
  readonly boldScale?: number;
  /** Bold words keep their colour where all is bold. */
  readonly quiet?: boolean;
};

export type DrawnWord = { readonly text: string; readonly isPart: boolean; readonly isVisible: boolean };

/** Letters of scripts that break a line anywhere. */
const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff\u{20000}-\u{3ffff}]/u;
/** A line does not begin with these, so they stay with what is before them. */
const STAYS = /^[，。！？；：、）】」』”’…—,.!?;:)\]%]/u;

/** Sets text word by word, so that the place of each word is known. */
export class Pen {
  readonly shelf = new FontShelf();
  readonly words: DrawnWord[] = [];

  constructor(
    readonly theme: Theme,
    readonly pictures: SlidePictures,
    /** Of all sizes, to make room. */
    readonly scale: number,
    /** Build step being drawn. */
    readonly step: number,
  ) {}

  isVisible = true;

  px(size: number): number {
    return size * this.scale;
  }

  /** Text that wraps. */
  async text(inlines: readonly Inline[], setting: Setting): Promise<SlideElement> {
    const lines: SlideElement[] = [];
    for (const line of splitAt(inlines, 'break')) lines.push(await this.#line(line, setting));
    if (lines.length === 1 && lines[0]) return lines[0];
    return box({ flexDirection: 'column', alignItems: alignItems(setting.align) }, lines);
  }

  async #line(inlines: readonly Inline[], setting: Setting): Promise<SlideElement> {
    const parts: SlideElement[] = [];
    for (const piece of piecesOf(inlines)) {
      if (piece.kind === 'picture') parts.push(this.#picture(piece.file, piece.width, piece.height));
      else parts.push(await this.#word(piece, setting));
    }
    const justifyContent = alignItems(setting.align);
    return box({ flexWrap: 'wrap', alignItems: 'center', justifyContent, maxWidth: '100%' }, parts);
  }

  /** Pieces of one word stay on one line. */
  async #word(word: Word, setting: Setting): Promise<SlideElement> {
    const key = this.#note(textOf(word.runs), false);
    const space = word.spaces * setting.size * (setting.role === 'code' ? 0.6 : 0.24);
    const isWhole = word.runs.length === 1;
    const children: SlideElement[] = [];
    for (const run of word.runs) {
      const isOff = run.style.strong || run.style.emphasis || run.style.code;
      children.push(await this.#run(run, setting, !isWhole && isOff ? this.#note(run.text, true) : null));
    }
    return box({ marginRight: space, flexShrink: 0 }, children, key);
  }

  async #run(run: TextRun, setting: Setting, key: string | null): Promise<SlideElement> {
    const { strong, emphasis, code, struck, link } = run.style;
    const role = code ? 'code' : setting.role;
    const bold = strong || (setting.bold ?? false);
    const fontFamily = await this.shelf.familyOf(run.text, { role, bold, italic: emphasis });
    const style: Style = {
      fontFamily,
      fontSize:
        setting.size * (code && setting.role !== 'code' ? 0.86 : 1) * (strong ? (setting.boldScale ?? 1) : 1),
      lineHeight: setting.lineHeight ?? 1.32,
      color: this.#colorOf(run.style, setting),
      ...(code && setting.role !== 'code'
        ? {
            backgroundColor: this.theme.line,
            borderRadius: 8 * this.scale,
            padding: `0 ${String(8 * this.scale)}px`,
          }
        : {}),
      ...(struck ? { textDecoration: 'line-through' } : {}),
      ...(link ? { textDecoration: 'underline' } : {}),
    };
    return glyphs(run.text, style, key);
  }

  #colorOf({ strong, emphasis, link }: InlineStyle, setting: Setting): string {
    if (setting.quiet) return setting.color;
    if (strong) return this.theme.accent;
    return emphasis || link ? this.theme.second : setting.color;
  }

  #picture(file: string, width?: string, height?: string): SlideElement {
    const { src, width: w, height: h } = this.pictures.sized(file, width, height, this.scale);
    return picture(src, w, h, { borderRadius: 14 * this.scale });
  }

  #note(text: string, isPart: boolean): string {
    this.words.push({ text, isPart, isVisible: this.isVisible });
    return `word-${String(this.words.length - 1)}`;
  }
}

export const alignItems = (align: Setting['align']): string =>
  align === 'center' ? 'center' : align === 'right' ? 'flex-end' : 'flex-start';

type Word = { readonly kind: 'word'; readonly runs: TextRun[]; spaces: number };
type Piece = Word | Extract<Inline, { kind: 'picture' }>;

const textOf = (runs: readonly TextRun[]): string => runs.map(({ text }) => text).join('');

function splitAt(inlines: readonly Inline[], kind: 'break'): Inline[][] {
  const lines: Inline[][] = [[]];
  for (const inline of inlines) {
    if (inline.kind === kind) lines.push([]);
    else lines.at(-1)?.push(inline);
  }
  return lines.filter((line, i) => line.length > 0 || i < lines.length - 1);
}

/** Words with the spaces behind them; ideographs one by one, for a line may break between them. */
function piecesOf(inlines: readonly Inline[]): Piece[] {
  const pieces: Piece[] = [];
  let word: Word | undefined;
  for (const inline of inlines) {
    if (inline.kind === 'picture') pieces.push(inline);
    if (inline.kind !== 'text') {
      word = undefined;
      continue;
    }
    for (const [part] of inline.text.matchAll(/\s+|[^\s]/gu)) {
      if (/^\s/.test(part)) {
        if (word) word.spaces = inline.style.code ? part.length : 1;
        word = undefined;
        continue;
      }
      const before = word?.runs.at(-1);
      const isNew = before && (WIDE.test(part) || WIDE.test(before.text)) && !STAYS.test(part);
      if (!word || isNew) {
        word = { kind: 'word', runs: [], spaces: 0 };
        pieces.push(word);
      }
      const last = word.runs.at(-1);
      if (last && last.style === inline.style)
        word.runs[word.runs.length - 1] = { ...last, text: last.text + part };
      else word.runs.push({ kind: 'text', text: part, style: inline.style });
    }
  }
  return pieces;
}
