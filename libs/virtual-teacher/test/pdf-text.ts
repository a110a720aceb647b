import { PDFiumLibrary } from '@hyzyla/pdfium';

/** PDFium's own functions, which the package has but does not type (fpdf_text.h). */
type Native = {
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(text: number): void;
  _FPDFText_CountChars(text: number): number;
  _FPDFText_GetLooseCharBox(text: number, index: number, rectangle: number): number;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  HEAPU8: Uint8Array;
};

export type PageText = {
  /** As a reader copies it. */
  readonly text: string;
  /** The box around all its letters: left, top, right and bottom in points from the bottom left corner. */
  readonly box: readonly [number, number, number, number];
  readonly width: number;
  readonly height: number;
};

/** What stands on each page of a PDF, and where. */
export async function readPdf(bytes: Uint8Array): Promise<PageText[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  try {
    return Array.from(document.pages(), (page): PageText => {
      const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
      const { module, pageIdx } = page as unknown as { module: Native; pageIdx: number };
      return { text: page.getText(), box: boxOf(module, pageIdx), width, height };
    });
  } finally {
    document.destroy();
    library.destroy();
  }
}

function boxOf(module: Native, page: number): PageText['box'] {
  const text = module._FPDFText_LoadPage(page);
  const memory = module._malloc(16);
  let [left, top, right, bottom] = [Infinity, -Infinity, -Infinity, Infinity];
  for (let i = 0; i < module._FPDFText_CountChars(text); i++) {
    if (module._FPDFText_GetLooseCharBox(text, i, memory) === 0) continue;
    const [l = 0, t = 0, r = 0, b = 0] = new Float32Array(module.HEAPU8.slice(memory, memory + 16).buffer);
    if (r === l) continue; // of a line break
    [left, top, right, bottom] = [
      Math.min(left, l),
      Math.max(top, t),
      Math.max(right, r),
      Math.min(bottom, b),
    ];
  }
  module._free(memory);
  module._FPDFText_ClosePage(text);
  return [left, top, right, bottom];
}

/** A page as a picture. @returns RGBA */
export async function drawPdfPage(
  bytes: Uint8Array,
  index: number,
): Promise<{ data: Uint8Array; width: number; height: number }> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  try {
    const { data, width, height } = await document
      .getPage(index)
      .render({ scale: 1.6, render: 'bitmap', colorSpace: 'BGRA' });
    return { data: new Uint8Array(data), width, height };
  } finally {
    document.destroy();
    library.destroy();
  }
}
