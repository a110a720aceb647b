import { describe, expect, it } from 'vitest';
import { drawnText, lastStep, pixelsIn, pixelsOf, placed } from './support/slides.js';

describe('formulas on slides', () => {
  it.each([
    ['$\\frac{3}{4}$', '3/4'],
    ['$x^2 + 3x = 10$', 'x² + 3x = 10'],
    ['$$\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}$$', '∑ᵢ₌₁ⁿ i = (n(n+1))/2'],
    ['$\\sqrt[3]{27} \\le \\pi$', '∛27 ≤ π'],
    ['$\\ce{2H2 + O2 -> 2H2O}$', '2H₂ + O₂ → 2H₂O'],
    ['$\\text{Fläche 面积} = 3\\,\\text{m}^2$', 'Fläche 面积 = 3 m²'],
  ])('%s is drawn, and known as %s', async (tex, word) => {
    const deck = await drawnText(`# T\n\n${tex}\n`);
    expect(deck.warnings).toEqual([]);
    const { contrast, mean } = await pixelsOf(lastStep(deck, 1), word);
    expect(contrast).toBeGreaterThan(120);
    expect(Math.min(...mean)).toBeGreaterThan(120); // strokes, not a box
  });

  it('a displayed one may take lines, and is no list, heading or rule', async () => {
    const deck = await drawnText(
      '# T\n\n$$\n\\begin{aligned}\n- a &= b \\\\\n---\n&= c\n\\end{aligned}\n$$\n\nafter\n',
    );
    expect(deck.slides).toHaveLength(1);
    expect(deck.warnings).toEqual([]);
    expect(lastStep(deck, 1).words.at(-1)?.text).toBe('after');
  });

  it('keep the stars and underscores that Markdown would take', async () => {
    const deck = await drawnText('# T\n\n$a_1*b*c_2$\n');
    expect(lastStep(deck, 1).words.map(({ text }) => text)).toEqual(['T', 'a₁*b*c₂']);
  });

  it('stand in headings, tables, lists, and take the colour of their text', async () => {
    const deck = await drawnText(
      '<!-- color: "#ff0000" -->\n# T $x^2$\n\n- $y$\n\n| $z$ |\n|---|\n| $w$ |\n',
    );
    expect(deck.warnings).toEqual([]);
    expect(deck.slides[0]?.title).toBe('T x²');
    for (const text of ['x²', 'y', 'w']) {
      const [red = 0, green = 255] = (await pixelsOf(lastStep(deck, 1), text)).mean;
      expect(red - green, text).toBeGreaterThan(10);
    }
  });

  it('stand on the line of their text', async () => {
    const deck = await drawnText('# T\n\nxxx$\\mathrm{xxx}$xxx\n');
    const slide = lastStep(deck, 1);
    const region = slide.words[1]?.region;
    if (!region) throw new Error('no word');
    // below the letters x there is nothing, in the formula as beside it
    const below = { ...region, y: region.y + region.height * 0.79, height: region.height * 0.2 };
    const within = { ...region, y: region.y + region.height * 0.7, height: region.height * 0.08 };
    expect((await pixelsIn(slide, below)).contrast).toBeLessThan(30);
    expect((await pixelsIn(slide, within)).contrast).toBeGreaterThan(100);
  });

  it.each([
    '\\frac{1',
    '\\nosuch{x}',
    '\\begin{matrix} 1',
    '\\href{http://a.example}{x}',
    '\\require{html}',
    '\\def\\a{\\a\\a}\\a',
  ])('that cannot be drawn are shown as they are written, and warned of: %s', async (tex) => {
    const deck = await drawnText(`# T\n\nSo $${tex}$ holds.\n`);
    expect(deck.warnings.map(placed)).toEqual(['3:4 deck-formula']);
    expect(lastStep(deck, 1).words.at(-1)?.text).toBe('holds.');
  });

  it('define commands for those after them, in their deck alone', async () => {
    const defined = await drawnText('# T\n\n$\\newcommand{\\half}{\\frac{1}{2}} \\half$ and $\\half + 1$\n');
    expect(defined.warnings).toEqual([]);
    const other = await drawnText('# T\n\n$\\half$\n');
    expect(other.warnings.map(placed)).toEqual(['3:1 deck-formula']);
  });
});
