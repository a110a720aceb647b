import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Font } from 'satori';
import { emojiDrawing, graphemesOf, isEmoji } from './emoji.js';
import { families, type Family, type FontRole } from './families.js';
import { type FontFacts, readFont } from './woff.js';

/**
 * Fonts come from packages, because a bare machine has none. Each package is cut into files by ranges of characters,
 * and only the files whose characters a slide shows are loaded.
 */

export type { FontRole } from './families.js';
export type FontStyle = { readonly role: FontRole; readonly bold: boolean; readonly italic: boolean };

type Range = { readonly subset: string; readonly from: number; readonly to: number };
type Loaded = { readonly data: Buffer; readonly facts: FontFacts };

const require = createRequire(import.meta.url);
const rangesOf = new Map<string, Promise<readonly Range[]>>();
const loaded = new Map<string, Promise<Loaded>>();
/** Which file has a character, by style: asked for each word of each slide. */
const found = new Map<string, Promise<string | undefined>>();
const MAX_FOUND = 20_000;
const FEW_FILES = 10;

/** The names under which a text's glyphs are found, and the fonts themselves. */
export class FontShelf {
  readonly #fonts = new Map<string, Font>();
  readonly #emoji = new Map<string, string>();
  /** Characters that no font has. */
  readonly missing = new Set<string>();

  get fonts(): Font[] {
    return [...this.#fonts.values()];
  }

  /** Characters that are drawn as pictures: data URLs. */
  get emoji(): Record<string, string> {
    return Object.fromEntries(this.#emoji);
  }

  /** Makes sure that every glyph of `text` is there; the answer is its CSS `font-family`. */
  async familyOf(text: string, style: FontStyle): Promise<string> {
    const names = new Set<string>();
    for (const grapheme of new Set(graphemesOf(text))) {
      if (isEmoji(grapheme) && (await this.#picture(grapheme))) continue;
      for (const char of grapheme) {
        if (/\p{Default_Ignorable_Code_Point}|\p{Cc}/u.test(char)) continue;
        const name = await fileWith(char, style);
        if (name === undefined) {
          if (!(await this.#picture(grapheme))) this.missing.add(char);
        } else {
          await this.#add(name);
          names.add(name);
        }
      }
    }
    // Something has to be drawn, if only the box that stands for a missing glyph.
    if (names.size === 0) {
      const name = (await fileWith('x', style)) ?? '';
      await this.#add(name);
      names.add(name);
    }
    return [...names].join(', ');
  }

  /** Whether the text has a picture; it is kept then. */
  async #picture(grapheme: string): Promise<boolean> {
    const drawing = await emojiDrawing(grapheme);
    if (drawing !== undefined) this.#emoji.set(grapheme, drawing);
    return drawing !== undefined;
  }

  async #add(name: string): Promise<void> {
    if (this.#fonts.has(name)) return;
    // Every file is a family of its own, so that the one with the glyph is taken.
    this.#fonts.set(name, { name, data: (await load(name)).data, weight: 400, style: 'normal' });
  }
}

/** How high letters stand in a line, of the font that has the letter; em. */
export async function lineMetrics(
  style: FontStyle,
  letter = 'x',
): Promise<Pick<FontFacts, 'ascent' | 'descent'>> {
  const name = (await fileWith(letter, style)) ?? (await fileWith('x', style));
  return name === undefined ? { ascent: 1, descent: 0.3 } : (await load(name)).facts;
}

/** Name of the first file that has the character, in the order of the families. */
export function fileWith(char: string, style: FontStyle): Promise<string | undefined> {
  const key = `${style.role} ${String(style.bold)} ${String(style.italic)} ${char}`;
  const before = found.get(key);
  if (before) return before;
  if (found.size >= MAX_FOUND) found.clear();
  const name = find(char.codePointAt(0) ?? 0, style);
  found.set(key, name);
  return name;
}

/** Whether a file has a character. @param name from {@link fileWith} */
export const fontHas = async (name: string, code: number): Promise<boolean> =>
  (await load(name)).facts.has(code);

async function find(code: number, style: FontStyle): Promise<string | undefined> {
  for (const family of families[style.role]) {
    for (const { subset, from, to } of await readRanges(family.name)) {
      if (code < from || code > to) continue;
      const name = nameOf(family, subset, style);
      // the ranges of a package promise more than its files have
      if ((await load(name)).facts.has(code)) return name;
    }
  }
  return findAnywhere(code, style);
}

/** Packages of a few files say less of them than they hold: the files themselves are asked. */
async function findAnywhere(code: number, style: FontStyle): Promise<string | undefined> {
  for (const family of families[style.role]) {
    const subsets = [...new Set((await readRanges(family.name)).map(({ subset }) => subset))];
    if (subsets.length > FEW_FILES) continue;
    for (const subset of subsets) {
      const name = nameOf(family, subset, style);
      if ((await load(name)).facts.has(code)) return name;
    }
  }
  return undefined;
}

function nameOf(family: Family, subset: string, { bold, italic }: FontStyle): string {
  const slant = italic && family.italics ? 'italic' : 'normal';
  return `${family.name}/files/${family.name}-${subset}-${String(family.weights[bold ? 1 : 0])}-${slant}`;
}

/** @param name from {@link fileWith} */
export function fontPath(name: string): string {
  const [family = '', ...path] = name.split('/');
  return `${packageFile(family, ...path)}.woff`;
}

function load(name: string): Promise<Loaded> {
  const font = loaded.get(name) ?? readFile(fontPath(name)).then((data) => ({ data, facts: readFont(data) }));
  loaded.set(name, font);
  return font;
}

const packageFile = (family: string, ...path: string[]): string =>
  join(dirname(require.resolve(`@fontsource/${family}/package.json`)), ...path);

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
