const FIRST_CAPACITY = 1024;

/**
 * Joins the chunks of a stream into pieces of a wanted size. A piece that lies inside one chunk is a view of it,
 * so a chunk must not be changed after it was pushed; a piece over several chunks is copied once, into memory
 * that grows with what has arrived and never with what was only announced.
 */
export class ChunkInput {
  #chunk: Uint8Array = new Uint8Array(0);
  #chunkOffset = 0;
  #gathered: Uint8Array = new Uint8Array(0);
  #gatheredLength = 0;
  #offset = 0;

  /** Bytes handed out so far: the position of the next piece in the stream. */
  get offset(): number {
    return this.#offset;
  }

  /** Bytes pushed and not yet handed out. */
  get available(): number {
    return this.#gatheredLength + this.#chunk.length - this.#chunkOffset;
  }

  /** Adds a chunk. The earlier chunk must be used up: `take` was called until it returned undefined. @throws RangeError otherwise */
  push(chunk: Uint8Array): void {
    if (this.#chunkOffset < this.#chunk.length)
      throw new RangeError('The chunk before this one is not used up.');
    this.#chunk = chunk;
    this.#chunkOffset = 0;
  }

  /** Everything that is there, to be looked through elsewhere: it goes on with {@link resume}. */
  takeAll(): Uint8Array {
    return this.take(this.available) ?? new Uint8Array(0);
  }

  /** Goes on with `bytes`, the first of which is at `offset` in the stream. Nothing else may be there. */
  resume(bytes: Uint8Array, offset: number): void {
    this.push(bytes);
    this.#offset = offset;
  }

  /** The next `length` bytes, or undefined when they have not all arrived; what is there is then kept. */
  take(length: number): Uint8Array | undefined {
    const wanted = length - this.#gatheredLength;
    const present = this.#chunk.length - this.#chunkOffset;
    if (wanted > present) {
      this.#gather(present, length);
      return undefined;
    }
    this.#offset += length;
    if (this.#gatheredLength === 0) {
      this.#chunkOffset += length;
      return this.#chunk.subarray(this.#chunkOffset - length, this.#chunkOffset);
    }
    this.#gather(wanted, length);
    const piece = this.#gathered.subarray(0, length);
    this.#gathered = new Uint8Array(0); // the old one now belongs to the caller
    this.#gatheredLength = 0;
    return piece;
  }

  #gather(count: number, wantedLength: number): void {
    const length = this.#gatheredLength + count;
    if (length > this.#gathered.length) {
      const capacity = Math.min(wantedLength, Math.max(FIRST_CAPACITY, 2 * length));
      const grown = new Uint8Array(capacity);
      grown.set(this.#gathered.subarray(0, this.#gatheredLength));
      this.#gathered = grown;
    }
    this.#gathered.set(
      this.#chunk.subarray(this.#chunkOffset, this.#chunkOffset + count),
      this.#gatheredLength,
    );
    this.#gatheredLength = length;
    this.#chunkOffset += count;
  }
}
