import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, rmSync } from 'node:fs';
import { type FileHandle, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { asInputError, InputError } from '../errors.js';

/** Gathered before a write: tags of audio are a few hundred bytes. */
const BUFFER_BYTES = 256 * 1024;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Where a rewritten stream goes. Disposing without {@link commit} leaves nothing behind. */
export type Output = AsyncDisposable & {
  /** Bytes written so far. */
  readonly length: number;
  /** Whether what was written can still be changed by {@link patch}. */
  readonly isPatchable: boolean;
  /** Resolves when more may be written: a slow reader slows the writer. */
  write(bytes: Uint8Array): Promise<void>;
  /** Writes over what was written. */
  patch(offset: number, bytes: Uint8Array): Promise<void>;
  /** Makes it what was asked for. */
  commit(): Promise<void>;
};

/**
 * @param path `-` for stdout
 * @throws InputError when it cannot be written
 */
export async function openOutput(path: string): Promise<Output> {
  if (path === '-') return new StreamOutput(process.stdout);
  const existing = await stat(path).catch(() => undefined);
  if (existing?.isDirectory()) throw new InputError(`${path}: is a directory`);
  // A device or a named pipe is written to, never replaced by a file.
  if (existing && !existing.isFile()) return StreamOutput.open(path);
  return FileOutput.open(existing ? await realpath(path) : path);
}

/** stdout, a device or a named pipe: what is written is gone. */
class StreamOutput implements Output {
  readonly isPatchable = false;
  readonly #stream: Writable;
  #length = 0;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  static async open(path: string): Promise<StreamOutput> {
    try {
      return new StreamOutput((await open(path, 'w')).createWriteStream());
    } catch (error) {
      throw asInputError(error, path);
    }
  }

  get length(): number {
    return this.#length;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#length += bytes.length;
    if (!this.#stream.write(bytes)) await once(this.#stream, 'drain');
  }

  patch(): Promise<void> {
    return Promise.reject(new Error('what went through a pipe cannot be changed'));
  }

  async commit(): Promise<void> {
    if (this.#stream === process.stdout) return;
    this.#stream.end();
    await once(this.#stream, 'finish');
  }

  [Symbol.asyncDispose](): Promise<void> {
    if (this.#stream !== process.stdout) this.#stream.destroy();
    return Promise.resolve();
  }
}

/** A file that appears under its name only when it is complete. */
class FileOutput implements Output {
  readonly isPatchable = true;
  readonly #path: string;
  readonly #temporary: string;
  #file!: FileHandle; // from open() on
  readonly #stop: (signal: NodeJS.Signals) => void;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #length = 0;
  #isOpen = true;

  private constructor(path: string, temporary: string) {
    this.#path = path;
    this.#temporary = temporary;
    this.#stop = (signal) => {
      rmSync(temporary, { force: true });
      this.#forgetSignals();
      process.kill(process.pid, signal);
    };
    for (const signal of SIGNALS) process.on(signal, this.#stop);
  }

  static async open(path: string): Promise<FileOutput> {
    const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
    const output = new FileOutput(path, temporary); // a signal that comes with the file takes it away again
    try {
      closeSync(openSync(temporary, 'wx'));
      output.#file = await open(temporary, 'r+');
      return output;
    } catch (error) {
      output.#forgetSignals();
      throw asInputError(error, path, { ENOENT: 'there is no such directory' });
    }
  }

  get length(): number {
    return this.#length;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    this.#length += bytes.length;
    if (this.#pendingBytes >= BUFFER_BYTES) await this.#flush();
  }

  async patch(offset: number, bytes: Uint8Array): Promise<void> {
    await this.#flush();
    await this.#file.write(bytes, 0, bytes.length, offset);
  }

  async commit(): Promise<void> {
    await this.#flush();
    await this.#close();
    try {
      await rename(this.#temporary, this.#path);
    } catch (error) {
      await unlink(this.#temporary);
      throw asInputError(error, this.#path);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isOpen) return;
    await this.#close();
    await unlink(this.#temporary);
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    try {
      await this.#file.appendFile(bytes);
    } catch (error) {
      throw asInputError(error, this.#path);
    }
  }

  async #close(): Promise<void> {
    this.#isOpen = false;
    this.#forgetSignals();
    await this.#file.close();
  }

  #forgetSignals(): void {
    for (const signal of SIGNALS) process.off(signal, this.#stop);
  }
}
