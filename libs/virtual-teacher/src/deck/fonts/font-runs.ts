import { graphemesOf } from './emoji.js';
import { fileWith, fontHas, fontPath, type FontStyle } from './font-shelf.js';

/** Part of a text that one font file has all characters of. */
export type FontRun = {
  readonly text: string;
  /** Path of a WOFF file. */
  readonly file: string;
};

/** Drawn without a glyph of their own: joiners, selectors, control characters. */
const UNDRAWN = /^(?:\p{Default_Ignorable_Code_Point}|\p{Cc})$/u;

/**
 * Cuts a text by the font files that draw it, for programs that lay out text themselves. As few files as possible are
 * changed between: what the file of the run before has too stays with it. What no file has is drawn as a box.
 */
export async function fontRuns(text: string, style: FontStyle): Promise<FontRun[]> {
  const runs: { text: string; name: string }[] = [];
  const plain = (await fileWith('x', style)) ?? '';
  for (const grapheme of graphemesOf(text)) {
    const chars = Array.from(grapheme).filter((char) => !UNDRAWN.test(char));
    const last = runs.at(-1);
    if (last && (await hasAll(last.name, chars))) {
      last.text += grapheme;
      continue;
    }
    const [first] = chars;
    const name = (first !== undefined && (await fileWith(first, style))) || plain;
    if (last?.name === name) last.text += grapheme;
    else runs.push({ text: grapheme, name });
  }
  return runs.map(({ text: part, name }) => ({ text: part, file: fontPath(name) }));
}

async function hasAll(name: string, chars: readonly string[]): Promise<boolean> {
  for (const char of chars) if (!(await fontHas(name, char.codePointAt(0) ?? 0))) return false;
  return true;
}
