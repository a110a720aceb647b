import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { DeckFailed } from './deck.js';
import { DeckRenderer } from './deck-renderer.js';

const renderer = new DeckRenderer(1);
afterAll(() => renderer[Symbol.asyncDispose]());

/** Each of 12 groups shows the one before it ten times. */
const NESTED = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="900" height="900"><defs><g id="g0"><rect width="900" height="900" fill="red" opacity=".5"/></g>${Array.from(
  { length: 12 },
  (_, i) => `<g id="g${String(i + 1)}">${`<use xlink:href="#g${String(i)}"/>`.repeat(10)}</g>`,
).join('')}</defs><use xlink:href="#g12"/></svg>`;
const TURBULENCE = `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="9000"><filter id="f" x="0" y="0" width="100%" height="100%">${'<feTurbulence type="turbulence" baseFrequency="0.9" numOctaves="99"/>'.repeat(30)}</filter><rect width="9000" height="9000" filter="url(#f)"/></svg>`;

const filesOf = (files: Readonly<Record<string, string | Uint8Array>>) => (path: string) => {
  const content = files[path];
  return Promise.resolve(typeof content === 'string' ? new TextEncoder().encode(content) : content);
};

describe('a deck', () => {
  it('is drawn in another process as it is drawn in this one', async () => {
    const deck = await renderer.render('a.md', { read: filesOf({ 'a.md': '# Hello *there*\n' }) });
    const [picture] = deck.slides[0]?.steps ?? [];
    expect(picture?.words.map(({ text }) => text)).toEqual(['Hello', 'there']);
    expect(await sharp(picture?.bytes).metadata()).toMatchObject({ format: 'webp', width: 1600 });
  });

  it('says how far it has come, and ends with its process when it is withdrawn between two slides', async () => {
    const read = filesOf({
      'a.md': Array.from({ length: 40 }, (_, i) => `# Slide ${String(i)}`).join('\n\n---\n\n'),
    });
    const cancel = new AbortController();
    const told: (readonly [number, number])[] = [];
    const onProgress = (done: number, total: number): void => {
      told.push([done, total]);
      if (done === 3) cancel.abort(new Error('withdrawn'));
    };
    const drawn = renderer.render('a.md', { read, signal: cancel.signal, onProgress });
    await expect(drawn).rejects.toThrow('withdrawn');
    const next = await renderer.render('b.md', { read: filesOf({ 'b.md': '# Next\n' }), onProgress });
    expect(next.slides).toHaveLength(1);
    expect(told).toEqual([
      [1, 40],
      [2, 40],
      [3, 40],
      [1, 1],
    ]);
  });

  it('that cannot be drawn says where', async () => {
    const failed = renderer.render('a.md', { read: filesOf({ 'a.md': '# T\n\n---\n\n![](gone.png)\n' }) });
    await expect(failed).rejects.toMatchObject({
      problem: { file: 'a.md', line: 5, column: 5, slide: 2, message: 'There is no picture gone.png.' },
    });
  });

  it.each([
    ['nested references', NESTED],
    ['turbulence', TURBULENCE],
  ])('with a picture that never ends ends when it is withdrawn: %s', async (_, svg) => {
    const cancel = new AbortController();
    const read = filesOf({ 'a.md': '![](a.svg)\n', 'a.svg': svg });
    let reached = (): void => undefined;
    const isReached = new Promise<void>((resolve) => (reached = resolve));
    const drawn = renderer.render('a.md', {
      signal: cancel.signal,
      read: (path) => {
        if (path === 'a.svg') reached();
        return read(path);
      },
    });
    const ended = drawn.catch((error: unknown) => error);
    await isReached;
    cancel.abort(new Error('withdrawn'));
    expect(await ended).toMatchObject({ message: 'withdrawn' });
    const next = await renderer.render('b.md', { read: filesOf({ 'b.md': '# Next\n' }) });
    expect(next.slides).toHaveLength(1);
  });

  it('with pictures that are bombs is a problem of the deck', async () => {
    const wide = await sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const read = filesOf({ 'a.md': '![](a.png)\n', 'a.png': wide });
    await expect(renderer.render('a.md', { read })).rejects.toBeInstanceOf(DeckFailed);
    await expect(renderer.render('a.png', { read })).rejects.toBeInstanceOf(DeckFailed);
    const limits = { maxWidth: 100, maxHeight: 100, maxPixels: 1e6 };
    await expect(renderer.picture(wide, 'a.png', limits)).rejects.toBeInstanceOf(DeckFailed);
    await expect(renderer.pdf(Buffer.from('%PDF-nothing'), 'a.pdf')).rejects.toBeInstanceOf(DeckFailed);
  });
});

/** A deck of which a file is refused; what was asked for counts as in a deck that is drawn. */
const refused = (error: unknown): { readonly slides: readonly unknown[] } => {
  if (!(error instanceof DeckFailed)) throw error;
  return { slides: error.problems };
};

describe('nobody is asked for anything by a deck', () => {
  it('whatever it names', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const at = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const decks = [
      `---\nbackgroundColor: "linear-gradient(red,blue), url(${at}/a)"\n---\n# T\n`,
      `---\ncolor: "url(${at}/b)"\n---\n# T\n`,
      `---\nbackgroundImage: "linear-gradient(red, blue), url(${at}/c)"\n---\n# T\n`,
      `---\nheader: "![](${at}/d)"\nstyle: "@import url(${at}/e);"\ntheme: ${at}/f\n---\n# T\n`,
      `# T\n\n$\\href{${at}/j}{x} \\includegraphics{${at}/k} \\unicode[${at}/l]{x41}$\n`,
      `# T\n\n<img src="${at}/g"><style>h1 { background: url(${at}/h) }</style>\n`,
    ];
    for (const markdown of decks) {
      const deck = await renderer.render('a.md', { read: filesOf({ 'a.md': markdown }) }).catch(refused);
      expect(deck.slides).toHaveLength(1);
    }
    const linked = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="${at}/i" width="9" height="9"/></svg>`;
    await renderer.render('a.md', { read: filesOf({ 'a.md': '![](a.svg)\n', 'a.svg': linked }) });
    expect(asked).toEqual([]);
    server.close();
  });

  it('and its author is told at the line', async () => {
    const markdown =
      '---\nmarp: true\nbackgroundColor: "linear-gradient(red,blue), url(http://a.example)"\n---\n# T\n\n---\n\n# U\n';
    const { warnings } = await renderer.render('a.md', { read: filesOf({ 'a.md': markdown }) });
    expect(warnings).toEqual([
      expect.objectContaining({
        file: 'a.md',
        line: 3,
        message: expect.stringMatching(/^backgroundColor is not drawn/) as string,
      }),
    ]);
  });
});
