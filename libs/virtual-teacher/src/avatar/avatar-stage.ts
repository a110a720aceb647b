import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { CELL_VIDEO_FRAMES } from '../clip/clip.js';
import type { ClipStore } from '../clip/clip-store.js';
import type { SpriteSheet } from '../clip/sprite-sheet.js';
import type { Avatar } from './avatar.js';
import { actIdle, actSentence } from './choreography.js';
import { avatarFingerprint, drawSheet, emptySheet } from './draw-sheet.js';
import type { AudioTrack, Film, Scene, Stage } from './stage.js';

/** 9.6 s: long enough not to be noticed as a loop. */
const IDLE_CELLS = 30;

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** A built-in avatar. It is drawn once for each version of it and kept in the store. */
export class AvatarStage implements Stage {
  readonly showsSlides = false;
  readonly #fingerprint: string;
  #sheet: Promise<SpriteSheet> | undefined;

  constructor(
    readonly avatar: Avatar,
    private readonly store: ClipStore,
  ) {
    this.#fingerprint = avatarFingerprint(avatar);
  }

  fingerprint(): string {
    return this.#fingerprint;
  }

  /** Draws the avatar, or reads it: some seconds for the first clip on a machine. A failure is not kept. */
  sheet(): Promise<SpriteSheet> {
    this.#sheet ??= this.#readOrDraw().catch((error: unknown) => {
      this.#sheet = undefined;
      throw error;
    });
    return this.#sheet;
  }

  async speak({ cells, samples, phones }: AudioTrack, { stresses }: Scene): Promise<Film> {
    const videoFrames = cells * CELL_VIDEO_FRAMES;
    const layers = actSentence({ videoFrames, samples, phones, stresses });
    return { kind: 'sprites', job: { sheet: await this.sheet(), videoFrames, layers } };
  }

  async idle(): Promise<{ cells: number; film: Film }> {
    const videoFrames = IDLE_CELLS * CELL_VIDEO_FRAMES;
    const job = { sheet: await this.sheet(), videoFrames, layers: actIdle(videoFrames) };
    return { cells: IDLE_CELLS, film: { kind: 'sprites', job } };
  }

  async #readOrDraw(): Promise<SpriteSheet> {
    const id = createHash('sha256').update(`sheet/1/${this.#fingerprint}`).digest('hex');
    const kept = await this.store.blob(id);
    if (kept !== undefined) {
      const sheet = emptySheet(this.avatar);
      const pixels = await decompress(kept);
      if (pixels.length === sheet.pixels.byteLength) {
        new Uint8Array(sheet.pixels).set(pixels);
        return sheet;
      }
    }
    const sheet = await drawSheet(this.avatar);
    const level = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
    await this.store.putBlob(id, await compress(Buffer.from(sheet.pixels), level));
    return sheet;
  }
}
