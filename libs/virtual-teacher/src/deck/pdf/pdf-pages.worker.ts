import { parentPort, workerData } from 'node:worker_threads';
import { type PDFiumPage, PDFiumLibrary } from '@hyzyla/pdfium';

/**
 * Runs in a thread of its own, because PDFium computes in WebAssembly for as long as a page takes, and live streams
 * must not wait for it. Imports no file of this project, so that it runs as source and compiled.
 */
type Job = { bytes: Uint8Array; maxWidth: number; maxHeight: number; maxPages: number };
/** `region`: x, y, width and height in fractions of the page, from the top left corner. */
export type PdfWord = {
  text: string;
  region: [number, number, number, number];
  /** Its font is neither in the file nor known to PDFium, so that nothing was drawn. Red, green and blue, 0 to 255. */
  undrawn?: [number, number, number];
};
/** `count`: pages of the document. */
export type PdfPage = { rgba: Uint8Array; width: number; height: number; words: PdfWord[]; count: number };
export type PdfMessage = { page: PdfPage } | { refused: string } | { done: true };

/** PDFium's own functions, which the package has but does not type (fpdf_text.h). */
type Native = {
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(text: number): void;
  _FPDFText_CountChars(text: number): number;
  _FPDFText_GetUnicode(text: number, index: number): number;
  _FPDFText_GetLooseCharBox(text: number, index: number, rectangle: number): number;
  _FPDFText_GetFillColor(text: number, index: number, r: number, g: number, b: number, a: number): number;
  /** page, left, top, width, height and turns of the device; x and y on the page; where to write x and y on the device */
  _FPDF_PageToDevice(...values: number[]): number;
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
    const found = wordsOn(page);
    const { data, width, height } = await page.render({ scale, render: 'bitmap', colorSpace: 'BGRA' });
    const rgba = new Uint8Array(data); // a copy: the original lies in the WebAssembly memory
    const words = found.map(({ color, ...word }) =>
      color && isBlank(word.region, { rgba, width, height }) ? { ...word, undrawn: color } : word,
    );
    tell({ page: { rgba, width, height, words, count } }, [rgba.buffer]);
  }
  tell({ done: true });
}

type Color = [number, number, number];
/** `color` is absent where a glyph is meant to be invisible. */
type Glyph = { text: string; left: number; top: number; right: number; bottom: number; color?: Color };
type Found = { text: string; region: PdfWord['region']; color?: Color };

/** The words of a page; ideographs are words of their own. */
function wordsOn(page: PDFiumPage): Found[] {
  const { module, pageIdx } = page as unknown as Internals;
  const text = module._FPDFText_LoadPage(pageIdx);
  if (text === 0) return [];
  const memory = module._malloc(16);
  const words: Found[] = [];
  let word: Glyph | undefined;
  const flush = (): void => {
    if (word) words.push(foundAs(word, page, memory));
    word = undefined;
  };
  try {
    const count = Math.min(MAX_CHARACTERS, module._FPDFText_CountChars(text));
    for (let i = 0; i < count; i++) {
      const char = characterAt(module, text, i);
      const isWhole = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(char);
      if (isWhole || /[\s\0]/.test(char)) flush();
      const box = /[\s\0]/.test(char) ? undefined : boxOf(module, text, i, memory);
      if (char.length > 1) i++; // PDFium counts the two halves
      if (!box) continue;
      const glyph = { text: char, ...box };
      word = word ? joined(word, glyph) : glyph;
      if (isWhole) flush();
    }
    flush();
  } finally {
    module._free(memory);
    module._FPDFText_ClosePage(text);
  }
  return words;
}

/** PDFium knows UTF-16: a letter beyond U+FFFF is two of its characters. */
function characterAt(module: Native, text: number, index: number): string {
  const first = module._FPDFText_GetUnicode(text, index);
  if (first > 0xffff) return String.fromCodePoint(Math.min(0x10ffff, first));
  const second = first >= 0xd800 && first < 0xdc00 ? module._FPDFText_GetUnicode(text, index + 1) : 0;
  const char =
    second >= 0xdc00 && second < 0xe000 ? String.fromCharCode(first, second) : String.fromCharCode(first);
  return /\p{Surrogate}/u.test(char) ? '\ufffd' : char;
}

function boxOf(module: Native, text: number, index: number, memory: number): Omit<Glyph, 'text'> | undefined {
  const words = (): ArrayBuffer => module.HEAPU8.slice(memory, memory + 16).buffer;
  // FS_RECTF: left, top, right, bottom as floats; y counts upwards
  if (module._FPDFText_GetLooseCharBox(text, index, memory) === 0) return undefined;
  const [left = 0, top = 0, right = 0, bottom = 0] = new Float32Array(words());
  const places = [0, 4, 8, 12].map((offset) => memory + offset) as [number, number, number, number];
  const isColored = module._FPDFText_GetFillColor(text, index, ...places) !== 0;
  const [red = 0, green = 0, blue = 0, alpha = 255] = isColored ? new Uint32Array(words()) : [];
  const box = { left, top, right, bottom };
  return alpha === 0 ? box : { ...box, color: [red, green, blue] };
}

const joined = (a: Glyph, b: Glyph): Glyph => ({
  text: a.text + b.text,
  left: Math.min(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
  ...(a.color ? { color: a.color } : {}),
});

/** As fine as integers of the device go. */
const DEVICE = 100_000;

/** Where it stands on the page as it is seen: turned and cropped. */
function foundAs({ text, left, top, right, bottom, color }: Glyph, page: PDFiumPage, memory: number): Found {
  const { module, pageIdx } = page as unknown as Internals;
  const seen = (x: number, y: number): number[] => {
    module._FPDF_PageToDevice(pageIdx, 0, 0, DEVICE, DEVICE, 0, x, y, memory, memory + 4);
    const place = new Int32Array(module.HEAPU8.slice(memory, memory + 8).buffer);
    return Array.from(place, (value) => Math.round(Math.min(1, Math.max(0, value / DEVICE)) * 1e4) / 1e4);
  };
  const [[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]] = [seen(left, top), seen(right, bottom)] as [number[], number[]];
  const size = (a: number, b: number): number => Math.round(Math.abs(a - b) * 1e4) / 1e4;
  const region: PdfWord['region'] = [Math.min(x1, x2), Math.min(y1, y2), size(x1, x2), size(y1, y2)];
  return { text, region, ...(color ? { color } : {}) };
}

type Bitmap = { readonly rgba: Uint8Array; readonly width: number; readonly height: number };
/** Of a channel: what compression of pictures behind a word may make of one colour. */
const SAME = 8;

/** Whether all pixels of a region have one colour. */
function isBlank([x, y, w, h]: PdfWord['region'], { rgba, width, height }: Bitmap): boolean {
  const [left, top] = [Math.floor(x * width), Math.floor(y * height)];
  const [right, bottom] = [
    Math.min(width, Math.ceil((x + w) * width)),
    Math.min(height, Math.ceil((y + h) * height)),
  ];
  if (right - left < 2 || bottom - top < 2) return false;
  const first = (top * width + left) * 4;
  for (let row = top; row < bottom; row++) {
    for (let at = (row * width + left) * 4; at < (row * width + right) * 4; at += 4) {
      for (let channel = 0; channel < 3; channel++) {
        if (Math.abs((rgba[at + channel] ?? 0) - (rgba[first + channel] ?? 0)) > SAME) return false;
      }
    }
  }
  return true;
}

render(workerData as Job).catch((error: unknown) => {
  tell({ refused: error instanceof Error ? error.message : String(error) });
});
