import sharp from 'sharp';
import type { Deck } from '../../src/deck/deck.js';

/** Slides of one colour each, without words or build steps. */
export async function solidDeck(colours: readonly string[]): Promise<Deck> {
  const slides = await Promise.all(
    colours.map(async (background) => {
      const [width, height] = [1600, 900];
      const bytes = await sharp({ create: { width, height, channels: 3, background } })
        .png()
        .toBuffer();
      const frame = { bytes, mediaType: 'image/png', width, height, words: [] } as const;
      return { title: background, steps: [frame] };
    }),
  );
  return { slides, warnings: [] };
}
