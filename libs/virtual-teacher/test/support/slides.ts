import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { type Deck, type DeckPicture, type DeckProblem, renderDeck } from '../../src/deck/index.js';

const folder = new URL('../decks/', import.meta.url);

/** Draws a deck of the folder `test/decks`, or one whose files are given. */
export const drawn = (
  source: string,
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<Deck> =>
  renderDeck(source, {
    read: async (path) => {
      const content = files[path];
      if (content !== undefined)
        return typeof content === 'string' ? new TextEncoder().encode(content) : content;
      return readFile(new URL(path, folder)).catch(() => undefined);
    },
  });

export const drawnText = (
  markdown: string,
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<Deck> => drawn('deck.md', { ...files, 'deck.md': markdown });

/** `3:7 deck-theme`: where a problem stands, and what kind it is. */
export const placed = ({ line, column, code }: DeckProblem): string =>
  `${String(line)}:${String(column ?? '')} ${code}`;

export const lastStep = (deck: Deck, slide: number): DeckPicture => {
  const picture = deck.slides[slide - 1]?.steps.at(-1);
  if (!picture) throw new Error(`there is no slide ${String(slide)}`);
  return picture;
};

export type Pixels = { readonly mean: readonly number[]; readonly contrast: number };

/** Colours of a part of a slide, in its fractions: the mean, and the most different pixels of a channel. */
export async function pixelsIn(
  { bytes, width, height }: DeckPicture,
  region: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): Promise<Pixels> {
  const left = Math.floor(region.x * width);
  const top = Math.floor(region.y * height);
  const area = {
    ...{ left, top },
    width: Math.max(1, Math.min(width - left, Math.ceil(region.width * width))),
    height: Math.max(1, Math.min(height - top, Math.ceil(region.height * height))),
  };
  const { channels } = await sharp(await sharp(bytes).extract(area).toBuffer()).stats();
  return {
    mean: channels.slice(0, 3).map(({ mean }) => mean),
    contrast: Math.max(...channels.map(({ min, max }) => max - min)),
  };
}

/** The pixels of a word. */
export function pixelsOf(picture: DeckPicture, text: string): Promise<Pixels> {
  const word = picture.words.find((one) => one.text === text);
  if (!word)
    throw new Error(`${text} is not on the slide: ${picture.words.map((one) => one.text).join(' ')}`);
  return pixelsIn(picture, word.region);
}

/** Pairs of words that stand on each other. */
export function overlaps({ words }: DeckPicture): string[] {
  const whole = words.filter(({ isPart }) => !isPart);
  return whole.flatMap(({ text, region: a }, i) =>
    whole.slice(i + 1).flatMap(({ text: other, region: b }) => {
      const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
      const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
      return across > 0.001 && down > 0.004 ? [`${text} and ${other}`] : [];
    }),
  );
}
