import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ParseError } from '@lockstep/sei';
import type { Input } from './input.js';

/** Bytes by place, for formats whose parts are not read in the order they lie in. */
export type ByteSource = AsyncDisposable & {
  /** Whether places before the last one read can be read. */
  readonly isSeekable: boolean;
  /** The bytes at `offset`, fewer than `length` only where the input ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Makes everything from `offset` on readable at any place; does nothing where it is already. */
  makeSeekable(offset: number): Promise<void>;
};

/** All of `length` bytes. @throws ParseError `truncated` where the input ends before. */
export async function readAll(
  source: ByteSource,
  offset: number,
  length: number,
  what: string,
): Promise<Uint8Array> {
  const bytes = await source.read(offset, length);
  if (bytes.length < length) {
    throw new ParseError('truncated', offset, `${what} of ${length} bytes, ${bytes.length} left`);
  }
  return bytes;
}

export const byteSourceOf = (input: Input): ByteSource =>
  input.seekable ? new FileSource(input.seekable, 0) : new PipeSource(input);

/** A file; the input that opened it closes it. */
class FileSource implements ByteSource {
  readonly isSeekable = true;
  readonly #file: FileHandle;
  readonly #baseOffset: number;

  /** @param baseOffset place in the input of the file's first byte */
  constructor(file: FileHandle, baseOffset: number) {
    this.#file = file;
    this.#baseOffset = baseOffset;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const { size } = await this.#file.stat();
    const start = offset - this.#baseOffset;
    const bytes = new Uint8Array(Math.max(0, Math.min(length, size - start)));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await this.#file.read(bytes, filled, bytes.length - filled, start + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  }

  async makeSeekable(): Promise<void> {
    // It is.
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The input closes its file.
  }
}

/** A pipe: forwards only, until the rest of it is put into a temporary file. */
class PipeSource implements ByteSource {
  readonly #chunks: AsyncGenerator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array(0);
  #offset = 0;
  #spool: { directory: string; file: FileHandle; source: FileSource } | undefined;

  constructor(input: Input) {
    this.#chunks = input.chunks();
  }

  get isSeekable(): boolean {
    return this.#spool !== undefined;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (this.#spool) return this.#spool.source.read(offset, length);
    if (offset < this.#offset) {
      throw new ParseError(
        'unsupported',
        offset,
        'lies before what a pipe has already given; read it from a file',
      );
    }
    await this.#forward(offset - this.#offset, () => undefined);
    const parts: Uint8Array[] = [];
    await this.#forward(length, (part) => parts.push(part));
    return Buffer.concat(parts);
  }

  async makeSeekable(offset: number): Promise<void> {
    if (this.#spool) return;
    await this.#forward(offset - this.#offset, () => undefined);
    const directory = await mkdtemp(join(tmpdir(), 'lockstep-'));
    const file = await open(join(directory, 'stdin'), 'w+');
    this.#spool = { directory, file, source: new FileSource(file, offset) };
    await file.write(this.#chunk);
    for await (const chunk of this.#chunks) await file.write(chunk);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#spool) return;
    await this.#spool.file.close();
    await rm(this.#spool.directory, { recursive: true, force: true });
  }

  /** Takes the next `length` bytes, fewer at the end, part by part. */
  async #forward(length: number, take: (part: Uint8Array) => void): Promise<void> {
    let left = length;
    while (left > 0) {
      if (this.#chunk.length === 0) {
        const { value, done } = await this.#chunks.next();
        if (done) return;
        this.#chunk = value;
      }
      const part = this.#chunk.subarray(0, left);
      take(part);
      this.#chunk = this.#chunk.subarray(part.length);
      this.#offset += part.length;
      left -= part.length;
    }
  }
}
