import { Marpit } from '@marp-team/marpit';
import { full as addEmoji } from 'markdown-it-emoji';
import type { DeckProblem } from '../deck.js';
import { DeckText } from './deck-text.js';
import {
  deckWideDirectives,
  directive,
  type Directives,
  directivesOf,
  pictureOf,
  placeOfDirective,
  unknownDeckWide,
  type UnknownDirective,
  unknownStyles,
} from './directives.js';
import { addFormulaRules, type RuleRegistry } from './formula-rules.js';
import { readBlocks } from './read-blocks.js';
import { readInlines } from './read-inlines.js';
import { isColor, isGradient } from './slide-color.js';
import type { Background, Inline, SlideContent } from './slide-content.js';
import { attributeOf, type Token } from './token.js';
import { unknownParts } from './unknown-parts.js';

export type MarkdownDeck = {
  readonly slides: readonly SlideContent[];
  readonly warnings: readonly DeckProblem[];
};

/** What Marpit leaves untyped. */
type MarkdownIt = RuleRegistry & {
  enable(rules: string[]): unknown;
  use(plugin: unknown, options: object): unknown;
  parse(markdown: string, environment: object): Token[];
  parseInline(markdown: string, environment: object): Token[];
};

/** Classes that our theme draws, Marp's names for them among them. */
const CLASSES = ['title', 'lead', 'dark', 'invert', 'question', 'cards'];

/** Reads a Marp deck. Every text is one; what Marp knows and we do not draw is warned of. */
export function readSlides(markdown: string, file: string): MarkdownDeck {
  const reader = makeReader();
  const tokens = reader.parse(markdown, {});
  const text = new DeckText(markdown.replace(/\r\n?/g, '\n')); // lines as markdown-it counts them
  const slides: SlideContent[] = [];
  const warnings: DeckProblem[] = deckWideDirectives(tokens, text).map((asked) => ({
    ...{ file, slide: 1, ...asked.place },
    ...unknownDeckWide(asked),
  }));
  const reported = new Set<string>(); // what several slides share is reported once
  for (let i = 0; i < tokens.length; i++) {
    const open = tokens[i];
    if (open?.type !== 'marpit_slide_open') continue;
    const end = closeAfter(tokens, i);
    const inside = tokens.slice(i + 1, end);
    const slide = readSlide(open, inside, { text, reader });
    slides.push(slide);
    const place = { file, slide: slides.length };
    warnings.push(...unknownParts(inside, text, place));
    for (const unknown of [...unknownStyles(directivesOf(open)), ...unknownClasses(slide)]) {
      const { problem } = unknown;
      if (reported.has(problem.message)) continue;
      reported.add(problem.message);
      warnings.push({ ...place, ...placeOfDirective(unknown, tokens, text), ...problem });
    }
    i = end;
  }
  return { slides, warnings };
}

function makeReader(): MarkdownIt {
  // as Marp itself: `color: #fff` needs no quotes
  const marpit = new Marpit({ looseYAML: true, markdown: { html: true, breaks: true, linkify: false } });
  const reader = marpit.markdown as MarkdownIt;
  reader.enable(['table', 'strikethrough']);
  reader.use(addEmoji, { shortcuts: {} });
  addFormulaRules(reader);
  return reader;
}

function closeAfter(tokens: readonly Token[], from: number): number {
  for (let i = from + 1; i < tokens.length; i++) if (tokens[i]?.type === 'marpit_slide_close') return i;
  return tokens.length;
}

const unknownClasses = ({ classes }: SlideContent): UnknownDirective[] =>
  classes
    .filter((name) => !CLASSES.includes(name))
    .map((name) => ({
      ...{ key: 'class', value: name },
      problem: {
        ...{ code: 'deck-class', params: { given: name.slice(0, 80) } },
        message: `The class '${name.slice(0, 80)}' changes nothing here.`,
        remedy: 'Use title, dark, question or cards.',
      },
    }));

type Reading = { readonly text: DeckText; readonly reader: MarkdownIt };

function readSlide(open: Token, inside: readonly Token[], { text, reader }: Reading): SlideContent {
  const directives = directivesOf(open);
  const page = Number(attributeOf(open, 'data-marpit-pagination'));
  // Marp puts them among the tokens, as blocks
  const body = withoutEdges(inside);
  const color = directive(directives, 'color');
  const edge = (name: 'header' | 'footer'): { readonly [Name in typeof name]?: readonly Inline[] } => {
    const source = directive(directives, name);
    if (source === undefined) return {};
    const [line] = reader.parseInline(source, {});
    return { [name]: readInlines(line?.children ?? [], { text, lines: null }) };
  };
  return {
    line: (open.map?.[0] ?? 0) + 1,
    blocks: readBlocks(body, text),
    backgrounds: backgroundsOf(body, directives, text),
    classes: (attributeOf(open, 'class') ?? '').split(/\s+/).filter((name) => name !== ''),
    ...(color !== undefined && isColor(color) ? { color } : {}),
    ...backgroundColorOf(directives),
    ...edge('header'),
    ...edge('footer'),
    ...(page > 0
      ? { page: { number: page, total: Number(attributeOf(open, 'data-marpit-pagination-total')) } }
      : {}),
    buildSteps: Number(attributeOf(open, 'data-marpit-fragments') ?? 0),
  };
}

/** A gradient is an image to CSS; to us it is what the slide is painted with. */
function backgroundColorOf(directives: Directives): { readonly backgroundColor?: string } {
  const image = directive(directives, 'backgroundImage');
  if (image !== undefined && isGradient(image)) return { backgroundColor: image };
  const color = directive(directives, 'backgroundColor');
  return color !== undefined && isColor(color) ? { backgroundColor: color } : {};
}

function withoutEdges(tokens: readonly Token[]): Token[] {
  let edge: string | undefined;
  return tokens.filter(({ type }) => {
    if (/^marpit_(?:header|footer)_open$/.test(type)) edge = type.replace('open', 'close');
    const isOutside = edge === undefined;
    if (type === edge) edge = undefined;
    return isOutside;
  });
}

type ImageMeta = {
  readonly marpitImage?: {
    readonly url: string;
    readonly background?: boolean;
    readonly backgroundSize?: string;
    /** `50%` in `![bg 50%]`. */
    readonly size?: string;
    readonly width?: string;
    readonly height?: string;
    readonly backgroundSplit?: 'left' | 'right';
    readonly backgroundSplitSize?: string;
  };
};

/** The pictures behind a slide: those among its text, and the one of the directive. */
function backgroundsOf(tokens: readonly Token[], directives: Directives, text: DeckText): Background[] {
  const listed = tokens.flatMap(({ children, map }) =>
    (children ?? []).flatMap((token) => backgroundOf({ ...token, map }, text)),
  );
  const file = pictureOf(directive(directives, 'backgroundImage'));
  if (file === undefined || file === '' || listed.some((one) => one.file === file)) return listed;
  const size = sizeOf(directive(directives, 'backgroundSize'));
  return [{ file, ...size, place: text.placeOf(file) }, ...listed];
}

/** `background-size` of CSS: one length is a width, whose height follows. */
function sizeOf(css: string | undefined): Pick<Background, 'fit' | 'size'> {
  if (css === 'contain') return { fit: 'contain' };
  const [width, height = 'auto', ...more] = css?.trim().split(/\s+/u) ?? [];
  const isSize = [width, height].every(
    (one) => one !== undefined && /^(?:auto|[\d.]+(?:px|%|em|rem)?)$/u.test(one),
  );
  return width !== undefined && isSize && more.length === 0
    ? { fit: 'contain', size: [width, height] }
    : { fit: 'cover' };
}

function backgroundOf(token: Token, text: DeckText): Background[] {
  const image = token.type === 'image' ? (token.meta as ImageMeta | null)?.marpitImage : undefined;
  if (!image?.background) return [];
  const { width, height } = image;
  const css = image.size ?? image.backgroundSize;
  const size = sizeOf(width || height ? `${width ?? css ?? 'auto'} ${height ?? css ?? 'auto'}` : css);
  const shown: Background = { file: image.url, ...size, place: text.placeOf(image.url, token.map) };
  if (!image.backgroundSplit) return [shown];
  const share = Number.parseFloat(image.backgroundSplitSize ?? '50%') / 100;
  return [{ ...shown, split: { side: image.backgroundSplit, share: Math.min(0.8, Math.max(0.1, share)) } }];
}
