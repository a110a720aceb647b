import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type ByteSource, FileBytes } from '@lockstep/media';
import type { Bucket } from '../storage/bucket.js';

/** The bytes of a part of a recording, wherever they are. */
export interface PartBytes {
  size(): Promise<number>;
  /** From the first byte up to, without, the last one. */
  stream(from: number, until: number): Promise<Readable>;
  open(): Promise<ByteSource & AsyncDisposable>;
}

/** On the disk of this machine. */
export const bytesOfFile = (path: string): PartBytes => ({
  size: async () => (await stat(path)).size,
  stream: (from, until) => Promise.resolve(createReadStream(path, { start: from, end: until - 1 })),
  open: () => FileBytes.open(path),
});

/** In the bucket. Its methods throw StorageAway and ObjectMissing. */
export const bytesOfObject = (bucket: Bucket, key: string, size: number): PartBytes => ({
  size: () => Promise.resolve(size),
  stream: (from, until) => bucket.read(key, from, until),
  open: () => Promise.resolve(new ObjectBytes(bucket, key, size)),
});

/** Read at once: readers of a recording ask for a few bytes after the other. */
const WINDOW_BYTES = 4 * 1024 * 1024;

/** An object as bytes from any place, for those who read on and on. */
class ObjectBytes implements ByteSource, AsyncDisposable {
  #from = 0;
  #window: Uint8Array = new Uint8Array();

  constructor(
    private readonly bucket: Bucket,
    private readonly key: string,
    private readonly size: number,
  ) {}

  async read(offset: number, length: number): Promise<Uint8Array> {
    const until = Math.min(this.size, offset + length);
    if (until <= offset) return new Uint8Array();
    if (offset < this.#from || until > this.#from + this.#window.length) {
      const end = Math.min(this.size, offset + Math.max(length, WINDOW_BYTES));
      this.#window = await buffer(await this.bucket.read(this.key, offset, end));
      this.#from = offset;
    }
    return this.#window.subarray(offset - this.#from, until - this.#from);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#window = new Uint8Array();
    return Promise.resolve();
  }
}
