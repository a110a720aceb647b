import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { CELL_VIDEO_FRAMES } from '../clip/clip.js';
import { FRAME_HEIGHT, FRAME_WIDTH } from '../clip/house-format.js';
import { rgbToI420 } from '../clip/i420.js';
import { layOut, pixelsOf, type Rectangle, type SpriteSheet } from '../clip/sprite-sheet.js';
import type { Deck, DeckPicture } from '../deck/deck.js';
import { type AudioTrack, type SlideView, type Film, type Scene, type Stage, StageFailed } from './stage.js';

const WHOLE: Rectangle = { x: 0, y: 0, width: FRAME_WIDTH, height: FRAME_HEIGHT };
/** Slides that are kept as pixels, 1.4 MB each. */
const KEPT = 24;
/** The mat of slides that are not 16 to 9. */
const MAT = '#ffffff';

/** No face: the slide fills the frame, and changes on the frame of its mark. */
export class SlideStage implements Stage {
  readonly showsSlides = true;
  readonly #pixels = new Map<string, Promise<Uint8Array>>();
  readonly #hashes = new Map<DeckPicture, string>();

  constructor(readonly deck: Deck) {}

  fingerprint(views: readonly SlideView[]): string {
    return `slide/1/${views.map((view) => this.#hashOf(this.#frameOf(view))).join('/')}`;
  }

  async speak({ cells }: AudioTrack, { view, changes }: Scene): Promise<Film> {
    const views = [view, ...changes.map((change) => change.view)];
    const sheet = await this.#sheet(views);
    const layers = new Int32Array(cells * CELL_VIDEO_FRAMES).fill(-1);
    for (const [index, { frame }] of [{ frame: 0 }, ...changes].entries()) {
      // twice, because a frame is composed on the one before the last
      layers.set([index, index].slice(0, layers.length - frame), frame);
    }
    return { kind: 'sprites', job: { sheet, videoFrames: layers.length, layers } };
  }

  async idle(view: SlideView): Promise<{ cells: number; film: Film }> {
    const layers = new Int32Array(CELL_VIDEO_FRAMES).fill(-1);
    layers.set([0, 0]);
    const job = { sheet: await this.#sheet([view]), videoFrames: CELL_VIDEO_FRAMES, layers };
    return { cells: 1, film: { kind: 'sprites', job } };
  }

  /** One sprite for each view. */
  async #sheet(views: readonly SlideView[]): Promise<SpriteSheet> {
    const videoFrames = views.map((view) => this.#frameOf(view));
    const id = `slides/${videoFrames.map((frame) => this.#hashOf(frame)).join('/')}`;
    const sheet = layOut(
      id,
      videoFrames.map(() => WHOLE),
    );
    for (const [index, frame] of videoFrames.entries()) pixelsOf(sheet, index).set(await this.#drawn(frame));
    return { ...sheet, isPassing: true };
  }

  #frameOf(view: SlideView): DeckPicture {
    const { slide, step } = view ?? { slide: 0, step: 0 };
    const steps = this.deck.slides[slide]?.steps;
    const { length } = this.deck.slides;
    if (steps === undefined) {
      const remedy =
        length === 0 ? 'Add slides, or choose an avatar.' : `Write a number from 1 to ${length}.`;
      throw new StageFailed('missing-slide', `There is no slide ${slide + 1}.`, remedy);
    }
    const frame = steps[step] ?? steps.at(-1);
    if (frame === undefined) {
      throw new StageFailed('missing-slide', `Slide ${slide + 1} has no frame.`, 'Draw it again.');
    }
    return frame;
  }

  #hashOf(frame: DeckPicture): string {
    const known = this.#hashes.get(frame);
    if (known !== undefined) return known;
    const hash = createHash('sha256').update(frame.bytes).digest('hex').slice(0, 32);
    this.#hashes.set(frame, hash);
    return hash;
  }

  #drawn(frame: DeckPicture): Promise<Uint8Array> {
    const hash = this.#hashOf(frame);
    const pixels = this.#pixels.get(hash) ?? draw(frame);
    this.#pixels.delete(hash);
    this.#pixels.set(hash, pixels);
    pixels.catch(() => this.#pixels.delete(hash));
    for (const oldest of this.#pixels.keys()) {
      if (this.#pixels.size <= KEPT) break;
      this.#pixels.delete(oldest);
    }
    return pixels;
  }
}

async function draw({ bytes }: DeckPicture): Promise<Uint8Array> {
  const rgb = await sharp(bytes)
    .resize(FRAME_WIDTH, FRAME_HEIGHT, { fit: 'contain', background: MAT })
    .flatten({ background: MAT })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer();
  const i420 = new Uint8Array((FRAME_WIDTH * FRAME_HEIGHT * 3) / 2);
  rgbToI420(rgb, FRAME_WIDTH, FRAME_HEIGHT, i420);
  return i420;
}
