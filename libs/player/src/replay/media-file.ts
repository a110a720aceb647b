import type { ReadableBytes } from '@lockstep/formats';
import { ReplayError } from './replay-error.js';

/** A recording that is read in parts, and played by a media element. */
export interface MediaFile extends ReadableBytes {
  /** For a media element. */
  readonly url: string;
  close(): void;
}

/** What stands at the beginning is asked for in one go, in bytes. */
const HEAD_BYTES = 256 * 1024;
const PARTIAL_CONTENT = 206;
const RANGE_NOT_SATISFIABLE = 416;

/** A file of this machine; it is never sent anywhere. */
class LocalFile implements MediaFile {
  readonly url: string;

  constructor(private readonly blob: Blob) {
    this.url = URL.createObjectURL(blob);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    try {
      return new Uint8Array(await this.blob.slice(offset, offset + length).arrayBuffer());
    } catch (cause) {
      throw new ReplayError('unreachable', 'The file can no longer be read.', { cause });
    }
  }

  close(): void {
    URL.revokeObjectURL(this.url);
  }
}

/** A file of a server that answers ranges of bytes. RFC 9110, 14. */
class RemoteFile implements MediaFile {
  readonly #closed = new AbortController();
  #head: Promise<Uint8Array> | undefined;

  constructor(readonly url: string) {}

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (offset + length > HEAD_BYTES) return this.#fetch(offset, length);
    this.#head ??= this.#fetch(0, HEAD_BYTES);
    return (await this.#head).subarray(offset, offset + length);
  }

  close(): void {
    this.#closed.abort();
  }

  async #fetch(offset: number, length: number): Promise<Uint8Array> {
    if (length === 0) return new Uint8Array();
    const { status, bytes } = await this.#ask(`bytes=${offset}-${offset + length - 1}`);
    if (status === RANGE_NOT_SATISFIABLE) return new Uint8Array();
    if (status >= 400) throw new ReplayError('unreachable', `The server answered with status ${status}.`);
    if (status !== PARTIAL_CONTENT || !bytes)
      throw new ReplayError('no-ranges', 'The server does not send ranges of bytes.');
    return bytes;
  }

  async #ask(range: string): Promise<{ readonly status: number; readonly bytes?: Uint8Array }> {
    const { signal } = this.#closed;
    try {
      const response = await fetch(this.url, { headers: { range }, signal });
      const { status, body } = response;
      if (status === PARTIAL_CONTENT) return { status, bytes: new Uint8Array(await response.arrayBuffer()) };
      await body?.cancel();
      return { status };
    } catch (cause) {
      throw new ReplayError('unreachable', 'The recording could not be fetched.', { cause });
    }
  }
}

/** @param source a file, or its address, also relative to the page. @throws TypeError for an address that is not a URL */
export function openMediaFile(source: Blob | string): MediaFile {
  if (typeof source !== 'string') return new LocalFile(source);
  return new RemoteFile(new URL(source, document.baseURI).href);
}
