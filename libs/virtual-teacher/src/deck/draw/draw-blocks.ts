import { type Block, inlinesOf, type ListItem } from '../markdown/slide-content.js';
import { drawTable } from './draw-table.js';
import { box, glyphs, picture, type SlideElement } from './element.js';
import { type Pen, rowOf, type Setting } from './pen.js';
import { type Direction, directionOf } from './pieces.js';

export type BlockSetting = {
  readonly size: number;
  readonly align: 'left' | 'center';
  readonly cards: boolean;
  readonly boldScale?: number;
};

/** Blocks below each other. */
export async function drawBlocks(
  blocks: readonly Block[],
  pen: Pen,
  setting: BlockSetting,
): Promise<SlideElement[]> {
  const elements: SlideElement[] = [];
  for (const block of blocks) {
    const element = await drawBlock(block, pen, setting);
    const gap = elements.length === 0 ? 0 : pen.px(setting.size * (block.kind === 'heading' ? 0.7 : 0.5));
    elements.push(
      box({ marginTop: gap, flexShrink: 0, maxWidth: '100%', flexDirection: 'column' }, [element]),
    );
  }
  return elements;
}

function drawBlock(block: Block, pen: Pen, setting: BlockSetting): Promise<SlideElement> | SlideElement {
  const { theme } = pen;
  const boldScale = setting.boldScale ?? 1;
  const body: Setting = {
    role: 'text',
    size: pen.px(setting.size),
    color: theme.ink,
    align: setting.align,
    boldScale,
  };
  switch (block.kind) {
    case 'heading':
      return pen.text(block.inlines, {
        ...body,
        role: 'heading',
        bold: true,
        size: pen.px(setting.size * 1.15),
        color: block.level > 3 ? theme.soft : theme.ink,
      });
    case 'paragraph':
      return pen.text(block.inlines, body);
    case 'list':
      return setting.cards ? drawCards(block.items, pen, setting) : drawList(block, pen, setting);
    case 'quote':
      return drawQuote(block.blocks, pen, setting);
    case 'code':
      return drawCode(block.text, pen, setting);
    case 'table':
      return drawTable(block, pen, setting.size);
    case 'rule':
      return box({ height: 2, width: '100%', backgroundColor: theme.line });
  }
}

async function drawList(
  list: Extract<Block, { kind: 'list' }>,
  pen: Pen,
  setting: BlockSetting,
): Promise<SlideElement> {
  const rows: SlideElement[] = [];
  for (const [i, item] of list.items.entries()) {
    const number = list.start === null ? undefined : list.start + i;
    rows.push(await built(item, pen, () => drawItem(item, number, pen, setting, i > 0)));
  }
  return box({ flexDirection: 'column' }, rows);
}

/** Takes its room from the beginning, so that nothing moves when it appears. */
async function built(item: ListItem, pen: Pen, draw: () => Promise<SlideElement>): Promise<SlideElement> {
  const before = pen.isVisible;
  pen.isVisible = before && item.fromStep <= pen.step;
  const element = await draw();
  const { isVisible } = pen;
  pen.isVisible = before;
  return isVisible
    ? element
    : { ...element, props: { ...element.props, style: { ...element.props.style, opacity: 0 } } };
}

async function drawItem(
  item: ListItem,
  number: number | undefined,
  pen: Pen,
  setting: BlockSetting,
  isLater: boolean,
): Promise<SlideElement> {
  const size = pen.px(setting.size);
  const bullet =
    item.isDone !== undefined
      ? checkbox(item.isDone, pen, size)
      : number === undefined
        ? dot(pen, size)
        : await numeral(String(number), pen, size);
  const row = rowOf(directionIn(item.blocks));
  const inner = { ...setting, align: 'left' as const };
  const blocks = await drawBlocks(item.blocks, pen, inner);
  return box({ marginTop: isLater ? size * 0.42 : 0, alignItems: 'flex-start', ...row }, [
    { ...bullet, props: { ...bullet.props, style: { ...bullet.props.style, ...row } } },
    box({ flexDirection: 'column', flexShrink: 1, flexGrow: 1, flexBasis: 0 }, blocks),
  ]);
}

/** That of its first letter: a bullet stands where reading begins. */
const directionIn = (blocks: readonly Block[]): Direction =>
  directionOf(
    inlinesOf(blocks)
      .map((inline) => (inline.kind === 'text' ? inline.text : ' '))
      .join(''),
  ) ?? 'ltr';

/** The box of a task, ticked when it is done. */
function checkbox(isDone: boolean, pen: Pen, size: number): SlideElement {
  const { second, card } = pen.theme;
  const side = size * 0.62;
  const tick = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24"><path d="M4.5 12.5l5 5L19.5 7" fill="none" stroke="white" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  const look = isDone ? { backgroundColor: second } : { backgroundColor: card };
  const style = {
    width: side,
    height: side,
    borderRadius: side * 0.2,
    border: `${String(side * 0.1)}px solid ${second}`,
    ...look,
  };
  const inside = side * 0.8;
  const sign = picture(`data:image/svg+xml;base64,${Buffer.from(tick).toString('base64')}`, inside, inside);
  return box({ width: size * 1.1, height: size * 1.32, alignItems: 'center', flexShrink: 0 }, [
    box({ ...style, alignItems: 'center', justifyContent: 'center' }, isDone ? [sign] : []),
  ]);
}

const dot = (pen: Pen, size: number): SlideElement =>
  box({ width: size * 0.95, height: size * 1.32, alignItems: 'center', flexShrink: 0 }, [
    box({ width: size * 0.3, height: size * 0.3, borderRadius: size, backgroundColor: pen.theme.second }),
  ]);

async function numeral(text: string, pen: Pen, size: number): Promise<SlideElement> {
  const fontFamily = await pen.shelf.familyOf(text, { role: 'text', bold: true, italic: false });
  const style = { fontFamily, fontSize: size * 0.66, lineHeight: 1, color: pen.theme.card };
  return box({ width: size * 1.6, height: size * 1.32, alignItems: 'center', flexShrink: 0 }, [
    box(
      {
        width: size * 1.08,
        height: size * 1.08,
        borderRadius: size,
        backgroundColor: pen.theme.second,
        alignItems: 'center',
        justifyContent: 'center',
      },
      [glyphs(text, style)],
    ),
  ]);
}

/** Class `cards`: the entries of a list beside each other. */
async function drawCards(items: readonly ListItem[], pen: Pen, setting: BlockSetting): Promise<SlideElement> {
  const cards: SlideElement[] = [];
  for (const [i, item] of items.entries()) {
    cards.push(await built(item, pen, () => drawCard(item, pen, setting, i > 0)));
  }
  return box({ width: '100%', alignItems: 'stretch' }, cards);
}

async function drawCard(
  item: ListItem,
  pen: Pen,
  setting: BlockSetting,
  isLater: boolean,
): Promise<SlideElement> {
  const inner = { size: setting.size * 1.05, align: 'center' as const, cards: false, boldScale: 1.45 };
  return box(
    {
      flexDirection: 'column',
      alignItems: 'center',
      justifyContent: 'center',
      flexGrow: 1,
      flexBasis: 0,
      marginLeft: isLater ? pen.px(32) : 0,
      padding: `${String(pen.px(54))}px ${String(pen.px(24))}px`,
      borderRadius: 28,
      backgroundColor: pen.theme.card,
    },
    await drawBlocks(item.blocks, pen, inner),
  );
}

async function drawQuote(blocks: readonly Block[], pen: Pen, setting: BlockSetting): Promise<SlideElement> {
  const inner = { ...setting, align: 'left' as const, cards: false };
  return box(
    { backgroundColor: pen.theme.card, borderRadius: 22, alignSelf: 'flex-start', overflow: 'hidden' },
    [
      box({ width: 12, backgroundColor: pen.theme.accent, flexShrink: 0 }),
      box(
        {
          flexDirection: 'column',
          padding: `${String(pen.px(28))}px ${String(pen.px(44))}px`,
          flexShrink: 1,
        },
        await drawBlocks(blocks, pen, inner),
      ),
    ],
  );
}

async function drawCode(text: string, pen: Pen, setting: BlockSetting): Promise<SlideElement> {
  const size = pen.px(setting.size * 0.78);
  const plain = { strong: false, emphasis: false, code: true, struck: false, link: false };
  const lines: SlideElement[] = [];
  for (const line of text.split('\n')) {
    const indent = /^ */.exec(line.replaceAll('\t', '  '))?.[0].length ?? 0;
    const code: Setting = { role: 'code', size, color: '#eef2fa', lineHeight: 1.45, quiet: true };
    const inlines = line.trim() === '' ? [] : [{ kind: 'text' as const, text: line.trim(), style: plain }];
    const drawn = await pen.text(inlines, code);
    lines.push(box({ marginLeft: indent * size * 0.6, minHeight: size * 1.45 }, [drawn]));
  }
  const padding = `${String(pen.px(32))}px ${String(pen.px(44))}px`;
  return box({ flexDirection: 'column', backgroundColor: '#26365a', borderRadius: 22, padding }, lines);
}
