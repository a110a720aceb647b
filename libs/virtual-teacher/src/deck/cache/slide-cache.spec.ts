import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Deck } from '../deck.js';
import { renderDeck } from '../render-deck.js';
import { keyOf, SlideFolder } from './slide-cache.js';

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-drawn-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Counts what had to be drawn. */
class Counted extends SlideFolder {
  drawn = 0;
  override put(key: string, value: unknown): Promise<void> {
    if (typeof value === 'object' && value !== null && 'slide' in value) this.drawn++;
    return super.put(key, value);
  }
}

const render = (markdown: string, cache: SlideFolder, files: Record<string, string> = {}): Promise<Deck> =>
  renderDeck('deck.md', {
    cache,
    read: (path) => {
      const content = path === 'deck.md' ? markdown : files[path];
      return Promise.resolve(content === undefined ? undefined : new TextEncoder().encode(content));
    },
  });
const square = (color: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="${color}"/></svg>`;

describe('slides that were drawn before', () => {
  it('are not drawn again, also by another process, and look and read the same', async () => {
    const folder = await temporary();
    const markdown = '# A $x^2$\n\n* one\n* two\n\n---\n\n# B 한\n\n$\\nosuch$\n';
    const first = await render(markdown, new SlideFolder(folder));
    const cache = new Counted(folder);
    const second = await render(markdown, cache);
    expect(cache.drawn).toBe(0);
    expect(second).toEqual(first);
    expect(second.warnings.map(({ code }) => code)).toEqual(['deck-formula', 'deck-no-glyph']);
  });

  it('are known wherever they stand, and their problems have the lines of today', async () => {
    const cache = new Counted(await temporary());
    const [before] = (await render('# B\n\n$\\nosuch$\n', cache)).warnings;
    const [after] = (await render('\n\n# B\n\n$\\nosuch$\n', cache)).warnings;
    expect([before?.line, after?.line]).toEqual([3, 5]);
    expect(cache.drawn).toBe(1);
  });

  it('are drawn again when their words, their pictures or a command before them change', async () => {
    const cache = new Counted(await temporary());
    const deck = (word: string, body: string) =>
      `# ${word}\n\n$\\newcommand{\\z}{${body}}$\n\n---\n\n![](a.svg) $\\z$\n`;
    await render(deck('A', '1'), cache, { 'a.svg': square('red') });
    expect(cache.drawn).toBe(1); // the first defines a command: it is not kept
    await render(deck('B', '1'), cache, { 'a.svg': square('red') });
    expect(cache.drawn).toBe(1);
    await render(deck('B', '1'), cache, { 'a.svg': square('blue') });
    await render(deck('B', '2'), cache, { 'a.svg': square('blue') });
    expect(cache.drawn).toBe(3);
  });
});

describe('a deck that was drawn before', () => {
  const deck = '# A\n\n![](a.svg)\n\n---\n\n# B\n\n$\\nosuch$\n';

  it('is given from what is kept, with its warnings and its progress', async () => {
    const cache = new Counted(await temporary());
    const first = await render(deck, cache, { 'a.svg': square('red') });
    const second = await render(deck, cache, { 'a.svg': square('red') });
    expect(second).toEqual(first);
    expect(second.warnings.map(({ code, line }) => [code, line])).toEqual([['deck-formula', 9]]);
    expect(cache.drawn).toBe(2);
  });

  it('is read anew when a picture changes or goes, or a slide of it is no longer kept', async () => {
    const folder = await temporary();
    const cache = new Counted(folder);
    await render(deck, cache, { 'a.svg': square('red') });
    const blue = await render(deck, cache, { 'a.svg': square('blue') });
    expect(cache.drawn).toBe(3);
    await expect(render(deck, cache)).rejects.toMatchObject({ problem: { code: 'deck-no-picture' } });
    const keys = await readdir(folder);
    await Promise.all(keys.map((key) => writeFile(join(folder, key), 'cut off')));
    expect(await render(deck, cache, { 'a.svg': square('blue') })).toEqual(blue);
    expect(cache.drawn).toBe(5);
  });
});

describe('a folder of drawn slides', () => {
  it('drops the longest unused when it is full', async () => {
    const folder = await temporary();
    const value = Buffer.alloc(1000);
    for (const [i, name] of ['old', 'new'].entries()) {
      await writeFile(join(folder, name), value);
      await utimes(join(folder, name), 1000 + i, 1000 + i);
    }
    await new SlideFolder(folder, 2500).put(keyOf('x', 'y'), value);
    expect((await readdir(folder)).sort()).toEqual([keyOf('x', 'y'), 'new'].sort());
  });

  it('takes a broken entry for none', async () => {
    const folder = await temporary();
    await writeFile(join(folder, 'half'), 'ha');
    expect(await new SlideFolder(folder).get('half')).toBeUndefined();
    expect(await new SlideFolder(join(folder, 'gone')).get('x')).toBeUndefined();
  });

  it('that cannot be written keeps nothing, and says nothing', async () => {
    const folder = await temporary();
    await writeFile(join(folder, 'file'), '');
    const cache = new SlideFolder(join(folder, 'file', 'below'));
    await cache.put('x', 1);
    expect(await cache.get('x')).toBeUndefined();
  });

  it('has keys of the content, not of how it is cut', () => {
    expect(keyOf('slide', 'ab', 'c')).not.toBe(keyOf('slide', 'a', 'bc'));
    expect(keyOf('slide', 'a')).not.toBe(keyOf('pdf', 'a'));
  });
});
