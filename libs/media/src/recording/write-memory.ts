/** Memory is taken in multiples of this, so that fragments of different lengths use the same again, bytes. */
const STEP_BYTES = 64 * 1024;
/** More than this is not kept, bytes: a second of 130 recordings that are written at the same moment. */
const MAX_SPARE_BYTES = 8 * 1024 * 1024;

/**
 * Memory from which fragments are written, used again by all recorders of the process: a second of every stream as memory of
 * its own, thrown away after a moment, makes the garbage collector mark the whole heap every few seconds.
 */
class WriteMemory {
  readonly #spare: Buffer[] = [];
  #spareBytes = 0;

  /** @returns memory of at least this many bytes, whatever is in it */
  take(byteLength: number): Buffer {
    const index = this.#spare.findLastIndex(({ length }) => length >= byteLength);
    const [found] = index < 0 ? [] : this.#spare.splice(index, 1);
    if (found === undefined) return Buffer.allocUnsafeSlow(Math.ceil(byteLength / STEP_BYTES) * STEP_BYTES);
    this.#spareBytes -= found.length;
    return found;
  }

  /** Nobody reads or writes it any more. */
  release(memory: Buffer): void {
    if (this.#spareBytes + memory.length > MAX_SPARE_BYTES) return;
    this.#spare.push(memory);
    this.#spareBytes += memory.length;
  }
}

export const writeMemory = new WriteMemory();
