import { parentPort, workerData } from 'node:worker_threads';
import { type PDFiumPage, PDFiumLibrary } from '@hyzyla/pdfium';

/**
 * Runs in a thread of its own, because PDFium computes in WebAssembly for as long as a page takes, and live streams
 * must not wait for it. Imports no file of this project, so that it runs as source and compiled.
 */
type Job = { bytes: Uint8Array; maxWidth: number; maxHeight: number; maxPages: number };
/** `region`: x, y, width and height in fractions of the page, from the top left corner. */
export type PdfWord = { text: string; region: [number, number, number, number] };
export type PdfPage = { rgba: Uint8Array; width: number; height: number; words: PdfWord[] };
export type PdfMessage = { page: PdfPage } | { refused: string } | { done: true };

/** PDFium's own functions, which the package has but does not type (fpdf_text.h). */
type Native = {
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(text: number): void;
  _FPDFText_CountChars(text: number): number;
  _FPDFText_GetUnicode(text: number, index: number): number;
  _FPDFText_GetLooseCharBox(text: number, index: number, rectangle: number): number;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  HEAPU8: Uint8Array;
};
type Internals = { readonly module: Native; readonly pageIdx: number };

/** Pages that may lie with the receiver at once: the one it works on, and the next. Each is 8 MB. */
const PAGES_AHEAD = 2;
/** A page of a book has 3,000; beyond this its words are not looked at. */
const MAX_CHARACTERS = 20_000;

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
  if (count > job.maxPages) {
    throw new Error(`it has ${String(count)} pages, at most ${String(job.maxPages)} are taken`);
  }
  for (const page of document.pages()) {
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const scale = Math.min(job.maxWidth / originalWidth, job.maxHeight / originalHeight);
    const isDrawable = originalWidth * scale >= 1 && originalHeight * scale >= 1; // false for NaN, too
    if (!isDrawable) throw new Error(`page ${String(page.number + 1)} has no size`);
    await takeTurn();
    const words = wordsOn(page, originalWidth, originalHeight);
    const { data, width, height } = await page.render({ scale, render: 'bitmap', colorSpace: 'BGRA' });
    const rgba = new Uint8Array(data); // a copy: the original lies in the WebAssembly memory
    tell({ page: { rgba, width, height, words } }, [rgba.buffer]);
  }
  tell({ done: true });
}

type Glyph = { text: string; left: number; top: number; right: number; bottom: number };

/** The words of a page; ideographs are words of their own. */
function wordsOn(page: PDFiumPage, width: number, height: number): PdfWord[] {
  const { module, pageIdx } = page as unknown as Internals;
  const text = module._FPDFText_LoadPage(pageIdx);
  if (text === 0) return [];
  const rectangle = module._malloc(16); // FS_RECTF: left, top, right, bottom as floats; y counts upwards
  const words: PdfWord[] = [];
  let word: Glyph | undefined;
  const flush = (): void => {
    if (word) words.push({ text: word.text, region: regionOf(word, width, height) });
    word = undefined;
  };
  try {
    const count = Math.min(MAX_CHARACTERS, module._FPDFText_CountChars(text));
    for (let i = 0; i < count; i++) {
      const char = String.fromCodePoint(Math.min(0x10ffff, module._FPDFText_GetUnicode(text, i)));
      const isWhole = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(char);
      if (isWhole || /[\s\0]/.test(char)) flush();
      if (/[\s\0]/.test(char) || module._FPDFText_GetLooseCharBox(text, i, rectangle) === 0) continue;
      const [left = 0, top = 0, right = 0, bottom = 0] = new Float32Array(
        module.HEAPU8.slice(rectangle, rectangle + 16).buffer,
      );
      const glyph = { text: char, left, top, right, bottom };
      word = word ? joined(word, glyph) : glyph;
      if (isWhole) flush();
    }
    flush();
  } finally {
    module._free(rectangle);
    module._FPDFText_ClosePage(text);
  }
  return words;
}

const joined = (a: Glyph, b: Glyph): Glyph => ({
  text: a.text + b.text,
  left: Math.min(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});

function regionOf({ left, top, right, bottom }: Glyph, width: number, height: number): PdfWord['region'] {
  const part = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 1e4) / 1e4;
  const [x, y] = [part(left / width), part(1 - top / height)];
  return [x, y, part((right - left) / width), part((top - bottom) / height)];
}

render(workerData as Job).catch((error: unknown) => {
  tell({ refused: error instanceof Error ? error.message : String(error) });
});
