import { describe, expect, it } from 'vitest';
import { DeckFailed } from '../src/deck/index.js';
import { drawn, drawnText, lastStep, overlaps, pixelsIn, pixelsOf, placed } from './support/slides.js';

const corner = { x: 0.002, y: 0.99, width: 0.004, height: 0.004 };
const top = { x: 0.5, y: 0.002, width: 0.01, height: 0.004 };

describe('directives of Marp', () => {
  it('are taken with single quotes, and colours without any', async () => {
    const deck = await drawn('background-single-quotes.marp');
    expect(deck.warnings).toEqual([]);
    const [red = 0, green = 255, blue = 255] = (await pixelsIn(lastStep(deck, 1), corner)).mean;
    expect([red > 250, green < 5, blue < 5]).toEqual([true, true, true]);
  });

  it.each(["url('a.png')", 'url("a.png")', 'url(a.png)', 'url( a.png )'])(
    'backgroundImage: %s',
    async (value) => {
      const { default: sharp } = await import('sharp');
      const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#00ff00' } })
        .png()
        .toBuffer();
      const deck = await drawnText(`---\nbackgroundImage: ${value}\n---\n# T\n`, { 'a.png': picture });
      expect(deck.warnings).toEqual([]);
      const [red = 255, green = 0] = (await pixelsIn(lastStep(deck, 1), corner)).mean;
      expect([red < 5, green > 250]).toEqual([true, true]);
    },
  );

  it.each([
    ['color: #ff0000', 'T'],
    ["color: '#ff0000'", 'T'],
  ])('%s colours the text', async (directive, word) => {
    const deck = await drawnText(`<!-- ${directive} -->\n# T\n`);
    const [red = 0, green = 255] = (await pixelsOf(lastStep(deck, 1), word)).mean;
    expect(red - green).toBeGreaterThan(30);
  });

  it('gradients without addresses are painted', async () => {
    const deck = await drawnText(
      '---\nbackgroundImage: linear-gradient(to bottom, #0000ff, #ff0000)\n---\n# T\n',
    );
    expect(deck.warnings).toEqual([]);
    const [above, below] = await Promise.all([
      pixelsIn(lastStep(deck, 1), top),
      pixelsIn(lastStep(deck, 1), corner),
    ]);
    expect(above.mean[2]).toBeGreaterThan(240);
    expect(below.mean[0]).toBeGreaterThan(240);
  });

  it('that change nothing are named once, each at its own place', async () => {
    expect((await drawn('theme-silent.marp')).warnings.map(placed)).toEqual([
      ...['3:1 deck-theme', '4:1 deck-style-sheet', '7:6 deck-class'],
    ]);
    const deck = await drawnText(
      '---\ntheme: gaia\nsize: 4:3\nclass:\n  - lead\n  - wide\n---\n# A\n\n---\n\n# B <!-- _class: tall dark -->\n\n---\n\n<style>h1 { color: red }</style>\n\n# C\n',
    );
    expect(deck.warnings.map(placed).sort()).toEqual(
      [
        '2:1 deck-theme',
        '3:1 deck-size',
        '6:5 deck-class',
        '12:10 deck-class',
        '16:1 deck-style-sheet',
      ].sort(),
    );
  });

  it('that Marp has anyway are not', async () => {
    for (const theme of ['default', 'lockstep']) {
      const deck = await drawnText(`---\nmarp: true\ntheme: ${theme}\nsize: 16:9\n---\n# A\n`);
      expect(deck.warnings).toEqual([]);
    }
  });

  it('several backgrounds share the side that the last of them takes', async () => {
    const svg = (color: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="90"><rect width="30" height="90" fill="${color}"/></svg>`;
    const deck = await drawnText('![bg right:40%](a.svg)\n![bg right:40%](b.svg)\n\n# T\n', {
      ...{ 'a.svg': svg('#ff0000'), 'b.svg': svg('#0000ff') },
    });
    const redAt = async (x: number) =>
      (await pixelsIn(lastStep(deck, 1), { x, y: 0.5, width: 0.01, height: 0.01 })).mean[0];
    expect(await redAt(0.7)).toBeGreaterThan(250);
    expect(await redAt(0.9)).toBeLessThan(5);
  });
});

describe('the size of a background', () => {
  const red =
    '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180"><rect width="320" height="180" fill="#ff0000"/></svg>';

  it.each([
    { given: '![bg 50%](a.svg)', across: [0.26, 0.74], outside: [0.22, 0.78] },
    { given: '![bg w:320px](a.svg)', across: [0.39, 0.61], outside: [0.36, 0.64] },
    { given: '![bg auto](a.svg)', across: [0.39, 0.61], outside: [0.36, 0.64] },
    { given: '![bg right 50%](a.svg)', across: [0.64, 0.86], outside: [0.6, 0.9] },
    { given: '![bg 300%](a.svg)', across: [0.01, 0.98], outside: [] },
    {
      given: '<!-- backgroundImage: url(a.svg) -->\n<!-- backgroundSize: 50% -->',
      across: [0.26, 0.74],
      outside: [0.22, 0.78],
    },
  ])('$given is as in Marp', async ({ given, across, outside }) => {
    const deck = await drawnText(`${given}\n\n# T\n`, { 'a.svg': red });
    expect(deck.warnings).toEqual([]);
    const greenAt = async (x: number) =>
      (await pixelsIn(lastStep(deck, 1), { x, y: 0.5, width: 0.005, height: 0.005 })).mean[1] ?? 0;
    for (const x of across) expect(await greenAt(x), String(x)).toBeLessThan(10);
    for (const x of outside) expect(await greenAt(x), String(x)).toBeGreaterThan(150);
  });
});

describe('files that are missing', () => {
  const problemsOf = async (markdown: string, files: Record<string, string> = {}) => {
    const error: unknown = await drawnText(markdown, files).catch((reason: unknown) => reason);
    if (!(error instanceof DeckFailed)) throw new Error('the deck was drawn');
    return error.problems.map((one) => `${placed(one)} ${String(one.slide)}`);
  };

  it('are named in one run, each with its line and column', async () => {
    const error: unknown = await drawn('wrong-line.marp').catch((reason: unknown) => reason);
    expect(error instanceof DeckFailed && error.problems.map(placed)).toEqual([
      ...['8:10 deck-no-picture', '16:10 deck-no-picture', '19:11 deck-no-picture'],
    ]);
  });

  it('so are files that are none of the lesson, or no pictures, wherever they stand', async () => {
    const deck = [
      ...['---', "backgroundImage: url('gone.png')", '---', '# A', ''],
      ...['![](a.png) and ![](a.png) and ![w:20](../b.png)', '', '---', '', '![bg left](c.png)', ''],
      ...['| ![](d.png) | x |', '|---|---|', '| > ![](https://example.com/e.png) | ![](bad.svg) |', ''],
    ].join('\n');
    expect(await problemsOf(deck, { 'bad.svg': 'no picture' })).toEqual([
      ...['2:23 deck-no-picture 1', '6:5 deck-no-picture 1', '6:20 deck-no-picture 1'],
      ...['6:39 deck-foreign-picture 1', '10:12 deck-no-picture 2', '12:7 deck-no-picture 2'],
      ...['14:9 deck-foreign-picture 2', '14:42 deck-bad-picture 2'],
    ]);
  });
});

describe('text of a slide', () => {
  it('may hold HTML for styles within a line, tasks and emoji by name', async () => {
    const deck = await drawn('mix.marp');
    expect(deck.warnings.map(placed)).toEqual(['3:1 deck-theme', '6:1 deck-style-sheet']);
    const slide = lastStep(deck, 1);
    const words = slide.words.map(({ text }) => text);
    expect(words).toContain('H2O,');
    expect(words).toContain('😄');
    expect(words).not.toContain('[x]');
    const [red = 0, , blue = 255] = (await pixelsOf(slide, '😄')).mean;
    expect(red - blue).toBeGreaterThan(40); // it is yellow
    // beside the second task stands its tick, in the colour of the theme
    const task = slide.words.find(({ text }) => text === 'two')?.region;
    const box = { x: 0.069, y: task?.y ?? 0, width: 0.025, height: task?.height ?? 0 };
    expect((await pixelsIn(slide, box)).contrast).toBeGreaterThan(150);
  });

  it('header and footer are Markdown, and no words to point at', async () => {
    const deck = await drawnText("---\nheader: 'of **Unit** $x^2$'\nfooter: '*f*'\n---\n# T\n");
    expect(lastStep(deck, 1).words.map(({ text }) => text)).toEqual(['T']);
    const head = { x: 0.06, y: 0.02, width: 0.12, height: 0.06 };
    expect((await pixelsIn(lastStep(deck, 1), head)).contrast).toBeGreaterThan(100);
  });

  it('never stands on other text, however long the code in a table is', async () => {
    const row = '| `std::vector<std::unique_ptr<Widget>>` | `a_very_long_name_of_a_function()` | `x` |';
    const deck = await drawnText(
      `# T\n\n| a | b | c |\n|---|:-:|--:|\n${row}\n| x | some words to wrap, more of them | $\\frac{1}{2}$ |\n`,
    );
    expect(deck.warnings).toEqual([]);
    const slide = lastStep(deck, 1);
    expect(overlaps(slide)).toEqual([]);
    for (const { region } of slide.words) expect(region.x + region.width).toBeLessThan(0.94);
    expect(overlaps(lastStep(await drawn('mix.marp'), 2))).toEqual([]);
  });

  it('has characters that fonts compose: fractions, exponents, signs', async () => {
    const deck = await drawn('characters.marp');
    expect(deck.warnings).toEqual([]);
    const slide = lastStep(deck, 1);
    for (const text of ['⅓', '⅞', 'x⁻¹', 'H₂O', '⇌', 'ℝ', '☑', '𝑥']) {
      expect((await pixelsOf(slide, text)).contrast, text).toBeGreaterThan(80);
    }
  });

  it.each([
    ['Arabic', 'الكسور سهلة'],
    ['Hebrew', 'שברים קלים'],
  ])('that is %s runs from right to left, numbers in it do not', async (_, text) => {
    const deck = await drawnText(`# T\n\n- ${text} 3/4\n`);
    expect(deck.warnings).toEqual([]);
    const slide = lastStep(deck, 1);
    const [first, second, number] = slide.words.slice(1).map(({ region }) => region.x);
    expect(first).toBeGreaterThan(second ?? 1);
    expect(second).toBeGreaterThan(number ?? 1);
    for (const word of text.split(' ')) expect((await pixelsOf(slide, word)).contrast).toBeGreaterThan(80);
  });

  it('in Thai is cut into words, in Hindi drawn', async () => {
    const deck = await drawnText('# T\n\nเราเรียนคณิตศาสตร์ **हिन्दी** में\n');
    expect(deck.warnings).toEqual([]);
    const words = lastStep(deck, 1).words.map(({ text }) => text);
    expect(words.slice(1, 4).join('')).toBe('เราเรียนคณิตศาสตร์');
    expect((await pixelsOf(lastStep(deck, 1), 'हिन्दी')).contrast).toBeGreaterThan(80);
  });

  it('in a script without a font is warned of', async () => {
    const deck = await drawnText('# T\n\n한국 ქართული\n');
    expect(deck.warnings).toMatchObject([
      { code: 'deck-no-glyph', params: { characters: '한 국 ქ ა რ თ უ ლ ი' } },
    ]);
  });
});
