import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const drawings = new Map<string, Promise<string | undefined>>();

const MAX_KEPT = 2000;

/** What readers take for one character: a letter with its marks, a flag, a family of emoji. */
export const graphemesOf = (text: string): string[] =>
  Array.from(graphemes.segment(text), ({ segment }) => segment);

/** Whether it is drawn as a picture; `☎` and its like are so only when U+FE0F follows them. */
export const isEmoji = (grapheme: string): boolean =>
  /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[#*\d]\ufe0f?\u20e3|^\p{Regional_Indicator}{2}/u.test(
    grapheme,
  );

/** The drawing of an emoji as a data URL; undefined when there is none. */
export function emojiDrawing(grapheme: string): Promise<string | undefined> {
  if (drawings.size > MAX_KEPT) drawings.clear();
  const drawing = drawings.get(grapheme) ?? read(nameOf(grapheme));
  drawings.set(grapheme, drawing);
  return drawing;
}

/** Twemoji names its files by code points; the variation selector is left out where no joiner stands. */
function nameOf(grapheme: string): string {
  const text = grapheme.includes('\u200d') ? grapheme : grapheme.replaceAll('\ufe0f', '');
  return Array.from(text, (char) => (char.codePointAt(0) ?? 0).toString(16)).join('-');
}

async function read(name: string): Promise<string | undefined> {
  const folder = dirname(require.resolve('@twemoji/svg/package.json'));
  const svg = await readFile(join(folder, `${name}.svg`)).catch((error: unknown) => {
    const isMissing =
      error instanceof Error && 'code' in error && /^(?:ENOENT|ENAMETOOLONG)$/.test(String(error.code));
    if (isMissing) return undefined;
    throw error;
  });
  return svg && `data:image/svg+xml;base64,${svg.toString('base64')}`;
}
