import { type DeckReference, type DeckSlide, deckManifestPath, slideImagePath } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { queries } from '../api/queries.js';

/** Decks up to this size are preloaded as a whole; larger ones around the slide on screen. */
const keepWholeUpTo = 24;
const before = 2;
const after = 4;

/** Loads a small deck as a whole, before it is known which slide comes first. */
export function preloadSlides(slides: readonly DeckSlide[]): void {
  if (slides.length > keepWholeUpTo) return;
  for (const { url } of slides) new Image().src = url;
}

/** The slides to have in memory, decoded, while slide `current` is shown and `wanted` ones were announced. */
export function slidesToKeep(count: number, current: number, wanted: ReadonlySet<number>): number[] {
  const keep = new Set<number>();
  const from = count <= keepWholeUpTo ? 0 : Math.max(0, current - before);
  const to = count <= keepWholeUpTo ? count - 1 : Math.min(count - 1, current + after);
  for (let index = from; index <= to; index += 1) keep.add(index);
  for (const index of wanted) if (index < count) keep.add(index);
  keep.add(current);
  return [...keep].sort((a, b) => a - b);
}

export type SlidePicture = { readonly index: number; readonly url: string; readonly title: string | null };

/** The images of a deck. Their addresses follow from the stream alone; the manifest adds titles. */
export function useDeckSlides(deck: DeckReference | null): readonly SlidePicture[] {
  const id = deck?.id;
  const manifestUrl = deck?.url ?? deckManifestPath(id ?? '');
  // Slides are shown without their titles while it is not there: the lesson does not depend on it.
  const { data: manifest } = useQuery({ ...queries.deck(manifestUrl), enabled: id !== undefined });
  const count = deck?.slideCount ?? 0;
  return useMemo(() => {
    if (id === undefined) return [];
    const known: readonly DeckSlide[] = manifest?.id === id ? manifest.slides : [];
    return Array.from({ length: count }, (_, index) => ({
      index,
      url: known[index]?.url ?? slideImagePath(id, index),
      title: known[index]?.title ?? null,
    }));
  }, [id, count, manifest]);
}

/** Slides that an event on its way will show: `want` is for the player's `upcoming`. */
export function useWantedSlides(): { wanted: ReadonlySet<number>; want: (index: number) => void } {
  const [wanted, setWanted] = useState<ReadonlySet<number>>(new Set());
  const want = useCallback((index: number) => {
    setWanted((now) => (now.has(index) ? now : new Set([...[...now].slice(-3), index])));
  }, []);
  return { wanted, want };
}
