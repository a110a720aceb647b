import type { DeckText } from './deck-text.js';
import type { Inline, InlineStyle } from './slide-content.js';
import { attributeOf, type Token } from './token.js';

const plain: InlineStyle = { strong: false, emphasis: false, code: false, struck: false, link: false };
const styles: Readonly<Record<string, Partial<InlineStyle>>> = {
  strong: { strong: true },
  em: { emphasis: true },
  s: { struck: true },
  link: { link: true },
};
/** HTML within a line that means a style. */
const htmlStyles = new Map<string, Partial<InlineStyle>>([
  ['b', { strong: true }],
  ['strong', { strong: true }],
  ['i', { emphasis: true }],
  ['em', { emphasis: true }],
  ['s', { struck: true }],
  ['del', { struck: true }],
  ['strike', { struck: true }],
  ['u', { underlined: true }],
  ['ins', { underlined: true }],
  ['mark', { marked: true }],
  ['code', { code: true }],
  ['kbd', { code: true }],
  ['sub', { shift: 'down' }],
  ['sup', { shift: 'up' }],
]);
const TAG = /^<(\/?)([a-z][a-z0-9]*)\s*\/?>$/i;

/** Whether a piece of HTML within a line is drawn: a line break, or a style without attributes. */
export function isDrawnHtml(html: string): boolean {
  const [, , name = ''] = TAG.exec(html.trim()) ?? [];
  return htmlStyles.has(name.toLowerCase()) || /^(?:br|wbr)$/i.test(name);
}

/** What is open: the tag or token that closes it, and the style inside. */
type Open = { readonly name: string; readonly style: InlineStyle };
export type InlineSource = { readonly text: DeckText; readonly lines: readonly [number, number] | null };

/** Text, line breaks, formulas and pictures of one line of Markdown. */
export function readInlines(tokens: readonly Token[], source: InlineSource): Inline[] {
  const inlines: Inline[] = [];
  const stack: Open[] = [];
  for (const token of tokens) {
    const style = stack.at(-1)?.style ?? plain;
    const change = changeOf(token);
    if (change?.opens === true) stack.push({ name: change.name, style: { ...style, ...change.style } });
    else if (change) {
      const at = stack.findLastIndex(({ name }) => name === change.name);
      if (at >= 0) stack.splice(at);
    } else inlines.push(...inlineOf(token, style, source));
  }
  return inlines;
}

type Change = { readonly name: string; readonly opens: boolean; readonly style: Partial<InlineStyle> };

function changeOf({ type, content }: Token): Change | undefined {
  if (type === 'html_inline') {
    const [, slash = '', tag = ''] = TAG.exec(content.trim()) ?? [];
    const style = htmlStyles.get(tag.toLowerCase());
    return style && { name: `<${tag.toLowerCase()}>`, opens: slash === '', style };
  }
  const [, name = '', side] = /^(\w+?)_(open|close)$/.exec(type) ?? [];
  const style = styles[name];
  return style && { name, opens: side === 'open', style };
}

function inlineOf(token: Token, style: InlineStyle, { text, lines }: InlineSource): Inline[] {
  switch (token.type) {
    case 'text':
    case 'emoji':
      return token.content === '' ? [] : [{ kind: 'text', text: token.content, style }];
    case 'code_inline':
      return [{ kind: 'text', text: token.content, style: { ...style, code: true } }];
    case 'softbreak':
    case 'hardbreak':
      return [{ kind: 'break' }];
    case 'html_inline':
      return /^<br\s*\/?>$/i.test(token.content) ? [{ kind: 'break' }] : [];
    case 'formula': {
      const isDisplayed = token.markup === '$$';
      const place = text.placeOf(`${token.markup}${token.content.split('\n')[0] ?? ''}`, lines);
      return [{ kind: 'formula', tex: token.content, isDisplayed, place }];
    }
    case 'image':
      return pictureOf(token, { text, lines });
    default:
      return [];
  }
}

type Sized = {
  readonly marpitImage?: { background?: boolean; width?: string; height?: string; url: string };
};

function pictureOf(token: Token, { text, lines }: InlineSource): Inline[] {
  const image = (token.meta as Sized | null)?.marpitImage;
  const file = image?.url ?? attributeOf(token, 'src');
  if (file === undefined || image?.background) return [];
  return [
    {
      kind: 'picture',
      file,
      alt: attributeOf(token, 'alt') ?? '',
      place: text.placeOf(file, lines),
      ...(image?.width === undefined ? {} : { width: image.width }),
      ...(image?.height === undefined ? {} : { height: image.height }),
    },
  ];
}
