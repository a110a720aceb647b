import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clip } from '../bench/harness/source-clip.js';
import { eventually, PlayerFixture, showSlides } from './support/player-fixture.js';

let fixture: PlayerFixture;
let clip: Clip;

beforeAll(async () => {
  fixture = await PlayerFixture.start();
  clip = await fixture.clip({ bFrames: false });
});
afterAll(() => fixture[Symbol.asyncDispose]());

const root = path.resolve(import.meta.dirname, '../..');

/** What each module loads when it is wanted: hls.js, and the parts of the player that lie beside it. */
const modules: [name: string, loads: readonly RegExp[]][] = [
  [
    'lockstep-player',
    [/hls\.light/, /\.\/lockstep-pipeline\.js/, /\.\/lockstep-replay\.js/, /\.\/lockstep-rewind\.js/],
  ],
  ['lockstep-replay', []],
  ['lockstep-pipeline', []],
  ['lockstep-rewind', []],
];

const file = (name: string, ending: string): string =>
  path.join(path.dirname(fixture.sdk), `${name}.${ending}`);

describe.each(modules)('the built module %s', (name, loads) => {
  it('is one module of less than 70 KB compressed, with its worker, that imports nothing but what it loads later', async () => {
    const module = await readFile(file(name, 'js'));
    expect(gzipSync(module, { level: 9 }).length).toBeLessThan(70_000);
    const text = module.toString();
    expect(text).not.toMatch(/\bimport\s*[{'"*]|\bfrom\s*["']/);
    expect((text.match(/\bimport\([^)]*\)/g) ?? []).sort()).toEqual(
      loads.map((one) => expect.stringMatching(one) as string),
    );
  });
});

describe('the built module lockstep-player', () => {
  const name = 'lockstep-player';
  it('exports what its declaration says, and the declaration stands alone', async () => {
    const declaration = await readFile(file(name, 'd.ts'), 'utf8');
    const found = declaration.matchAll(/^export declare (?:function|class) (\w+)/gm);
    const declared = [...new Set([...found].map(([, name]) => name))];
    const source = await fixture.lesson(clip);
    const page = await fixture.page(source);
    const exported = await page.evaluate(`import('/sdk/${name}.js').then(Object.keys)`);
    expect((exported as string[]).sort()).toEqual(declared.sort());
    expect(declaration).not.toMatch(/^import|from ['"]/m);
  });
});

describe('docs/player.md', () => {
  it('has an embedding example of at most 20 lines that works as it stands', async () => {
    const text = await readFile(path.join(root, 'docs/player.md'), 'utf8');
    const html = /<!-- example -->\s*```html\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    const lines = html.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(lines.length).toBeGreaterThan(5);
    const source = await fixture.lesson(clip);
    source.addPage('/example', { html: html.replaceAll('/live/demo.flv', '/live/lesson.flv') });
    const page = await fixture.browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(source.url('/example'));
    await showSlides(source, 1, 3);
    await eventually(() => page.textContent('#slide')).toBe('Slide 4');
    expect(errors).toEqual([]);
    await page.close();
  });
});
