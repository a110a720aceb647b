import { describe, expect, it } from 'vitest';
import { pdfOf } from './pdf.js';
import { drawn, lastStep, pixelsIn, pixelsOf } from './support/slides.js';

/** A page of `pdfOf`, turned by so many degrees when it is shown. */
const turned = (text: string, degrees: number): Uint8Array =>
  Buffer.from(
    Buffer.from(pdfOf([text]))
      .toString('latin1')
      .replace('/MediaBox', `/Rotate ${String(degrees)} /MediaBox`),
    'latin1',
  );

/** A page whose font says of its two characters that they are `hex`, in UTF-16. */
function mapped(hex: string): Uint8Array {
  const map = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <${hex}> endbfchar endcmap end end`;
  const text = 'BT /F1 96 Tf 40 240 Td (A) Tj ET';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 720 540] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${String(text.length)} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>',
    `<< /Length ${String(map.length)} >>\nstream\n${map}\nendstream`,
  ];
  const body = objects.map((object, i) => `${String(i + 1)} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.4\n${body}trailer\n<< /Root 1 0 R >>\n`, 'latin1');
}

describe('pages of a PDF', () => {
  it.each([0, 90, 180, 270])('turned by %i degrees have their words where they are seen', async (degrees) => {
    const deck = await drawn('a.pdf', { 'a.pdf': turned('Wide', degrees) });
    expect(deck.warnings).toEqual([]);
    const picture = lastStep(deck, 1);
    expect(picture.width > picture.height).toBe(degrees % 180 === 0);
    const region = picture.words[0]?.region ?? { x: 0, y: 0, width: 0, height: 0 };
    expect((await pixelsOf(picture, 'Wide')).contrast).toBeGreaterThan(200);
    expect(region.width * picture.width > region.height * picture.height).toBe(degrees % 180 === 0);
    // and nowhere else: beside the region the page is white
    const row = { x: 0, y: 0, width: 1, height: Math.max(0, region.y - 0.01) };
    const under = {
      x: 0,
      y: Math.min(0.99, region.y + region.height + 0.01),
      width: 1,
      height: 1 - region.y - region.height - 0.01,
    };
    for (const part of [row, under]) {
      if (part.height > 0) expect((await pixelsIn(picture, part)).contrast).toBeLessThan(10);
    }
  });

  it('with fonts that are not embedded are read all the same', async () => {
    const deck = await drawn('nonembedded.pdf');
    expect(deck.warnings).toEqual([]);
    expect((await pixelsOf(lastStep(deck, 1), 'Helvetica,')).contrast).toBeGreaterThan(200);
  });

  it('whose font nobody has are drawn in another one, and warned of', async () => {
    const deck = await drawn('cjk-nonembedded.pdf');
    expect(deck.warnings).toMatchObject([{ code: 'deck-pdf-font', slide: 1 }]);
    const picture = lastStep(deck, 1);
    expect(picture.words.map(({ text }) => text).join('')).toBe('分数的初步认识');
    for (const { region } of picture.words)
      expect((await pixelsIn(picture, region)).contrast).toBeGreaterThan(200);
    expect(deck.slides[0]?.title).toBe('分 数 的 初 步 认 识');
  });

  it.each([
    ['D835DC65', '𝑥'],
    ['D842DFB7', '𠮷'],
    ['0041', 'A'],
  ])('know letters beyond U+FFFF: %s', async (hex, letter) => {
    const deck = await drawn('a.pdf', { 'a.pdf': mapped(hex) });
    expect(lastStep(deck, 1).words.map(({ text }) => text)).toEqual([letter]);
  });
});
