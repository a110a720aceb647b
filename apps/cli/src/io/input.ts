import { type FileHandle, open } from 'node:fs/promises';
import { InputError, asInputError } from '../errors.js';

/** Read at a time: large enough that system calls cost nothing, small enough for a live pipe. */
const CHUNK_BYTES = 256 * 1024;

/** What stdin is called in messages. */
export const STDIN_NAME = 'stdin';

/**
 * A file or stdin, read once from front to back in chunks, with a look at its first bytes before. What was read is the
 * caller's: no chunk's memory is used again.
 */
export class Input implements AsyncDisposable {
  /** For messages. */
  readonly name: string;
  /** In bytes; undefined for a pipe. */
  readonly size: number | undefined;
  readonly #file: FileHandle | undefined;
  readonly #chunks: AsyncIterator<Uint8Array, unknown>;
  readonly #head: Uint8Array[] = [];
  #ended = false;

  private constructor(
    name: string,
    size: number | undefined,
    file: FileHandle | undefined,
    chunks: AsyncIterable<Uint8Array>,
  ) {
    this.name = name;
    this.size = size;
    this.#file = file;
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /**
   * @param path `-` for stdin
   * @throws InputError when it cannot be opened
   */
  static async open(path: string): Promise<Input> {
    if (path === '-') return new Input(STDIN_NAME, undefined, undefined, process.stdin);
    try {
      const file = await open(path);
      const stat = await file.stat();
      if (stat.isDirectory()) {
        await file.close();
        throw new InputError(`${path}: is a directory`);
      }
      // Named pipes and devices have no size and no places to read at.
      const size = stat.isFile() ? stat.size : undefined;
      return new Input(path, size, file, chunksOf(file));
    } catch (error) {
      throw error instanceof InputError ? error : asInputError(error, path);
    }
  }

  /** What something else reads, such as a stream over the network; `name` for messages. */
  static of(name: string, chunks: AsyncIterable<Uint8Array>): Input {
    return new Input(name, undefined, undefined, chunks);
  }

  /** A file in which any place can be read; undefined for a pipe. */
  get seekable(): FileHandle | undefined {
    return this.size === undefined ? undefined : this.#file;
  }

  /**
   * The first bytes: more and more of them until `enough` says so or the input ends. {@link chunks} gives them again.
   *
   * @param enough told what there is so far and whether that is all
   */
  async head<T>(enough: (bytes: Uint8Array, ended: boolean) => T | undefined): Promise<T | undefined> {
    for (;;) {
      const result = enough(Buffer.concat(this.#head), this.#ended);
      if (result !== undefined || this.#ended) return result;
      const chunk = await this.#next();
      if (chunk) this.#head.push(chunk);
    }
  }

  /** All bytes from the first to the last. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    yield* this.#head.splice(0);
    for (let chunk = await this.#next(); chunk; chunk = await this.#next()) yield chunk;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#file) await this.#file.close();
    else if (this.name === STDIN_NAME) process.stdin.destroy();
    else await this.#chunks.return?.();
  }

  async #next(): Promise<Uint8Array | undefined> {
    try {
      const next = await this.#chunks.next();
      if (!next.done) return next.value;
    } catch (error) {
      throw asInputError(error, this.name);
    }
    this.#ended = true;
    return undefined;
  }
}

async function* chunksOf(file: FileHandle): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { bytesRead, buffer } = await file.read(new Uint8Array(CHUNK_BYTES), 0, CHUNK_BYTES);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}
