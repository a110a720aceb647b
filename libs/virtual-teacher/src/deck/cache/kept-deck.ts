import { createHash } from 'node:crypto';
import type { Deck, DeckProblem, DeckSlide, ReadDeckFile } from '../deck.js';
import { keyOf, type SlideCache } from './slide-cache.js';

/** What is kept of a drawn deck: its slides by their own keys, and the files that they show. */
type Kept = {
  readonly slides: readonly string[];
  readonly warnings: readonly DeckProblem[];
  /** Checksums by path; undefined for a file that was not there. */
  readonly files: readonly (readonly [path: string, sha256: string | undefined])[];
};

/** What a drawn slide is kept as. */
type KeptSlide = { readonly slide: DeckSlide };

type Source = { readonly file: string; readonly bytes: Uint8Array };

/**
 * A deck that was drawn before from the same text and the same files, without anything of what draws loaded.
 * @returns undefined when a file has changed, or a slide is no longer kept
 */
export async function keptDeck(
  { file, bytes }: Source,
  { cache, read }: { readonly cache: SlideCache; readonly read: ReadDeckFile },
): Promise<Deck | undefined> {
  const kept = (await cache.get(keyOf('deck', file, bytes))) as Kept | undefined;
  if (kept === undefined) return undefined;
  for (const [path, sha256] of kept.files) if (checksum(await read(path)) !== sha256) return undefined;
  const slides: DeckSlide[] = [];
  for (const key of kept.slides) {
    const one = (await cache.get(key)) as KeptSlide | undefined;
    if (one === undefined) return undefined;
    slides.push(one.slide);
  }
  return { slides, warnings: kept.warnings };
}

/** Draws a deck and notes what it is made of, so that `keptDeck` finds it. */
export async function keepingDeck(
  { file, bytes }: Source,
  { cache, read }: { readonly cache: SlideCache; readonly read: ReadDeckFile },
  draw: (noted: { readonly cache: SlideCache; readonly read: ReadDeckFile }) => Promise<Deck>,
): Promise<Deck> {
  const slides: string[] = [];
  const files = new Map<string, string | undefined>();
  const deck = await draw({
    cache: {
      get: (key) => {
        slides.push(key);
        return cache.get(key);
      },
      put: (key, value) => cache.put(key, value),
    },
    read: async (path) => {
      const found = await read(path);
      files.set(path, checksum(found));
      return found;
    },
  });
  // slides that define commands for formulas have no key: such a deck is read anew each time
  if (slides.length === deck.slides.length)
    await cache.put(keyOf('deck', file, bytes), {
      slides,
      warnings: deck.warnings,
      files: [...files],
    } satisfies Kept);
  return deck;
}

const checksum = (bytes: Uint8Array | undefined): string | undefined =>
  bytes && createHash('sha256').update(bytes).digest('hex');
