import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { type Deck, DeckFailed, type DeckPicture, type DeckSlide, type RenderOptions } from '../deck.js';
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
  const { signal } = options;
  signal?.throwIfAborted();
  const workerData = { bytes, maxWidth: MAX_WIDTH, maxHeight: MAX_HEIGHT, maxPages: MAX_PAGES };
  const worker = new Worker(workerFile, { workerData });
  try {
    const slides = await slidesOf(worker, file, options);
    return { slides, warnings: [] };
  } finally {
    await worker.terminate();
  }
}

/** Each page is encoded while the next one is rendered; no more of them lie in memory. */
function slidesOf(
  worker: Worker,
  file: string,
  { signal, onSlide }: Omit<RenderOptions, 'read'>,
): Promise<DeckSlide[]> {
  const slides: Promise<DeckSlide>[] = [];
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
    });
  });
}

async function slideOf({ rgba, width, height, words }: PdfPage): Promise<DeckSlide> {
  const { data, info } = await sharp(rgba, { raw: { width, height, channels: 4 } })
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
  return { title: title === '' ? null : title, steps: [picture] };
}
