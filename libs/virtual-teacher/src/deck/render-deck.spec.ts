import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Deck, DeckFailed, type DeckPicture } from './deck.js';
import { renderDeck } from './render-deck.js';

const square =
  '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect width="100" height="100" fill="#00ff00"/></svg>';

const render = (markdown: string, files: Record<string, string | Uint8Array> = {}): Promise<Deck> =>
  renderDeck('deck.md', {
    read: (path) => {
      const content = path === 'deck.md' ? markdown : files[path];
      return Promise.resolve(typeof content === 'string' ? new TextEncoder().encode(content) : content);
    },
  });

const problemOf = async (deck: Promise<Deck>) => {
  const error: unknown = await deck.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DeckFailed)) throw new Error('it did not fail', { cause: error });
  return error.problem;
};

const wordsOf = (picture: DeckPicture | undefined) => picture?.words.map(({ text }) => text);

/** How much a region differs from a colour, by its most different pixel. */
async function contrast(picture: DeckPicture, text: string): Promise<number> {
  const region = picture.words.find((word) => word.text === text)?.region;
  if (!region) throw new Error(`${text} is not on the slide`);
  const area = {
    left: Math.floor(region.x * picture.width),
    top: Math.floor(region.y * picture.height),
    width: Math.ceil(region.width * picture.width),
    height: Math.ceil(region.height * picture.height),
  };
  const { channels } = await sharp(await sharp(picture.bytes).extract(area).toBuffer()).stats();
  return Math.max(...channels.map(({ min, max }) => max - min));
}

describe('a Markdown deck', () => {
  let deck: Deck;
  let slide: DeckPicture;
  beforeAll(async () => {
    deck = await render(`---
marp: true
paginate: true
---
# 你好 Hello

I **walked** to the bridge, 我们学习。

- one
- walk**ed**

| go | went |
|----|------|
| a  | b    |

\`\`\`
const x = 1;
\`\`\`
`);
    slide = deck.slides[0]?.steps[0] as DeckPicture;
  });

  it('becomes a picture of 1600 by 900', async () => {
    expect(await sharp(slide.bytes).metadata()).toMatchObject({ format: 'webp', width: 1600, height: 900 });
    expect(deck.warnings).toEqual([]);
    expect(deck.slides[0]?.title).toBe('你好 Hello');
  });
  it('tells which words stand on it, and not its page number', () => {
    expect(wordsOf(slide)).toEqual([
      ...['你', '好', 'Hello', 'I', 'walked', 'to', 'the', 'bridge,', '我', '们', '学', '习。'],
      ...['one', 'walked', 'ed', 'go', 'went', 'a', 'b', 'const', 'x', '=', '1;'],
    ]);
  });
  it.each(['Hello', 'walked', '学', 'went', 'const'])('has drawn %s where it says so', async (text) => {
    expect(await contrast(slide, text)).toBeGreaterThan(60);
  });
  it('keeps every word on the slide and off its neighbours', () => {
    const whole = slide.words.filter(({ isPart }) => !isPart).map(({ region }) => region);
    for (const [i, a] of whole.entries()) {
      expect(a.x + a.width).toBeLessThanOrEqual(1);
      expect(a.y + a.height).toBeLessThanOrEqual(1);
      for (const b of whole.slice(i + 1)) {
        const overlap =
          Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 0.001 &&
          Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 0.001;
        expect(overlap).toBe(false);
      }
    }
  });
  it('knows the parts that an author set off', () => {
    const part = slide.words.find(({ isPart }) => isPart);
    expect(part?.text).toBe('ed');
  });
});

describe('slides', () => {
  it('are built step by step, and nothing moves when a part appears', async () => {
    const { slides } = await render('# T\n\n* one\n* two\n');
    const [first, second, third] = slides[0]?.steps ?? [];
    expect([first, second, third].map(wordsOf)).toEqual([['T'], ['T', 'one'], ['T', 'one', 'two']]);
    expect(second?.words[1]).toEqual(third?.words[1]);
  });
  it('with much text are set smaller until it fits', async () => {
    const { slides, warnings } = await render(`# T\n\n${'Many words stand here. '.repeat(60)}\n`);
    expect(warnings).toEqual([]);
    const lowest = Math.max(
      ...(slides[0]?.steps[0]?.words.map(({ region }) => region.y + region.height) ?? []),
    );
    expect(lowest).toBeLessThan(0.95);
  });
  it('with more than finds room are warned of', async () => {
    const { warnings } = await render(`# T\n\n---\n\n# U\n\n${'Many words stand here. '.repeat(400)}\n`);
    expect(warnings).toMatchObject([
      { file: 'deck.md', line: 3, slide: 2, remedy: 'Make two slides of it.' },
    ]);
  });
  it('warn of what they cannot show', async () => {
    const { warnings } = await render(
      '# T 𒀀\n\n<video src="x.mp4"></video>\n\n<style>h1 { color: red }</style>\n',
    );
    expect(warnings.map(({ message }) => message).join('\n')).toMatch(
      /HTML is not drawn[^]*Style sheets[^]*No font has 𒀀/,
    );
  });
  it('take prices for prices', async () => {
    expect((await render('# T\n\nOne costs $5, two cost $9.\n')).warnings).toEqual([]);
  });
  it('take colours and classes of Marp', async () => {
    const { slides } = await render(
      '<!-- _backgroundColor: "#ff0000" -->\n# T\n\n---\n\n<!-- _class: invert -->\n# U\n\n---\n\n# V\n',
    );
    const corner = async (i: number) => {
      const picture = slides[i]?.steps[0] as DeckPicture;
      const box = { left: 2, top: 890, width: 4, height: 4 };
      const { channels } = await sharp(await sharp(picture.bytes).extract(box).toBuffer()).stats();
      return channels.slice(0, 3).map(({ mean }) => mean);
    };
    const [[red = 0, green = 0], [dark = 0], [light = 0]] = [
      await corner(0),
      await corner(1),
      await corner(2),
    ];
    expect(red).toBeGreaterThan(230);
    expect(green).toBeLessThan(30);
    expect(dark).toBeLessThan(80);
    expect(light).toBeGreaterThan(200);
  });
  it('show pictures beside their text', async () => {
    const { slides } = await render('![bg right:40%](a%20b.svg)\n\n# T\n', { 'a b.svg': square });
    const picture = slides[0]?.steps[0] as DeckPicture;
    const box = { left: 1300, top: 400, width: 20, height: 20 };
    const { channels } = await sharp(await sharp(picture.bytes).extract(box).toBuffer()).stats();
    expect(channels[1]?.mean).toBeGreaterThan(240);
    expect(channels[0]?.mean).toBeLessThan(20);
  });
});

describe('a deck that cannot be shown says why', () => {
  it.each([
    [
      '# T\n\n---\n\n![](missing.png)\n',
      {},
      { line: 5, column: 5, slide: 2, message: 'There is no picture missing.png.' },
    ],
    ['![](../secret.png)\n', {}, { message: 'The picture ../secret.png is not a file of the lesson.' }],
    [
      '![](https://example.com/a.png)\n',
      {},
      { remedy: 'Put it into the folder of the lesson, and write its name.' },
    ],
    ['![](a.png)\n', { 'a.png': 'no picture' }, { remedy: 'Use PNG, JPEG, WebP or SVG.' }],
  ])('%j', async (markdown, files, expected) => {
    expect(await problemOf(render(markdown, files))).toMatchObject({ file: 'deck.md', ...expected });
  });
  it('when it is not there', async () => {
    const deck = renderDeck('gone.md', { read: () => Promise.resolve(undefined) });
    expect(await problemOf(deck)).toMatchObject({ file: 'gone.md', message: 'There are no such slides.' });
  });
  it('does not reach into files by what an SVG links to', async () => {
    const link =
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10"><image xlink:href="file:///etc/hostname" width="10" height="10"/></svg>';
    const { slides } = await render('![](a.svg)\n', { 'a.svg': link });
    expect(slides).toHaveLength(1);
  });
});

describe('pictures', () => {
  const read = (files: Record<string, Uint8Array>) => (path: string) => Promise.resolve(files[path]);
  it('are slides in their order', async () => {
    const picture = (color: string) =>
      sharp({ create: { width: 64, height: 36, channels: 3, background: color } })
        .png()
        .toBuffer();
    const files = { 'b.png': await picture('#00f'), 'a.png': await picture('#f00') };
    const { slides } = await renderDeck(['b.png', 'a.png'], { read: read(files) });
    expect(slides.map(({ steps }) => [steps[0]?.width, steps[0]?.height])).toEqual([
      [64, 36],
      [64, 36],
    ]);
    expect(await problemOf(renderDeck(['b.png', 'c.png'], { read: read(files) }))).toMatchObject({
      file: 'c.png',
      slide: 2,
    });
    expect(await problemOf(renderDeck('x.png', { read: read({ 'x.png': Buffer.from('x') }) }))).toMatchObject(
      { file: 'x.png' },
    );
  });
});

describe('a PDF', () => {
  /** One page of 400 by 200 points that says `Hello went` 24 points high, its baseline at 100, 100. */
  const pdf = (text = 'Hello went') => {
    const stream = `BT /F1 24 Tf 100 100 Td (${text}) Tj ET`;
    const objects = [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
      `<< /Length ${String(stream.length)} >>\nstream\n${stream}\nendstream`,
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ];
    const body = objects.map((object, i) => `${String(i + 1)} 0 obj\n${object}\nendobj\n`).join('');
    return Buffer.from(`%PDF-1.4\n${body}trailer\n<< /Root 1 0 R >>\n`);
  };

  it('has a slide for each page, and knows where its words stand', async () => {
    const { slides } = await renderDeck('a.pdf', { read: () => Promise.resolve(pdf()) });
    const [slide] = slides;
    const picture = slide?.steps[0] as DeckPicture;
    expect(wordsOf(picture)).toEqual(['Hello', 'went']);
    expect(slide?.title).toBe('Hello went');
    const went = picture.words[1]?.region;
    expect(went?.x).toBeGreaterThan(0.35);
    expect(went?.x).toBeLessThan(0.5);
    expect((went?.y ?? 0) + (went?.height ?? 0) / 2).toBeGreaterThan(0.35);
    expect((went?.y ?? 0) + (went?.height ?? 0) / 2).toBeLessThan(0.55);
    expect(await contrast(picture, 'went')).toBeGreaterThan(100);
  });
  it('that is not a deck says so', async () => {
    const deck = renderDeck('a.pdf', { read: () => Promise.resolve(Buffer.from('%PDF-nothing')) });
    expect(await problemOf(deck)).toMatchObject({ file: 'a.pdf', remedy: 'Export it again.' });
  });
});

it('stops when it is told to', async () => {
  const signal = AbortSignal.abort(new Error('stopped'));
  const read = () => readFile(new URL(import.meta.url)).then((bytes) => new Uint8Array(bytes));
  await expect(renderDeck('deck.md', { read, signal })).rejects.toThrow('stopped');
});
