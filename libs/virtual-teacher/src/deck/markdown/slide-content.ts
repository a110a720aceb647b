import type { DeckPlace } from './deck-text.js';

/** What a Markdown slide says, freed of its syntax. */
export type InlineStyle = {
  readonly strong: boolean;
  readonly emphasis: boolean;
  readonly code: boolean;
  readonly struck: boolean;
  readonly link: boolean;
  readonly underlined?: boolean;
  readonly marked?: boolean;
  /** Above or below the line, and smaller. */
  readonly shift?: 'up' | 'down';
};

/** Text without a change of style. */
export type TextRun = { readonly kind: 'text'; readonly text: string; readonly style: InlineStyle };
export type LineBreak = { readonly kind: 'break' };
export type FormulaRun = {
  readonly kind: 'formula';
  readonly tex: string;
  /** On a line of its own, as TeX sets it there. */
  readonly isDisplayed: boolean;
  readonly place: DeckPlace;
};
export type Picture = {
  readonly kind: 'picture';
  readonly file: string;
  readonly alt: string;
  readonly place: DeckPlace;
  /** In pixels of a slide 1280 wide, or a part of it. */
  readonly width?: string;
  readonly height?: string;
};
export type Inline = TextRun | LineBreak | FormulaRun | Picture;

/** Shown from this build step on; 0 from the beginning. */
type Built = { readonly fromStep: number };
/** `isDone`: of a task list. */
export type ListItem = Built & { readonly blocks: readonly Block[]; readonly isDone?: boolean };
export type TableCell = { readonly align: 'left' | 'center' | 'right'; readonly inlines: readonly Inline[] };

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly inlines: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly ListItem[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly head: readonly TableCell[];
      readonly rows: readonly (readonly TableCell[])[];
    }
  | { readonly kind: 'rule' };

export type Background = {
  readonly file: string;
  readonly place: DeckPlace;
  readonly fit: 'cover' | 'contain';
  /** In place of `fit`: width and height as CSS writes them, `50%`, `300px` or `auto`; in the middle of its part. */
  readonly size?: readonly [width: string, height: string];
  /** Takes this part of the slide, from that side; all of it when absent. */
  readonly split?: { readonly side: 'left' | 'right'; readonly share: number };
};

export type SlideContent = {
  /** First line in its file, counted from 1. */
  readonly line: number;
  readonly blocks: readonly Block[];
  readonly backgrounds: readonly Background[];
  readonly classes: readonly string[];
  readonly color?: string;
  readonly backgroundColor?: string;
  readonly header?: readonly Inline[];
  readonly footer?: readonly Inline[];
  /** `3 of 8`, when the deck counts its pages. */
  readonly page?: { readonly number: number; readonly total: number };
  /** Build steps after the first look. */
  readonly buildSteps: number;
};

/** Every stretch of text of a block and of those in it. */
export function inlinesOf(blocks: readonly Block[]): Inline[] {
  return blocks.flatMap((block): readonly Inline[] => {
    switch (block.kind) {
      case 'list':
        return block.items.flatMap((item) => inlinesOf(item.blocks));
      case 'quote':
        return inlinesOf(block.blocks);
      case 'table':
        return [block.head, ...block.rows].flat().flatMap((cell) => cell.inlines);
      case 'heading':
      case 'paragraph':
        return block.inlines;
      default:
        return [];
    }
  });
}
