import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Font } from 'satori';

/**
 * Fonts come from packages, because a bare machine has none. Each package is cut into files by ranges of characters,
 * and only the files whose characters a slide shows are loaded.
 */

export type FontRole = 'text' | 'heading' | 'code';
export type FontStyle = { readonly role: FontRole; readonly bold: boolean; readonly italic: boolean };

type Family = {
  readonly name: string;
  readonly weights: readonly [number, number];
  readonly italics: boolean;
};

const families: Readonly<Record<FontRole, readonly Family[]>> = {
  text: [
    { name: 'source-sans-3', weights: [400, 700], italics: true },
    { name: 'noto-sans-sc', weights: [400, 700], italics: false },
  ],
  heading: [
    { name: 'source-serif-4', weights: [600, 700], italics: true },
    { name: 'noto-serif-sc', weights: [600, 700], italics: false },
    { name: 'source-sans-3', weights: [600, 700], italics: true },
    { name: 'noto-sans-sc', weights: [600, 700], italics: false },
  ],
  code: [
    { name: 'source-code-pro', weights: [400, 700], italics: true },
    { name: 'noto-sans-sc', weights: [400, 700], italics: false },
  ],
};

type Range = { readonly subset: string; readonly from: number; readonly to: number };

const require = createRequire(import.meta.url);
const rangesOf = new Map<string, Promise<readonly Range[]>>();
const loaded = new Map<string, Promise<Buffer>>();

/** The names under which a text's glyphs are found, and the fonts themselves. */
export class FontShelf {
  readonly #fonts = new Map<string, Font>();
  /** Characters that no font has. */
  readonly missing = new Set<string>();

  get fonts(): Font[] {
    return [...this.#fonts.values()];
  }

  /** Makes sure that every glyph of `text` is there; the answer is its CSS `font-family`. */
  async familyOf(text: string, style: FontStyle): Promise<string> {
    const names = new Set<string>();
    for (const char of new Set(text)) {
      const name = await this.#nameFor(char, style);
      if (name === undefined) this.missing.add(char);
      else names.add(name);
    }
    // Something has to be drawn, if only the box that stands for a missing glyph.
    if (names.size === 0) names.add((await this.#nameFor('x', style)) ?? '');
    return [...names].join(', ');
  }

  async #nameFor(char: string, style: FontStyle): Promise<string | undefined> {
    const code = char.codePointAt(0) ?? 0;
    for (const family of families[style.role]) {
      const ranges = await readRanges(family.name);
      const range = ranges.find(({ from, to }) => code >= from && code <= to);
      if (range) return this.#add(family, range.subset, style);
    }
    return undefined;
  }

  async #add(family: Family, subset: string, { bold, italic }: FontStyle): Promise<string> {
    const weight = family.weights[bold ? 1 : 0];
    const slant = italic && family.italics ? 'italic' : 'normal';
    const name = `${family.name}-${subset}-${String(weight)}-${slant}`;
    if (!this.#fonts.has(name)) {
      // Every file is a family of its own, so that the one with the glyph is taken.
      this.#fonts.set(name, { name, data: await readFont(family.name, name), weight: 400, style: 'normal' });
    }
    return name;
  }
}

const packageFile = (family: string, ...path: string[]): string =>
  join(dirname(require.resolve(`@fontsource/${family}/package.json`)), ...path);

function readFont(family: string, name: string): Promise<Buffer> {
  const font = loaded.get(name) ?? readFile(packageFile(family, 'files', `${name}.woff`));
  loaded.set(name, font);
  return font;
}

function readRanges(family: string): Promise<readonly Range[]> {
  const ranges =
    rangesOf.get(family) ?? readFile(packageFile(family, 'unicode.json'), 'utf8').then(parseRanges);
  rangesOf.set(family, ranges);
  return ranges;
}

/** `{"latin": "U+0000-00FF,U+0131", "[4]": "…"}`: the value of CSS `unicode-range` by the name of the file. */
function parseRanges(json: string): Range[] {
  const subsets = Object.entries(JSON.parse(json) as Record<string, string>);
  return subsets
    .sort(([a], [b]) => Number(b === 'latin') - Number(a === 'latin'))
    .flatMap(([name, ranges]) => {
      const subset = name.replace(/^\[(.*)\]$/, '$1');
      return ranges.split(',').flatMap((range) => {
        const [, from = '', to = from] = /^U\+([0-9a-f]+)(?:-([0-9a-f]+))?$/i.exec(range.trim()) ?? [];
        return from === '' ? [] : [{ subset, from: parseInt(from, 16), to: parseInt(to, 16) }];
      });
    });
}
