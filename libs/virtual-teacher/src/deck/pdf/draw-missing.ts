import satori from 'satori';
import { box, glyphs, type SlideElement } from '../draw/element.js';
import { FontShelf } from '../fonts/font-shelf.js';
import type { PdfWord } from './pdf-pages.worker.js';

const STYLE = { role: 'text', bold: false, italic: false } as const;
/** Letters in their box, which reaches from the highest to the lowest of the font. */
const FONT_PART = 0.8;

/** The words of a page that PDFium has no font for, as an SVG to lay over it; undefined when there are none. */
export async function drawMissing(
  words: readonly PdfWord[],
  width: number,
  height: number,
): Promise<Buffer | undefined> {
  const shelf = new FontShelf();
  const elements: SlideElement[] = [];
  for (const { text, region, undrawn } of words) {
    if (!undrawn) continue;
    const [left, top, wide, high] = region;
    const place = { left: left * width, top: top * height, width: wide * width, height: high * height };
    const fontFamily = await shelf.familyOf(text, STYLE);
    const color = `rgb(${undrawn.join(',')})`;
    const fontSize = place.height * FONT_PART;
    const word = glyphs(text, { fontFamily, fontSize, lineHeight: 1, color, flexShrink: 0 });
    elements.push(
      box({ position: 'absolute', alignItems: 'center', justifyContent: 'center', ...place }, [word]),
    );
  }
  if (elements.length === 0) return undefined;
  const page = box({ width, height, position: 'relative' }, elements);
  return Buffer.from(await satori(page, { width, height, fonts: shelf.fonts }));
}
