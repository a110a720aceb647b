import { createHash, randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { DeckFailed, renderPdfDeck } from '@lockstep/virtual-teacher';
import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { Settings } from '../config/settings.js';
import { type FieldError, ValidationFailed } from '../errors/domain-error.js';
import type { SlideRecord } from './deck.entity.js';
import { kindOf, type UploadKind } from './picture-kind.js';
import { MAX_INPUT_PIXELS, MAX_SLIDE_HEIGHT, MAX_SLIDE_WIDTH } from './slide-limits.js';
import { Semaphore } from '@lockstep/async';

/** A file as it was sent. */
export type UploadedFile = { readonly originalname: string; readonly buffer: Uint8Array };

type Picture = { readonly bytes: Uint8Array; readonly width: number; readonly height: number };

type Drawn = { readonly title: string | null; readonly mediaType: SlideRecord['mediaType'] };

/** A renderer is a thread that computes without pause and holds up to 100 MB; one core stays for live streams. */
const pdfRenderers = new Semaphore(Math.max(1, availableParallelism() - 1));

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

async function picturesOf({ buffer, originalname }: UploadedFile): Promise<Picture[]> {
  const kind = kindOf(buffer);
  if (kind === undefined) throw new Unreadable('It is neither PNG, JPEG, WebP nor PDF.');
  return kind === 'pdf' ? pdfPages(buffer, originalname) : [await pictureOf(buffer, kind)];
}

async function pictureOf(bytes: Uint8Array, kind: UploadKind): Promise<Picture> {
  try {
    return await encoded(sharp(bytes, { limitInputPixels: MAX_INPUT_PIXELS, failOn: 'error' }).autoOrient());
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : '';
    throw new Unreadable(`It is not a whole ${kind.toUpperCase()} picture (${reason}).`, { cause });
  }
}

async function encoded(picture: sharp.Sharp): Promise<Picture> {
  const { data, info } = await picture
    .resize(MAX_SLIDE_WIDTH, MAX_SLIDE_HEIGHT, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 92, effort: 3, smartSubsample: true }) // text keeps its coloured edges
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}

async function pdfPages(bytes: Uint8Array, name: string): Promise<Picture[]> {
  try {
    const { slides } = await pdfRenderers.run(() => renderPdfDeck(bytes, name));
    return slides.flatMap(({ steps }) => steps);
  } catch (error) {
    if (error instanceof DeckFailed) throw new Unreadable(error.problem.message, { cause: error });
    throw error;
  }
}
