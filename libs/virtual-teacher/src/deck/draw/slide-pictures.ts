import sharp from 'sharp';
import { SLIDE_HEIGHT, SLIDE_WIDTH } from '../deck.js';

/** Marp's slides are 1280 wide; sizes that authors write are meant so. */
const MARP_SCALE = SLIDE_WIDTH / 1280;
const MAX_INPUT_PIXELS = 100_000_000;

type Loaded = { readonly src: string; readonly width: number; readonly height: number };

/** The picture cannot be shown; the message is for the author. */
export class UnreadablePicture extends Error {}

/** Pictures that slides contain, decoded once. */
export class SlidePictures {
  readonly #loaded = new Map<string, Loaded>();

  /** @throws UnreadablePicture */
  async load(file: string, bytes: Uint8Array): Promise<void> {
    if (this.#loaded.has(file)) return;
    try {
      // SVG is drawn large, so that it stays sharp; whatever it links to is not fetched.
      const isVector = /\.svg$/i.test(file);
      const { data, info } = await sharp(bytes, {
        limitInputPixels: MAX_INPUT_PIXELS,
        ...(isVector ? { density: 144 } : {}),
      })
        .autoOrient()
        .resize(SLIDE_WIDTH, SLIDE_HEIGHT, { fit: 'inside', withoutEnlargement: true })
        .png({ compressionLevel: 1 }) // read once, a moment later
        .toBuffer({ resolveWithObject: true });
      const shrink = isVector ? 0.5 : 1;
      const src = `data:image/png;base64,${data.toString('base64')}`;
      this.#loaded.set(file, { src, width: info.width * shrink, height: info.height * shrink });
    } catch (cause) {
      const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
      throw new UnreadablePicture(`it is no picture that can be read (${reason})`, { cause });
    }
  }

  /** For the background, in a size of CSS within its part of the slide. */
  backgroundSize(
    file: string,
    [width, height]: readonly [width: string, height: string],
    part: { readonly width: number; readonly height: number },
  ): { readonly width: number; readonly height: number } {
    const natural = this.#loaded.get(file) ?? { width: 1, height: 1 };
    const ratio = natural.width / natural.height;
    const wide = pixels(width, part.width);
    const high = pixels(height, part.height);
    if (wide === undefined && high === undefined)
      return { width: natural.width * MARP_SCALE, height: natural.height * MARP_SCALE };
    return { width: wide ?? (high ?? 0) * ratio, height: high ?? (wide ?? 0) / ratio };
  }

  /** For the background. */
  source(file: string): string | undefined {
    return this.#loaded.get(file)?.src;
  }

  /** In the size that the author wants, or a good one. */
  sized(file: string, width: string | undefined, height: string | undefined, scale: number): Loaded {
    const picture = this.#loaded.get(file);
    if (!picture) return { src: TRANSPARENT, width: 1, height: 1 };
    const ratio = picture.width / picture.height;
    const wanted = { width: pixels(width, SLIDE_WIDTH), height: pixels(height, SLIDE_HEIGHT) };
    if (wanted.width && wanted.height)
      return { ...picture, width: wanted.width * scale, height: wanted.height * scale };
    if (wanted.width)
      return { ...picture, width: wanted.width * scale, height: (wanted.width / ratio) * scale };
    if (wanted.height)
      return { ...picture, width: wanted.height * ratio * scale, height: wanted.height * scale };
    const fit = Math.min(MARP_SCALE, 1380 / picture.width, 480 / picture.height) * scale;
    return { ...picture, width: picture.width * fit, height: picture.height * fit };
  }
}

function pixels(size: string | undefined, whole: number): number | undefined {
  const [, number, unit] = /^([\d.]+)(px|%|em|rem)?$/.exec(size ?? '') ?? [];
  if (number === undefined) return undefined;
  if (unit === '%') return (whole * Number(number)) / 100;
  return Number(number) * (unit === undefined || unit === 'px' ? MARP_SCALE : 44);
}

const TRANSPARENT =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
