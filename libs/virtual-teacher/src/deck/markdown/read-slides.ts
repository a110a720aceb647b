import { Marpit } from '@marp-team/marpit';
import type { DeckProblem } from '../deck.js';
import { readBlocks } from './read-blocks.js';
import type { Background, SlideContent } from './slide-content.js';
import { isColor } from './slide-color.js';
import type { Token } from './token.js';

/** Attributes and directives of a slide, as Marp knows them. */
type Directives = Readonly<Record<string, unknown>>;

export type MarkdownDeck = {
  readonly slides: readonly SlideContent[];
  readonly warnings: readonly DeckProblem[];
};

/** What Marpit leaves untyped. */
type MarkdownIt = {
  enable(rules: string[]): unknown;
  parse(markdown: string, environment: object): Token[];
};

/** Reads a Marp deck. Every text is one; what Marp knows and we do not draw is warned of. */
export function readSlides(markdown: string, file: string): MarkdownDeck {
  const marpit = new Marpit({ markdown: { html: true, breaks: true, linkify: false } });
  const reader = marpit.markdown as MarkdownIt;
  reader.enable(['table', 'strikethrough']);
  const tokens = reader.parse(markdown, {});
  const slides: SlideContent[] = [];
  const warnings: DeckProblem[] = [];
  const refused = new Set<string>();
  for (let i = 0; i < tokens.length; i++) {
    const open = tokens[i];
    if (open?.type !== 'marpit_slide_open') continue;
    const end = closeAfter(tokens, i);
    const inside = tokens.slice(i + 1, end);
    slides.push(readSlide(open, inside));
    for (const problem of unknownParts(inside, file, slides.length)) warnings.push(problem);
    for (const { name, value } of unknownStyles(directivesOf(open))) {
      if (refused.has(`${name} ${value}`)) continue; // what all slides share is told once
      refused.add(`${name} ${value}`);
      const line = lineOf(markdown, value) ?? (open.map?.[0] ?? 0) + 1;
      warnings.push({ file, slide: slides.length, line, ...unknownStyle(name, value) });
    }
    i = end;
  }
  return { slides, warnings };
}

/** As Marp writes it for `![bg](file)`. */
const PICTURE = /^url\("([^"()]*)"\)$/;

const directivesOf = (open: Token): Directives =>
  (open.meta as { marpitDirectives?: Directives } | null)?.marpitDirectives ?? {};

function textOf(directives: Directives, name: string): string | undefined {
  const value = Object.hasOwn(directives, name) ? directives[name] : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function closeAfter(tokens: readonly Token[], from: number): number {
  for (let i = from + 1; i < tokens.length; i++) if (tokens[i]?.type === 'marpit_slide_close') return i;
  return tokens.length;
}

/** Directives that are neither a colour nor a picture of the lesson. */
function unknownStyles(directives: Directives): { name: string; value: string }[] {
  return ['color', 'backgroundColor', 'backgroundImage'].flatMap((name) => {
    const value = textOf(directives, name);
    if (value === undefined) return [];
    return (name === 'backgroundImage' ? PICTURE.test(value) : isColor(value)) ? [] : [{ name, value }];
  });
}

/** A problem without its place. */
type Unplaced = Omit<DeckProblem, 'file' | 'line' | 'slide'>;

const unknownStyle = (name: string, value: string): Unplaced => ({
  code: name === 'backgroundImage' ? 'deck-background' : 'deck-color',
  params: { key: name, given: value.slice(0, 80) },
  message: `${name} is not drawn: ${value.slice(0, 80)}`,
  remedy:
    name === 'backgroundImage'
      ? 'Write ![bg](picture.png) with a picture of the lesson.'
      : 'Write one colour, such as #1b4d89, or one gradient of colours.',
});

/** Counted from 1. */
function lineOf(markdown: string, value: string): number | undefined {
  const at = markdown.indexOf(value);
  return at < 0 ? undefined : markdown.slice(0, at).split('\n').length;
}

function readSlide(open: Token, inside: readonly Token[]): SlideContent {
  const directives = directivesOf(open);
  const text = (name: string): string | undefined => textOf(directives, name);
  const colorOf = (name: string): string | undefined => {
    const value = text(name);
    return value !== undefined && isColor(value) ? value : undefined;
  };
  const attribute = (name: string): string | undefined => open.attrs?.find(([key]) => key === name)?.[1];
  const page = Number(attribute('data-marpit-pagination'));
  const backgroundImage = PICTURE.exec(text('backgroundImage') ?? '')?.[1];
  const backgrounds = inside.flatMap(({ children }) => (children ?? []).flatMap(backgroundOf));
  const isListed = backgrounds.some(({ file }) => file === backgroundImage);
  const color = colorOf('color');
  const backgroundColor = colorOf('backgroundColor');
  const [header, footer] = [text('header'), text('footer')];
  return {
    line: (open.map?.[0] ?? 0) + 1,
    blocks: readBlocks(inside),
    backgrounds:
      backgroundImage && !isListed ? [{ file: backgroundImage, fit: 'cover' }, ...backgrounds] : backgrounds,
    classes: (attribute('class') ?? '').split(/\s+/).filter((name) => name !== ''),
    ...(color === undefined ? {} : { color }),
    ...(backgroundColor === undefined ? {} : { backgroundColor }),
    ...(header === undefined ? {} : { header }),
    ...(footer === undefined ? {} : { footer }),
    ...(page > 0 ? { page: { number: page, total: Number(attribute('data-marpit-pagination-total')) } } : {}),
    buildSteps: Number(attribute('data-marpit-fragments') ?? 0),
  };
}

type ImageMeta = {
  readonly marpitImage?: {
    readonly url: string;
    readonly background?: boolean;
    readonly backgroundSize?: string;
    readonly backgroundSplit?: 'left' | 'right';
    readonly backgroundSplitSize?: string;
  };
};

function backgroundOf(token: Token): Background[] {
  const image = token.type === 'image' ? (token.meta as ImageMeta | null)?.marpitImage : undefined;
  if (!image?.background) return [];
  const fit = image.backgroundSize === 'contain' ? 'contain' : 'cover';
  const share = Number.parseFloat(image.backgroundSplitSize ?? '50%') / 100;
  if (!image.backgroundSplit) return [{ file: image.url, fit }];
  return [
    {
      file: image.url,
      fit,
      split: { side: image.backgroundSplit, share: Math.min(0.8, Math.max(0.1, share)) },
    },
  ];
}

/** HTML and style sheets are for browsers; there is none. */
function unknownParts(tokens: readonly Token[], file: string, slide: number): DeckProblem[] {
  const all = tokens.flatMap((token) => [
    token,
    ...(token.children ?? []).map((child) => ({ ...child, map: token.map })),
  ]);
  return all.flatMap((token) => {
    const problem = problemOf(token);
    if (problem === undefined) return [];
    return [{ file, slide, ...(token.map ? { line: token.map[0] + 1 } : {}), ...problem }];
  });
}

const CLASSES = 'Use Markdown and the classes title, dark, question and cards.';
/** `$$…$$`, or `$…$` that holds what prices do not. */
const FORMULA = /\$\$[^$]+\$\$|\$(?=[^\s$][^$\n]*\$)[^$\n]*[\\^_{=][^$\n]*\$/;

/** Why a part is not drawn as Marp would. */
function problemOf({ type, content }: Token): Unplaced | undefined {
  if (type === 'marpit_style')
    return { code: 'deck-style-sheet', message: 'Style sheets of a deck are not used.', remedy: CLASSES };
  if (/^html_/.test(type) && !/^<br\s*\/?>$|^<!--/i.test(content.trim()))
    return {
      ...{ code: 'deck-html', params: { given: firstLine(content) } },
      ...{ message: `HTML is not drawn: ${firstLine(content)}`, remedy: CLASSES },
    };
  const formula = type === 'text' ? FORMULA.exec(content)?.[0] : undefined;
  if (formula === undefined) return undefined;
  return {
    ...{ code: 'deck-formula', params: { given: firstLine(formula) } },
    message: `Formulas are not drawn: ${firstLine(formula)}`,
    remedy: 'Write it in plain text, such as ½ + ¼ or x², or put it in as a picture.',
  };
}

const firstLine = (text: string): string => text.trim().split('\n')[0]?.slice(0, 60) ?? '';
