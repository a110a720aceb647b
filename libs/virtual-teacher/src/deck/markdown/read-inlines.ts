import type { Inline, InlineStyle } from './slide-content.js';
import { attributeOf, type Token } from './token.js';

const plain: InlineStyle = { strong: false, emphasis: false, code: false, struck: false, link: false };

const styles: Readonly<Record<string, Partial<InlineStyle>>> = {
  strong: { strong: true },
  em: { emphasis: true },
  s: { struck: true },
  link: { link: true },
};

/** Text, line breaks and pictures of one line of Markdown. */
export function readInlines(tokens: readonly Token[]): Inline[] {
  const inlines: Inline[] = [];
  const stack: InlineStyle[] = [plain];
  for (const token of tokens) {
    const style = stack.at(-1) ?? plain;
    const [, name = '', side] = /^(\w+?)_(open|close)$/.exec(token.type) ?? [];
    if (side === 'open' && styles[name]) stack.push({ ...style, ...styles[name] });
    else if (side === 'close' && styles[name] && stack.length > 1) stack.pop();
    else inlines.push(...inlineOf(token, style));
  }
  return inlines;
}

function inlineOf(token: Token, style: InlineStyle): Inline[] {
  switch (token.type) {
    case 'text':
      return token.content === '' ? [] : [{ kind: 'text', text: token.content, style }];
    case 'code_inline':
      return [{ kind: 'text', text: token.content, style: { ...style, code: true } }];
    case 'softbreak':
    case 'hardbreak':
      return [{ kind: 'break' }];
    case 'html_inline':
      return /^<br\s*\/?>$/i.test(token.content) ? [{ kind: 'break' }] : [];
    case 'image':
      return pictureOf(token);
    default:
      return [];
  }
}

type Sized = {
  readonly marpitImage?: { background?: boolean; width?: string; height?: string; url: string };
};

function pictureOf(token: Token): Inline[] {
  const image = (token.meta as Sized | null)?.marpitImage;
  const file = image?.url ?? attributeOf(token, 'src');
  if (file === undefined || image?.background) return [];
  return [
    {
      kind: 'picture',
      file,
      alt: attributeOf(token, 'alt') ?? '',
      ...(image?.width === undefined ? {} : { width: image.width }),
      ...(image?.height === undefined ? {} : { height: image.height }),
    },
  ];
}
