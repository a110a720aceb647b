import { milliseconds } from '@lockstep/sei';
import type { NewBatch } from './batch-ring.js';
import type { Container, Item, Opening } from './opening.js';

/** The frames that gather until the next batch leaves. */
export class OpenBatch {
  #items: Item[] = [];
  #byteLength = 0;

  constructor(private readonly container: Container) {}

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  /** Bytes of the container. */
  get byteLength(): number {
    return this.#byteLength;
  }

  get hasVideo(): boolean {
    return this.#items.some(({ kind }) => kind === 'video');
  }

  add(item: Item): void {
    this.#items.push(item);
    this.#byteLength += this.container.sizeOf(item);
  }

  /** What has gathered, as a batch of the ring; another one begins. */
  take(opening: Opening): NewBatch {
    const { container } = this;
    const items = this.#items;
    const byteLength = this.#byteLength;
    this.clear();
    let entry: NewBatch['entry'];
    let offset = 0;
    for (const item of items) {
      if (item.kind === 'video' && item.isRandomAccess) entry = { offset, dtsMs: item.dtsMs };
      offset += container.sizeOf(item);
    }
    const fill = (target: Buffer): void => {
      let end = 0;
      for (const item of items) end = container.write(target, end, item);
    };
    return { byteLength, opening, dtsMs: items[0]?.dtsMs ?? milliseconds(0), entry, fill };
  }

  clear(): void {
    this.#items = [];
    this.#byteLength = 0;
  }
}
