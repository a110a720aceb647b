import { milliseconds } from '@lockstep/sei';
import type { MediaFrame } from '../stream/media-frame.js';
import type { NewBatch } from './batch-ring.js';
import type { Container, Opening } from './opening.js';

/** The frames that gather until the next batch leaves. */
export class OpenBatch {
  #frames: MediaFrame[] = [];
  #byteLength = 0;

  constructor(private readonly container: Container) {}

  get isEmpty(): boolean {
    return this.#frames.length === 0;
  }

  /** Bytes of the container. */
  get byteLength(): number {
    return this.#byteLength;
  }

  get hasVideo(): boolean {
    return this.#frames.some(({ kind }) => kind === 'video');
  }

  add(frame: MediaFrame): void {
    this.#frames.push(frame);
    this.#byteLength += this.container.sizeOf(frame);
  }

  /** What has gathered, as a batch of the ring; another one begins. */
  take(opening: Opening): NewBatch {
    const { container } = this;
    const frames = this.#frames;
    const byteLength = this.#byteLength;
    this.clear();
    let entry: NewBatch['entry'];
    let offset = 0;
    for (const frame of frames) {
      if (frame.kind === 'video' && frame.isRandomAccess) entry = { offset, dtsMs: frame.dtsMs };
      offset += container.sizeOf(frame);
    }
    const fill = (target: Buffer): void => {
      let end = 0;
      for (const frame of frames) end = container.write(target, end, frame);
    };
    return { byteLength, opening, dtsMs: frames[0]?.dtsMs ?? milliseconds(0), entry, fill };
  }

  clear(): void {
    this.#frames = [];
    this.#byteLength = 0;
  }
}
