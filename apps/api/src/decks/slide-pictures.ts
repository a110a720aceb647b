import { createHash, randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { DeckFailed } from '@lockstep/virtual-teacher';
import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { ContentFiles } from '../storage/content-files.js';
import { type FieldError, ValidationFailed } from '../errors/domain-error.js';
import type { SlideRecord } from './deck.entity.js';
import { kindOf } from './picture-kind.js';
import { SlideRenderer } from './slide-renderer.js';
import { MAX_INPUT_PIXELS, MAX_SLIDE_HEIGHT, MAX_SLIDE_WIDTH } from './slide-limits.js';

/** A file as it was sent. */
export type UploadedFile = { readonly originalname: string; readonly buffer: Uint8Array };

type Picture = { readonly bytes: Uint8Array; readonly width: number; readonly height: number };

type Drawn = { readonly title: string | null; readonly mediaType: SlideRecord['mediaType'] };

const LIMITS = { maxWidth: MAX_SLIDE_WIDTH, maxHeight: MAX_SLIDE_HEIGHT, maxPixels: MAX_INPUT_PIXELS };

/** What a file cannot be made a slide of; the message is for its sender. */
class Unreadable extends Error {}

/** Turns uploads into pictures: decoded, brought to size, freed of everything else the file carried, named by content. */
@Injectable()
export class SlidePictures {
  constructor(
    private readonly settings: Settings,
    private readonly renderer: SlideRenderer,
    private readonly content: ContentFiles,
  ) {}

  /**
   * One slide for each picture and each PDF page, in order. Nothing is kept unless all files are good.
   * @throws ValidationFailed naming every file that is not.
   */
  async accept(files: readonly UploadedFile[]): Promise<SlideRecord[]> {
    const pictures: Picture[] = [];
    const errors: FieldError[] = [];
    for (const [i, file] of files.entries()) {
      try {
        pictures.push(...(await this.#picturesOf(file)));
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        const { originalname } = file;
        const reason = { code: 'bad-file', params: { file: originalname } } as const;
        errors.push({ ...reason, field: `files.${String(i)}`, message: `${originalname}: ${error.message}` });
      }
    }
    if (errors.length > 0) throw new ValidationFailed(errors);
    return Promise.all(pictures.map((picture) => this.#store(picture)));
  }

  /** Slides that were drawn here, in order; WebP is kept byte for byte. */
  async keep(slides: readonly (Picture & Drawn)[]): Promise<SlideRecord[]> {
    const kept = slides.map(async (slide) => {
      const picture =
        slide.mediaType === 'image/webp'
          ? slide
          : await this.renderer.picture(slide.bytes, slide.title ?? 'slide', LIMITS);
      return { ...(await this.#store(picture)), title: slide.title };
    });
    return Promise.all(kept);
  }

  /** The path of a slide's picture. @throws StorageAway where it must be fetched and cannot be */
  fileOf(slide: SlideRecord): Promise<string> {
    return this.content.local('slides', nameOf(slide));
  }

  async #picturesOf({ buffer, originalname }: UploadedFile): Promise<Picture[]> {
    const kind = kindOf(buffer);
    if (kind === undefined) throw new Unreadable('It is neither PNG, JPEG, WebP nor PDF.');
    try {
      if (kind !== 'pdf') return [await this.renderer.picture(buffer, originalname, LIMITS)];
      const { slides } = await this.renderer.pdf(buffer, originalname);
      return slides.flatMap(({ steps }) => steps);
    } catch (cause) {
      if (!(cause instanceof DeckFailed)) throw cause;
      const what = kind === 'pdf' ? '' : `It is not a whole ${kind.toUpperCase()} picture. `;
      throw new Unreadable(`${what}${cause.problem.message}`, { cause });
    }
  }

  async #store({ bytes, width, height }: Picture): Promise<SlideRecord> {
    const image = createHash('sha256').update(bytes).digest('hex');
    const record: SlideRecord = { image, title: null, mediaType: 'image/webp', width, height };
    const draft = this.settings.inData('slides', `.${randomUUID()}`);
    await writeFile(draft, bytes);
    // whole or not at all, also when the process is killed
    await rename(draft, this.content.pathOf('slides', nameOf(record)));
    this.content.added('slides', nameOf(record));
    return record;
  }
}

const nameOf = ({ image }: SlideRecord): string => `${image}.webp`;
