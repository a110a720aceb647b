/**
 * Draws decks in a process of its own: layout, decoders and SVG renderers compute for as long as a deck makes them,
 * most of it in native code that only the end of a process stops.
 */
import sharp from 'sharp';
import { type Desk, Refusal, serve } from '../isolation/index.js';
import { SlideFolder } from './cache/slide-cache.js';
import { DeckFailed } from './deck.js';
import type { DeckRequest, DrawnSoFar, FittedPicture } from './deck-requests.js';
import { renderPdfDeck } from './pdf/render-pdf-deck.js';
import { renderDeck } from './render-deck.js';

// whatever a deck names, and whatever a dependency makes of it: this process asks no other machine for anything
globalThis.fetch = () => Promise.reject(new Error('a deck fetches nothing'));

// each request is a process's only one, and live streams have the other core
sharp.concurrency(1);

async function draw(request: DeckRequest, { alive, ask }: Desk): Promise<unknown> {
  const onSlide = () => alive();
  switch (request.task) {
    case 'deck': {
      const read = async (path: string) => (await ask(path)) as Uint8Array | undefined;
      const cache = request.cacheFolder === undefined ? undefined : new SlideFolder(request.cacheFolder);
      const onProgress = (...[done, total]: DrawnSoFar) => alive([done, total] satisfies DrawnSoFar);
      return renderDeck(request.source, { read, cache, onSlide, onProgress });
    }
    case 'pdf':
      return renderPdfDeck(request.bytes, request.file, { onSlide });
    case 'picture':
      return fitted(request.bytes, request.limits);
  }
}

async function fitted(
  bytes: Uint8Array,
  { maxWidth, maxHeight, maxPixels }: Extract<DeckRequest, { task: 'picture' }>['limits'],
): Promise<FittedPicture> {
  const { data, info } = await sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' })
    .autoOrient()
    .resize(maxWidth, maxHeight, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 92, effort: 3, smartSubsample: true }) // text keeps its coloured edges
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}

serve(async (request, desk) => {
  try {
    return await draw(request as DeckRequest, desk);
  } catch (error) {
    if (error instanceof DeckFailed) throw new Refusal(error.message, error.problems);
    throw error;
  }
});
