import { createHash, randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { Settings } from '../config/settings.js';
import { type FieldError, ValidationFailed } from '../errors/domain-error.js';
import { type SlideRecord } from './deck.entity.js';
import { type PdfMessage, type PdfPage } from './pdf-pages.worker.js';
import { kindOf, type UploadKind } from './picture-kind.js';
import {
  MAX_INPUT_PIXELS,
  MAX_PDF_PAGES,
  MAX_SLIDE_HEIGHT,
  MAX_SLIDE_WIDTH,
  PDF_PAGE_PATIENCE_MS,
} from './slide-limits.js';
import { pdfRenderers } from './turnstile.js';

/** A file as it was sent. */
export type UploadedFile = { readonly originalname: string; readonly buffer: Uint8Array };

type Picture = { readonly bytes: Uint8Array; readonly width: number; readonly height: number };

type Drawn = { readonly title: string | null; readonly mediaType: SlideRecord['mediaType'] };

/** What a file cannot be made a slide of; the message is for its sender. */
class Unreadable extends Error {}

/** Turns uploads into pictures: decoded, brought to size, freed of everything else the file carried, named by content. */
@Injectable()
export class SlidePictures {
  constructor(private readonly settings: Settings) {}

  /**
   * One slide for each picture and each PDF page, in order. Nothing is kept unless all files are good.
   * Throws {@link ValidationFailed} naming every file that is not.
   */
  async accept(files: readonly UploadedFile[]): Promise<SlideRecord[]> {
    const pictures: Picture[] = [];
    const errors: FieldError[] = [];
    for (const [i, file] of files.entries()) {
      try {
        pictures.push(...(await picturesOf(file)));
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        errors.push({ field: `files.${String(i)}`, message: `${file.originalname}: ${error.message}` });
      }
    }
    if (errors.length > 0) throw new ValidationFailed(errors);
    return Promise.all(pictures.map((picture) => this.#store(picture)));
  }

  /** Slides that were drawn here, in order; WebP is kept byte for byte. */
  async keep(slides: readonly (Picture & Drawn)[]): Promise<SlideRecord[]> {
    const kept = slides.map(async (slide) => {
      const picture = slide.mediaType === 'image/webp' ? slide : await encoded(sharp(slide.bytes));
      return { ...(await this.#store(picture)), title: slide.title };
    });
    return Promise.all(kept);
  }

  pathOf(slide: SlideRecord): string {
    return this.settings.inData('slides', `${slide.image}.webp`);
  }

  async #store({ bytes, width, height }: Picture): Promise<SlideRecord> {
    const image = createHash('sha256').update(bytes).digest('hex');
    const record: SlideRecord = { image, title: null, mediaType: 'image/webp', width, height };
    const draft = this.settings.inData('slides', `.${randomUUID()}`);
    await writeFile(draft, bytes);
    await rename(draft, this.pathOf(record)); // whole or not at all, also when the process is killed
    return record;
  }
}

async function picturesOf({ buffer }: UploadedFile): Promise<Picture[]> {
  const kind = kindOf(buffer);
  if (kind === undefined) throw new Unreadable('it is neither PNG, JPEG, WebP nor PDF');
  return kind === 'pdf' ? pdfPages(buffer) : [await pictureOf(buffer, kind)];
}

async function pictureOf(bytes: Uint8Array, kind: UploadKind): Promise<Picture> {
  try {
    return await encoded(sharp(bytes, { limitInputPixels: MAX_INPUT_PIXELS, failOn: 'error' }).autoOrient());
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : '';
    throw new Unreadable(`it is not a whole ${kind.toUpperCase()} picture (${reason})`, { cause });
  }
}

async function encoded(picture: sharp.Sharp): Promise<Picture> {
  const { data, info } = await picture
    .resize(MAX_SLIDE_WIDTH, MAX_SLIDE_HEIGHT, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 92, effort: 3, smartSubsample: true }) // text keeps its coloured edges
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}

const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './pdf-pages.worker.ts' : './pdf-pages.worker.js',
  import.meta.url,
);

const pdfPages = (bytes: Uint8Array): Promise<Picture[]> => pdfRenderers.pass(() => renderPdf(bytes));

async function renderPdf(bytes: Uint8Array): Promise<Picture[]> {
  const workerData = {
    bytes,
    maxWidth: MAX_SLIDE_WIDTH,
    maxHeight: MAX_SLIDE_HEIGHT,
    maxPages: MAX_PDF_PAGES,
  };
  const worker = new Worker(workerFile, { workerData });
  try {
    return await pagesOf(worker);
  } finally {
    await worker.terminate();
  }
}

/** Each page is encoded while the next one is rendered; no more of them lie in memory. */
function pagesOf(worker: Worker): Promise<Picture[]> {
  const pages: Promise<Picture>[] = [];
  return new Promise((resolve, reject) => {
    const refuse = (reason: string) => {
      clearTimeout(patience);
      reject(new Unreadable(`it is no PDF that can be shown (${reason})`));
    };
    const patience = setTimeout(() => refuse('a page takes too long'), PDF_PAGE_PATIENCE_MS);
    worker.on('error', (error) => refuse(error.message));
    worker.on('exit', () => refuse('the renderer stopped'));
    worker.on('message', (message: PdfMessage) => {
      if ('refused' in message) return refuse(message.refused);
      if ('done' in message) {
        clearTimeout(patience);
        return resolve(Promise.all(pages));
      }
      patience.refresh();
      const page = pictureOfPage(message.page);
      page.then(
        () => worker.postMessage('next'),
        (error: unknown) => refuse(String(error)),
      );
      pages.push(page);
    });
  });
}

/** Rejects, and never throws: an error in a message handler would end the process. */
async function pictureOfPage({ rgba, width, height }: PdfPage): Promise<Picture> {
  return encoded(sharp(rgba, { raw: { width, height, channels: 4 } }).removeAlpha());
}
