import satori, { type SatoriOptions } from 'satori';
import sharp from 'sharp';
import { type DeckPicture, type DeckWord, SLIDE_HEIGHT, SLIDE_WIDTH } from '../deck.js';
import {
  type Background,
  type Block,
  type Inline,
  inlinesOf,
  type SlideContent,
} from '../markdown/slide-content.js';
import { drawBlocks } from './draw-blocks.js';
import { box, picture, type SlideElement } from './element.js';
import { directionOf } from './pieces.js';
import { Pen, type SlideAssets } from './pen.js';
import { hasCards, isTitle, type Theme, themeOf } from './theme.js';

const MARGIN = { x: 110, top: 84, bottom: 84 };
/** Below this, nobody in the last row reads it. */
const SMALLEST_SCALE = 0.42;

export type DrawnSlide = {
  /** Encoded while the next one is laid out. */
  readonly picture: Promise<DeckPicture>;
  /** Not everything found room. */
  readonly isOverfull: boolean;
  readonly missingCharacters: readonly string[];
  /** What everything was scaled by to find room. */
  readonly scale: number;
};

/** Draws a slide at one of its build steps; smaller when it would not fit otherwise. */
export async function drawSlide(
  content: SlideContent,
  step: number,
  assets: SlideAssets,
  startScale = 1,
): Promise<DrawnSlide> {
  const theme = coloursOf(content);
  for (let scale = startScale; ;) {
    const pen = new Pen(theme, assets, scale, step);
    const layout = await lay(content, pen);
    const isOverfull = layout.overflow > 1.001;
    if (!isOverfull || scale <= SMALLEST_SCALE) {
      const picture = encoded(layout);
      picture.catch(() => undefined); // the callers that wait for it report it
      return { picture, isOverfull, missingCharacters: [...pen.shelf.missing], scale };
    }
    // Height shrinks faster than the scale, because lines hold more words.
    scale = Math.max(SMALLEST_SCALE, Math.min(scale - 0.04, scale / Math.sqrt(layout.overflow)));
  }
}

async function encoded({ svg, words }: Layout): Promise<DeckPicture> {
  const { data, info } = await sharp(Buffer.from(svg))
    .webp({ quality: 92, effort: 3, smartSubsample: true })
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  return { bytes: data, mediaType: 'image/webp', width, height, words };
}

function coloursOf({ classes, color, backgroundColor }: SlideContent): Theme {
  const theme = themeOf(classes);
  return {
    ...theme,
    ...(color === undefined ? {} : { ink: color }),
    ...(backgroundColor === undefined ? {} : { background: backgroundColor, shapes: [] }),
  };
}

type Layout = { readonly svg: string; readonly words: DeckWord[]; readonly overflow: number };
type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

async function lay(content: SlideContent, pen: Pen): Promise<Layout> {
  const boxes = new Map<string, Box>();
  const element = await slideElement(content, pen);
  const options: SatoriOptions = {
    width: SLIDE_WIDTH,
    height: SLIDE_HEIGHT,
    fonts: pen.shelf.fonts,
    graphemeImages: pen.shelf.emoji,
    onNodeDetected: ({ key, left, top, width, height }) => {
      if (key !== undefined && key !== null) boxes.set(String(key), { left, top, width, height });
    },
  };
  const svg = await satori(element, options);
  return { svg, words: wordsIn(pen, boxes), overflow: overflowOf(boxes, pen) };
}

function wordsIn(pen: Pen, boxes: ReadonlyMap<string, Box>): DeckWord[] {
  const part = (value: number, whole: number): number =>
    Math.round(Math.min(1, Math.max(0, value / whole)) * 1e4) / 1e4;
  return pen.words.flatMap(({ text, isPart, isVisible }, i) => {
    const place = boxes.get(`word-${String(i)}`);
    if (!place || !isVisible) return [];
    const x = part(place.left, SLIDE_WIDTH);
    const y = part(place.top, SLIDE_HEIGHT);
    const region = {
      x,
      y,
      width: Math.min(1 - x, part(place.width, SLIDE_WIDTH)),
      height: Math.min(1 - y, part(place.height, SLIDE_HEIGHT)),
    };
    return [{ text, region, ...(isPart ? { isPart } : {}) }];
  });
}

/** How much more room the text needs than there is: 1 when it fits. */
function overflowOf(boxes: ReadonlyMap<string, Box>, { words }: Pen): number {
  const area = boxes.get('content');
  const head = boxes.get('head');
  const body = boxes.get('body');
  if (!area || !body) return 1;
  const height = ((head?.height ?? 0) + body.height) / area.height;
  const right = words.reduce((furthest, { inset }, i) => {
    const place = boxes.get(`word-${String(i)}`);
    return place ? Math.max(furthest, place.left + place.width + inset - area.left) : furthest;
  }, 0);
  return Math.max(1, height, right / area.width);
}

async function slideElement(content: SlideContent, pen: Pen): Promise<SlideElement> {
  const { theme } = pen;
  const split = splitOf(content.backgrounds);
  const room = SLIDE_WIDTH - 2 * MARGIN.x;
  const taken = split ? split.share * SLIDE_WIDTH - MARGIN.x / 2 : 0;
  const left = MARGIN.x + (split?.side === 'left' ? taken : 0);
  const shapes = content.backgrounds.length > 0 ? [] : theme.shapes;
  return box(
    { width: SLIDE_WIDTH, height: SLIDE_HEIGHT, position: 'relative', ...backgroundStyle(theme.background) },
    [
      ...shapes.map(({ color, size, ...at }) =>
        box({
          position: 'absolute',
          ...at,
          width: size,
          height: size,
          borderRadius: size,
          backgroundColor: color,
        }),
      ),
      ...backgroundsOf(content, pen),
      await contentElement(content, pen, { left, width: room - taken }),
      ...(await edgesOf(content, pen)),
    ],
  );
}

const backgroundStyle = (background: string): Record<string, string> =>
  background.includes('gradient(') ? { backgroundImage: background } : { backgroundColor: background };

/** As in Marp, the last picture that takes a side decides for all. */
const splitOf = (backgrounds: readonly Background[]): Background['split'] =>
  backgrounds.findLast(({ split }) => split)?.split;

/** Several stand beside each other. */
function backgroundsOf({ backgrounds }: SlideContent, pen: Pen): SlideElement[] {
  const split = splitOf(backgrounds);
  const whole = split ? SLIDE_WIDTH * split.share : SLIDE_WIDTH;
  const start = split?.side === 'right' ? SLIDE_WIDTH - whole : 0;
  const width = whole / backgrounds.length;
  return backgrounds.flatMap(({ file, fit, size }, i) => {
    const src = pen.assets.pictures.source(file);
    if (src === undefined) return [];
    if (size !== undefined) {
      const part = { width, height: SLIDE_HEIGHT };
      const drawn = pen.assets.pictures.backgroundSize(file, size, part);
      const middle = {
        position: 'absolute',
        left: (width - drawn.width) / 2,
        top: (SLIDE_HEIGHT - drawn.height) / 2,
      };
      const place = { position: 'absolute', left: start + i * width, top: 0, overflow: 'hidden', ...part };
      return [box(place, [picture(src, drawn.width, drawn.height, middle)])];
    }
    const place = { position: 'absolute', left: start + i * width, top: 0, objectFit: fit };
    return [picture(src, width, SLIDE_HEIGHT, place)];
  });
}

/** The first headings stand at the top; the rest has the middle of what remains. */
async function contentElement(
  { blocks, classes }: SlideContent,
  pen: Pen,
  { left, width }: { left: number; width: number },
): Promise<SlideElement> {
  const isCover = isTitle(classes);
  const headings = blocks.findIndex((block) => block.kind !== 'heading');
  const head = headings < 0 ? blocks : blocks.slice(0, headings);
  const rest = headings < 0 ? [] : blocks.slice(headings);
  const drawnHead = await headElement(head, pen, isCover);
  const setting = { size: isCover ? 50 : bodySize(rest), align: 'left' as const, cards: hasCards(classes) };
  const area = isCover ? Math.min(width, 1040) : width;
  const style = {
    position: 'absolute',
    left,
    top: MARGIN.top,
    width: area,
    height: SLIDE_HEIGHT - MARGIN.top - MARGIN.bottom,
    flexDirection: 'column',
    justifyContent: isCover ? 'center' : 'flex-start',
  };
  const bodyStyle = {
    flexDirection: 'column',
    flexShrink: 0,
    width: area,
    paddingTop: rest.length > 0 ? pen.px(34) : 0,
  };
  const body = box(bodyStyle, await drawBlocks(rest, pen, setting), 'body');
  const room = {
    flexDirection: 'column',
    justifyContent: 'center',
    flexGrow: isCover ? 0 : 1,
    flexShrink: 0,
  };
  return box(style, [drawnHead, box(room, [body])], 'content');
}

/** Few words are set large. */
function bodySize(blocks: readonly Block[]): number {
  if (blocks.some(({ kind }) => kind === 'table' || kind === 'code')) return 52;
  const length = lengthOf(blocks);
  return length <= 70 ? 76 : length <= 160 ? 62 : 52;
}

const lengthOf = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, block) => {
    if (block.kind === 'list')
      return sum + block.items.reduce((all, item) => all + 12 + lengthOf(item.blocks), 0);
    if (block.kind === 'quote') return sum + 12 + lengthOf(block.blocks);
    const inlines = 'inlines' in block ? block.inlines : [];
    return sum + inlines.reduce((all, inline) => all + (inline.kind === 'text' ? inline.text.length : 20), 0);
  }, 0);

const plain = (inline: Inline): string => (inline.kind === 'text' ? inline.text : ' ');

async function headElement(head: readonly Block[], pen: Pen, isCover: boolean): Promise<SlideElement> {
  const lines: SlideElement[] = [];
  for (const block of head) {
    if (block.kind !== 'heading') continue;
    const sizes = isCover ? [112, 84, 60] : [82, 70, 56];
    const size = pen.px(sizes[Math.min(block.level, 3) - 1] ?? 56);
    const color = block.level > 2 && lines.length > 0 ? pen.theme.soft : pen.theme.ink;
    lines.push(await pen.text(block.inlines, { role: 'heading', size, color, bold: true, lineHeight: 1.16 }));
  }
  const bar = box({
    width: pen.px(96),
    height: pen.px(10),
    borderRadius: 10,
    backgroundColor: pen.theme.accent,
    marginTop: pen.px(isCover ? 34 : 20),
  });
  const isBare = lines.length === 0;
  // under the beginning of the heading, whichever way it runs
  const alignItems = directionOf(inlinesOf(head).map(plain).join('')) === 'rtl' ? 'flex-end' : 'flex-start';
  const column = { flexDirection: 'column', flexShrink: 0, alignItems };
  return box(column, isBare ? [] : [...lines, bar], 'head');
}

/** Header, footer and page number: no words that a teacher points at. */
async function edgesOf({ header, footer, page }: SlideContent, pen: Pen): Promise<SlideElement[]> {
  const elements: SlideElement[] = [];
  const setting = { role: 'text' as const, size: 26, lineHeight: 1.3, color: pen.theme.soft };
  pen.isNoting = false;
  const edge = async (inlines: readonly Inline[], place: Record<string, number>): Promise<void> => {
    const drawn = await pen.text(inlines, setting);
    elements.push(box({ position: 'absolute', ...place }, [drawn]));
  };
  const plain = { strong: false, emphasis: false, code: false, struck: false, link: false };
  if (header) await edge(header, { left: MARGIN.x, top: 28 });
  if (footer) await edge(footer, { left: MARGIN.x, bottom: 28 });
  if (page) {
    const text = `${String(page.number)} / ${String(page.total)}`;
    await edge([{ kind: 'text', text, style: plain }], { right: 56, bottom: 28 });
  }
  pen.isNoting = true;
  return elements;
}
