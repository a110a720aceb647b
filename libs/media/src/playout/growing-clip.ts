import { withLiveMetadata } from '../flv/live-metadata.js';
import type { StreamHeaders } from '../stream/media-frame.js';
import {
  beginsWithRandomAccess,
  CELL_VIDEO_FRAMES,
  CELL_AUDIO_FRAMES,
  prepareFrame,
  type Cell,
  type ClipFrame,
} from './cell.js';
import type { CellSource } from './cell-source.js';
import { checkHeaders } from './clip.js';
import { ClipFormatError } from './clip-format-error.js';

export type GrowingClipOptions = {
  readonly headers: StreamHeaders;
  /**
   * Every so many cells one begins with an IDR picture. Only whole groups are played, because after a pause for want of
   * cells the clip can go on with an IDR picture alone: 1 lets a sentence begin earliest. Default 1.
   */
  readonly groupCells?: number;
};

/** A clip that is played while it is being made. */
export class GrowingClip implements CellSource {
  readonly headers: StreamHeaders;
  readonly #groupCells: number;
  readonly #cells: Cell[] = [];
  readonly #listeners = new Set<() => void>();
  #videoFrames: ClipFrame[] = [];
  #audioFrames: Uint8Array[] = [];
  #isComplete = false;
  #failure: unknown;

  /** @throws ClipFormatError for headers of no clip */
  constructor({ headers, groupCells = 1 }: GrowingClipOptions) {
    checkHeaders(headers);
    this.headers = withLiveMetadata(headers);
    this.#groupCells = groupCells;
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  get failure(): unknown {
    return this.#failure;
  }

  get readyCells(): number {
    const { length } = this.#cells;
    return this.#isComplete ? length : length - (length % this.#groupCells);
  }

  cell(index: number): Cell | undefined {
    return index < this.readyCells ? this.#cells[index] : undefined;
  }

  /** In order; cells form as soon as their video and audio are there. @throws ClipFormatError, ParseError */
  pushFrame(frame: ClipFrame): void {
    if (this.#isComplete) return;
    this.#videoFrames.push(prepareFrame(frame, this.headers.video?.lengthSize ?? 4));
    this.#formCells();
  }

  /** One raw AAC frame, in order. @throws ClipFormatError */
  pushAudio(bytes: Uint8Array): void {
    if (this.#isComplete) return;
    this.#audioFrames.push(bytes);
    this.#formCells();
  }

  /** The last cell is there. @throws ClipFormatError `partial-cell` when frames or audio frames are left over */
  complete(): void {
    if (this.#isComplete) return;
    if (this.#videoFrames.length > 0 || this.#audioFrames.length > 0) {
      const error = new ClipFormatError(
        'partial-cell',
        `The clip ends with ${this.#videoFrames.length} frames and ${this.#audioFrames.length} audio frames that fill no cell.`,
      );
      this.fail(error);
      throw error;
    }
    this.#end();
  }

  /** No more comes, because of an error: what is there is played. */
  fail(error: unknown): void {
    if (this.#isComplete) return;
    this.#failure = error;
    this.#end();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #end(): void {
    this.#isComplete = true;
    this.#videoFrames = [];
    this.#audioFrames = [];
    this.#changed();
  }

  #formCells(): void {
    if (this.#videoFrames.length < CELL_VIDEO_FRAMES || this.#audioFrames.length < CELL_AUDIO_FRAMES) return;
    const cell = {
      videoFrames: this.#videoFrames.splice(0, CELL_VIDEO_FRAMES),
      audioFrames: this.#audioFrames.splice(0, CELL_AUDIO_FRAMES),
    };
    if (this.#cells.length % this.#groupCells === 0 && !beginsWithRandomAccess(cell)) {
      const error = new ClipFormatError(
        'no-random-access',
        `Cell ${this.#cells.length} of a growing clip begins with an IDR picture; this one does not.`,
      );
      this.fail(error);
      throw error;
    }
    this.#cells.push(cell);
    this.#changed();
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
