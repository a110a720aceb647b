import { parentPort, workerData } from 'node:worker_threads';
import { PDFiumLibrary } from '@hyzyla/pdfium';

/**
 * Runs in a thread of its own, because PDFium computes in WebAssembly for as long as a page takes, and live streams
 * must not wait for it. Imports no file of ours, so that it runs as source and compiled.
 */
type Job = { bytes: Uint8Array; maxWidth: number; maxHeight: number; maxPages: number };
export type PdfPage = { rgba: Uint8Array; width: number; height: number };
export type PdfMessage = { page: PdfPage } | { refused: string } | { done: true };

/** Pages that may lie with the receiver at once: the one it works on, and the next. Each is 8 MB and made faster than used. */
const PAGES_AHEAD = 2;

let free = PAGES_AHEAD;
let wake = (): void => undefined;
/** Any message says that a page is done with. */
parentPort?.on('message', () => {
  free++;
  wake();
});

async function takeTurn(): Promise<void> {
  while (free === 0) await new Promise<void>((resolve) => (wake = resolve));
  free--;
}

const tell = (message: PdfMessage, transfer: ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, transfer);

async function render(job: Job): Promise<void> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(job.bytes);
  const count = document.getPageCount();
  if (count === 0) throw new Error('it has no pages');
  if (count > job.maxPages)
    throw new Error(`it has ${String(count)} pages, at most ${String(job.maxPages)} are taken`);
  for (const page of document.pages()) {
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const scale = Math.min(job.maxWidth / originalWidth, job.maxHeight / originalHeight);
    const isDrawable = originalWidth * scale >= 1 && originalHeight * scale >= 1; // false for NaN, too
    if (!isDrawable) throw new Error(`page ${String(page.number + 1)} has no size`);
    await takeTurn();
    const { data, width, height } = await page.render({ scale, render: 'bitmap', colorSpace: 'BGRA' });
    const rgba = new Uint8Array(data); // a copy: the original lies in the WebAssembly memory
    tell({ page: { rgba, width, height } }, [rgba.buffer]);
  }
  tell({ done: true });
}

render(workerData as Job).catch((error: unknown) => {
  tell({ refused: error instanceof Error ? error.message : String(error) });
});
