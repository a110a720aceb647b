import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import {
  type Deck,
  DeckFailed,
  type DeckPicture,
  type DeckProblem,
  type DeckSlide,
  type RenderOptions,
} from '../deck.js';
import { keyOf } from '../cache/slide-cache.js';
import { drawMissing } from './draw-missing.js';
import type { PdfMessage, PdfPage } from './pdf-pages.worker.js';

/** A full HD screen shows no more. */
const MAX_WIDTH = 1920;
const MAX_HEIGHT = 1080;
const MAX_PAGES = 300;
/** A document of which a page takes longer is given up. */
const PAGE_PATIENCE_MS = 20_000;

const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './pdf-pages.worker.ts' : './pdf-pages.worker.js',
  import.meta.url,
);

/** One slide for each page, with the places of its words. @throws DeckFailed */
export async function renderPdfDeck(
  bytes: Uint8Array,
  file: string,
  options: Omit<RenderOptions, 'read'> = {},
): Promise<Deck> {
  const { signal, cache } = options;
  signal?.throwIfAborted();
  const key = keyOf('pdf', bytes);
  const before = (await cache?.get(key)) as DrawnPage[] | undefined;
  if (before) return deckOf(before, file);
  const workerData = { bytes, maxWidth: MAX_WIDTH, maxHeight: MAX_HEIGHT, maxPages: MAX_PAGES };
  const worker = new Worker(workerFile, { workerData });
  try {
    const pages = await pagesOf(worker, file, options);
    await cache?.put(key, pages);
    return deckOf(pages, file);
  } finally {
    await worker.terminate();
  }
}

const deckOf = (pages: readonly DrawnPage[], file: string): Deck => ({
  slides: pages.map(({ slide }) => slide),
  warnings: pages.flatMap(({ isSubstituted }, i) => (isSubstituted ? [missingFont(file, i + 1)] : [])),
});

const missingFont = (file: string, slide: number): DeckProblem => ({
  ...{ code: 'deck-pdf-font', file, slide },
  message: `Page ${String(slide)} has text in a font that the PDF does not contain: it is drawn in another one.`,
  remedy: 'Export the PDF again with its fonts embedded.',
});

/** `isSubstituted`: words were drawn here, because their font is missing. */
type DrawnPage = { readonly slide: DeckSlide; readonly isSubstituted: boolean };

/** Each page is encoded while the next one is rendered; no more of them lie in memory. */
function pagesOf(
  worker: Worker,
  file: string,
  { signal, onSlide, onProgress }: Omit<RenderOptions, 'read'>,
): Promise<DrawnPage[]> {
  const slides: Promise<DrawnPage>[] = [];
  return new Promise((resolve, reject) => {
    const stop = (error: unknown): void => {
      clearTimeout(patience);
      signal?.removeEventListener('abort', abort);
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const abort = (): void => stop(signal?.reason);
    const refuse = (reason: string): void =>
      stop(
        new DeckFailed({
          code: 'deck-bad-pdf',
          file,
          message: `It is no PDF that can be shown (${reason}).`,
          remedy: 'Export it again.',
        }),
      );
    const patience = setTimeout(() => refuse('a page takes too long'), PAGE_PATIENCE_MS);
    signal?.addEventListener('abort', abort);
    worker.on('error', (error) => refuse(error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => refuse('the renderer stopped'));
    worker.on('message', (message: PdfMessage) => {
      if ('refused' in message) return refuse(message.refused);
      if ('done' in message) {
        clearTimeout(patience);
        signal?.removeEventListener('abort', abort);
        return resolve(Promise.all(slides));
      }
      patience.refresh();
      onSlide?.();
      const slide = slideOf(message.page);
      slide.then(() => worker.postMessage('next'), stop);
      slides.push(slide);
      onProgress?.(slides.length, message.page.count);
    });
  });
}

async function slideOf({ rgba, width, height, words }: PdfPage): Promise<DrawnPage> {
  const missing = await drawMissing(words, width, height);
  const { data, info } = await sharp(rgba, { raw: { width, height, channels: 4 } })
    .composite(missing === undefined ? [] : [{ input: missing }])
    .removeAlpha()
    .webp({ quality: 92, effort: 3, smartSubsample: true })
    .toBuffer({ resolveWithObject: true });
  const picture: DeckPicture = {
    bytes: data,
    mediaType: 'image/webp',
    width: info.width,
    height: info.height,
    words: words.map(({ text, region: [x, y, w, h] }) => ({ text, region: { x, y, width: w, height: h } })),
  };
  const title = words
    .slice(0, 12)
    .map(({ text }) => text)
    .join(' ')
    .slice(0, 200);
  return {
    slide: { title: title === '' ? null : title, steps: [picture] },
    isSubstituted: missing !== undefined,
  };
}
