/** For each ring so many bytes of blocks are kept to be used again: its longest group of frames, at a class's bit rate. */
const SPARE_BYTES_OF_RING = 1024 * 1024;

/**
 * Blocks that no ring uses now. A group of frames comes and goes as a whole, so what one stream gives up another one takes:
 * left to the garbage collector, the blocks of hundreds of streams make it mark the whole heap every few seconds.
 */
export class BlockPool {
  readonly #spare: Buffer[] = [];
  #spareBytes = 0;
  #rings = 0;

  /** A ring begins; {@link leave} says that it is over. */
  join(): void {
    this.#rings++;
  }

  leave(): void {
    this.#rings--;
    while (this.#spareBytes > this.#mostBytes) this.#spareBytes -= this.#spare.shift()?.length ?? 0;
  }

  /** Memory of exactly this size, whatever is in it. */
  take(byteLength: number): Buffer {
    const index = this.#spare.findLastIndex(({ length }) => length === byteLength);
    const [found] = index < 0 ? [] : this.#spare.splice(index, 1);
    this.#spareBytes -= found?.length ?? 0;
    // not from Node's own pool: a block is freed as a whole
    return found ?? Buffer.allocUnsafeSlow(byteLength);
  }

  /** Nobody reads or writes it any more. */
  give(block: Buffer): void {
    if (this.#spareBytes + block.length > this.#mostBytes) return;
    this.#spare.push(block);
    this.#spareBytes += block.length;
  }

  get #mostBytes(): number {
    return this.#rings * SPARE_BYTES_OF_RING;
  }
}

/** Of all streams of the process. */
export const blockPool = new BlockPool();
