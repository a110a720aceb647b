import { readableTex } from '@lockstep/lesson';
import { FontShelf, type FontStyle, lineMetrics } from '../fonts/font-shelf.js';
import type { FormulaRun, Inline } from '../markdown/slide-content.js';
import { box, glyphs, picture, type SlideElement, type Style } from './element.js';
import type { SlideFormulas } from './formulas.js';
import {
  type Direction,
  directionOf,
  type DrawnRun,
  type Piece,
  piecesOf,
  type RunStyle,
  textOf,
  type Word,
} from './pieces.js';
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

export type DrawnWord = {
  readonly text: string;
  readonly isPart: boolean;
  readonly isVisible: boolean;
  /** Room that has to be right of it, pixels. */
  readonly inset: number;
};

/** What a slide shows beside text. */
export type SlideAssets = { readonly pictures: SlidePictures; readonly formulas: SlideFormulas };

const LINE_HEIGHT = 1.32;
/** Raised and lowered text: its size, and how far its base line is from that of the text, em. */
const SHIFTED = { scale: 0.64, up: -0.36, down: 0.16 };

/** Sets text word by word, so that the place of each word is known. */
export class Pen {
  readonly shelf = new FontShelf();
  readonly words: DrawnWord[] = [];

  constructor(
    readonly theme: Theme,
    readonly assets: SlideAssets,
    /** Of all sizes, to make room. */
    readonly scale: number,
    /** Build step being drawn. */
    readonly step: number,
  ) {}

  isVisible = true;
  /** Right of all words of the table that is being drawn, pixels. */
  inset = 0;
  /** Words of header and footer are nothing that a teacher points at. */
  isNoting = true;

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
    const pieces = piecesOf(inlines);
    const direction =
      directionOf(pieces.map((piece) => (piece.kind === 'word' ? textOf(piece) : '')).join(' ')) ?? 'ltr';
    const parts: SlideElement[] = [];
    for (const group of groupsOf(pieces, direction)) {
      const drawn: SlideElement[] = [];
      for (const piece of group.pieces) drawn.push(await this.#piece(piece, group.direction, setting));
      if (group.direction === direction) parts.push(...drawn);
      else {
        const style = {
          flexWrap: 'wrap',
          maxWidth: '100%',
          ...marginOf(group.spaces * spaceOf(setting), direction),
        };
        parts.push(box({ ...style, ...rowOf(group.direction) }, drawn));
      }
    }
    const isDisplayed = inlines.length === 1 && inlines[0]?.kind === 'formula' && inlines[0].isDisplayed;
    const justifyContent = isDisplayed ? 'center' : alignItems(setting.align);
    return box(
      { flexWrap: 'wrap', alignItems: 'center', justifyContent, maxWidth: '100%', ...rowOf(direction) },
      parts,
    );
  }

  #piece(piece: Piece, direction: Direction, setting: Setting): Promise<SlideElement> | SlideElement {
    if (piece.kind === 'word') return this.#word(piece, direction, setting);
    const { src, width, height } = this.assets.pictures.sized(
      piece.file,
      piece.width,
      piece.height,
      this.scale,
    );
    return picture(src, width, height, { borderRadius: 14 * this.scale });
  }

  /** Pieces of one word stay on one line. */
  async #word(word: Word, direction: Direction, setting: Setting): Promise<SlideElement> {
    const key = this.#note(
      word.runs.map((run) => (run.kind === 'text' ? run.text : readableTex(run.tex))).join(''),
      false,
    );
    const isWhole = word.runs.length === 1;
    const inner = directionOf(textOf(word)) ?? 'ltr'; // 3/4 is 3/4 in Arabic, too
    const children: SlideElement[] = [];
    for (const run of word.runs) {
      if (run.kind === 'formula') {
        children.push(await this.#formula(run, setting));
        continue;
      }
      const isOff = run.style.strong || run.style.emphasis || run.style.code;
      const part = !isWhole && isOff ? this.#note(run.text, true) : null;
      children.push(await this.#run(run, inner, setting, part));
    }
    const margin = marginOf(word.spaces * spaceOf(setting), direction);
    return box({ ...margin, ...rowOf(inner), alignItems: 'center', flexShrink: 0 }, children, key);
  }

  async #formula(run: FormulaRun, setting: Setting): Promise<SlideElement> {
    const { ascent, descent } = await lineMetrics({ role: setting.role, bold: false, italic: false });
    const baseline = ((ascent - descent) / 2) * setting.size;
    const drawn = this.assets.formulas.draw(run, setting.size, setting.color, baseline);
    if (drawn) return drawn;
    const style = { strong: false, emphasis: false, code: true, struck: false, link: false };
    return this.#run({ kind: 'text', text: run.tex, drawn: run.tex, style }, 'ltr', setting, null);
  }

  async #run(
    run: DrawnRun,
    direction: Direction,
    setting: Setting,
    key: string | null,
  ): Promise<SlideElement> {
    const { strong, emphasis, code, struck, link, underlined, isFraction } = run.style;
    const font = {
      role: code ? ('code' as const) : setting.role,
      bold: strong || (setting.bold ?? false),
      italic: emphasis,
    };
    const fontFamily = await this.shelf.familyOf(run.drawn, font);
    const size =
      setting.size * (code && setting.role !== 'code' ? 0.86 : 1) * (strong ? (setting.boldScale ?? 1) : 1);
    const lines = [...(struck ? ['line-through'] : []), ...(link || underlined ? ['underline'] : [])];
    const style: Style = {
      fontFamily,
      fontSize: size,
      lineHeight: setting.lineHeight ?? LINE_HEIGHT,
      color: this.#colorOf(run.style, setting),
      ...this.#backOf(run.style, setting),
      ...(lines.length > 0 ? { textDecoration: lines.join(' ') } : {}),
      ...(direction === 'rtl' ? { direction } : {}),
      ...(isFraction ? { fontFeatureSettings: '"frac" 1' } : {}),
      ...(run.style.shift ? await shifted(run.style.shift, size, setting, font) : {}),
    };
    return glyphs(run.drawn, style, key);
  }

  #backOf({ code, marked }: RunStyle, setting: Setting): Style {
    if (marked) return { backgroundColor: this.theme.mark };
    if (!code || setting.role === 'code') return {};
    const padding = `0 ${String(8 * this.scale)}px`;
    return { backgroundColor: this.theme.line, borderRadius: 8 * this.scale, padding };
  }

  #colorOf({ strong, emphasis, link }: RunStyle, setting: Setting): string {
    if (setting.quiet) return setting.color;
    if (strong) return this.theme.accent;
    return emphasis || link ? this.theme.second : setting.color;
  }

  #note(text: string, isPart: boolean): string | null {
    if (!this.isNoting) return null;
    this.words.push({ text, isPart, isVisible: this.isVisible, inset: this.inset });
    return `word-${String(this.words.length - 1)}`;
  }
}

/** Smaller, in a line as high as the others, moved from where that would set it. */
async function shifted(
  shift: 'up' | 'down',
  size: number,
  setting: Setting,
  font: FontStyle,
): Promise<Style> {
  const { ascent, descent } = await lineMetrics(font);
  const { scale } = SHIFTED;
  const sunk = ((ascent - descent) / 2) * (1 - scale);
  return {
    fontSize: size * scale,
    lineHeight: (setting.lineHeight ?? LINE_HEIGHT) / scale,
    position: 'relative',
    top: (sunk + SHIFTED[shift]) * size,
  };
}

export const alignItems = (align: Setting['align']): string =>
  align === 'center' ? 'center' : align === 'right' ? 'flex-end' : 'flex-start';

/** A row whose first entry stands where its direction begins. */
export const rowOf = (direction: Direction): Style =>
  direction === 'rtl' ? { flexDirection: 'row-reverse' } : { flexDirection: 'row' };

/** Of a space, pixels. */
const spaceOf = ({ size, role }: Setting): number => size * (role === 'code' ? 0.6 : 0.24);
/** Room behind a word. */
const marginOf = (space: number, direction: Direction): Style =>
  direction === 'rtl' ? { marginLeft: space } : { marginRight: space };

/** `spaces` stand behind it, where the direction of the line is the other one. */
type Group = { readonly direction: Direction; readonly pieces: Piece[]; readonly spaces: number };

/** Neighbours that run the same way; what has no direction goes with what is before it. */
function groupsOf(pieces: readonly Piece[], base: Direction): Group[] {
  const groups: Group[] = [];
  for (const [i, piece] of pieces.entries()) {
    const own = piece.kind === 'word' ? directionOf(textOf(piece)) : base;
    const last = groups.at(-1);
    const isBetween = own === undefined && last && last.direction === nextDirection(pieces, i);
    const direction = own ?? (isBetween ? last.direction : base);
    if (last?.direction === direction) last.pieces.push(piece);
    else groups.push({ direction, pieces: [piece], spaces: 0 });
  }
  return groups.map((group) => (group.direction === base ? group : withoutLastSpace(group)));
}

function withoutLastSpace({ direction, pieces }: Group): Group {
  const last = pieces.at(-1);
  if (last?.kind !== 'word') return { direction, pieces, spaces: 0 };
  return { direction, pieces: [...pieces.slice(0, -1), { ...last, spaces: 0 }], spaces: last.spaces };
}

function nextDirection(pieces: readonly Piece[], after: number): Direction | undefined {
  const next = pieces[after + 1];
  return next?.kind === 'word' ? directionOf(textOf(next)) : undefined;
}

function splitAt(inlines: readonly Inline[], kind: 'break'): Inline[][] {
  const lines: Inline[][] = [[]];
  for (const inline of inlines) {
    if (inline.kind === kind) lines.push([]);
    else lines.at(-1)?.push(inline);
  }
  return lines.filter((line, i) => line.length > 0 || i < lines.length - 1);
}
