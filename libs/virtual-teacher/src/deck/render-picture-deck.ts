import sharp from 'sharp';
import { type Deck, DeckFailed, type DeckSlide, type ReadDeckFile, type RenderOptions } from './deck.js';

const MAX_WIDTH = 1920;
const MAX_HEIGHT = 1080;
/** Largest picture that is decoded at all: beyond every camera, below what fills the memory. */
const MAX_INPUT_PIXELS = 100_000_000;

/** One slide for each picture, in their order. Their words are unknown: authors name regions. @throws DeckFailed */
export async function renderPictureDeck(
  files: readonly string[],
  { read, signal, onSlide, onProgress }: RenderOptions,
): Promise<Deck> {
  const slides: DeckSlide[] = [];
  for (const [i, file] of files.entries()) {
    signal?.throwIfAborted();
    slides.push(await pictureSlide(file, i + 1, read));
    onSlide?.();
    onProgress?.(i + 1, files.length);
  }
  return { slides, warnings: [] };
}

async function pictureSlide(file: string, slide: number, read: ReadDeckFile): Promise<DeckSlide> {
  const bytes = await read(file);
  if (!bytes) {
    throw new DeckFailed({
      ...{ code: 'deck-missing', file, slide },
      message: 'There is no such picture.',
      remedy: 'Add it, or correct its name.',
    });
  }
  try {
    const { data, info } = await sharp(bytes, {
      limitInputPixels: MAX_INPUT_PIXELS,
      failOn: 'error',
      density: 144,
    })
      .autoOrient()
      .resize(MAX_WIDTH, MAX_HEIGHT, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .webp({ quality: 92, effort: 3, smartSubsample: true })
      .toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    return { title: null, steps: [{ bytes: data, mediaType: 'image/webp', width, height, words: [] }] };
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    const message = `It is no picture that can be shown (${reason}).`;
    const remedy = 'Use PNG, JPEG, WebP or SVG.';
    throw new DeckFailed({ code: 'deck-bad-picture', file, slide, message, remedy, params: { path: file } });
  }
}
