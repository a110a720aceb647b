import satori from 'satori';
import { FontShelf, lineMetrics } from '../fonts/font-shelf.js';

/** What MathJax leaves to the fonts of a browser: letters that TeX's own font lacks. */
const TEXT = /<text([^>]*)>([^<]*)<\/text>/g;
const STYLE = { role: 'text', bold: false, italic: false } as const;
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

export type Outlined = { readonly svg: string; readonly missing: readonly string[] };

/** Draws the texts of a formula with the outlines of the shipped fonts, because a bare machine may have no fonts. */
export async function outlineText(svg: string): Promise<Outlined> {
  const shelf = new FontShelf();
  const pieces: string[] = [];
  let from = 0;
  for (const { 0: whole, 1: attributes = '', 2: content = '', index } of svg.matchAll(TEXT)) {
    pieces.push(svg.slice(from, index), await outlineOf(attributes, unescaped(content), shelf));
    from = index + whole.length;
  }
  pieces.push(svg.slice(from));
  return { svg: pieces.join(''), missing: [...shelf.missing] };
}

async function outlineOf(attributes: string, text: string, shelf: FontShelf): Promise<string> {
  const transform = /\stransform="([^"]*)"/.exec(attributes)?.[1] ?? '';
  const size = Number.parseFloat(/\sfont-size="([\d.]+)/.exec(attributes)?.[1] ?? '1000');
  const fontFamily = await shelf.familyOf(text, STYLE);
  const { ascent, descent } = await lineMetrics(STYLE, Array.from(text)[0]);
  const style = { display: 'flex', whiteSpace: 'pre', fontFamily, fontSize: size, lineHeight: 1 };
  const drawn = await satori(
    { type: 'div', key: null, props: { style, children: text } },
    { width: size * (text.length + 1), height: size * 2, fonts: shelf.fonts },
  );
  const paths = Array.from(drawn.matchAll(/<path\b[^>]*\sd="([^"]*)"/g), ([, d = '']) => `<path d="${d}"/>`);
  const baseline = ((1 + ascent - descent) / 2) * size;
  return `<g transform="${transform} translate(0 ${String(-baseline)})">${paths.join('')}</g>`;
}

const unescaped = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity);
