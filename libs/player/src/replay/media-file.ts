import { type ReadableBytes, readRangedFile } from '@lockstep/formats';
import { ParseError } from '@lockstep/sei';
import { ReplayError } from './replay-error.js';

/** A recording that is read in parts, and played by a media element. */
export interface MediaFile extends ReadableBytes {
  /** Its address for a media element. @throws ReplayError */
  address(): Promise<string>;
  close(): void;
}

/** What stands at the beginning is asked for in one go, in bytes. */
const HEAD_BYTES = 256 * 1024;
const PARTIAL_CONTENT = 206;
const RANGE_NOT_SATISFIABLE = 416;

/** A file of this machine; it is never sent anywhere. */
class LocalFile implements MediaFile {
  readonly #url: string;

  constructor(private readonly blob: Blob) {
    this.#url = URL.createObjectURL(blob);
  }

  address(): Promise<string> {
    return Promise.resolve(this.#url);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    try {
      return new Uint8Array(await this.blob.slice(offset, offset + length).arrayBuffer());
    } catch (cause) {
      throw new ReplayError('unreachable', 'The file can no longer be read.', { cause });
    }
  }

  close(): void {
    URL.revokeObjectURL(this.#url);
  }
}

/** A file of a server that answers ranges of bytes (RFC 9110, 14), or the one whose byte ranges an HLS playlist lists. */
class RemoteFile implements MediaFile {
  readonly #closed = new AbortController();
  readonly #url: URL;
  #head: Promise<Uint8Array> | undefined;
  #address: Promise<string> | undefined;

  constructor(url: URL) {
    this.#url = url;
  }

  address(): Promise<string> {
    const { href, pathname } = this.#url;
    this.#address ??= pathname.endsWith('.m3u8') ? this.#listed() : Promise.resolve(href);
    return this.#address;
  }

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

  async #listed(): Promise<string> {
    const { href } = this.#url;
    const { signal } = this.#closed;
    const response = await fetch(href, { signal }).catch(unreachable);
    if (!response.ok)
      throw new ReplayError('unreachable', `The server answered with status ${response.status}.`);
    const file = rangedFile(await response.text().catch(unreachable));
    if (file === undefined)
      throw new ReplayError('not-finished', 'The playlist has no end, or is not of byte ranges of one file.');
    return new URL(file, href).href;
  }

  async #ask(range: string): Promise<{ readonly status: number; readonly bytes?: Uint8Array }> {
    const { signal } = this.#closed;
    const address = await this.address();
    try {
      const response = await fetch(address, { headers: { range }, signal });
      const { status, body } = response;
      if (status === PARTIAL_CONTENT) return { status, bytes: new Uint8Array(await response.arrayBuffer()) };
      await body?.cancel();
      return { status };
    } catch (cause) {
      return unreachable(cause);
    }
  }
}

/** @throws ReplayError always */
function unreachable(cause: unknown): never {
  throw new ReplayError('unreachable', 'The recording could not be fetched.', { cause });
}

/** @throws ReplayError for a text that is no playlist */
function rangedFile(text: string): string | undefined {
  try {
    return readRangedFile(text);
  } catch (cause) {
    if (!(cause instanceof ParseError)) throw cause;
    throw new ReplayError('damaged', `The playlist cannot be read: ${cause.message}.`, { cause });
  }
}

/** @param source a file, or the address of one or of its HLS playlist, also relative to the page. @throws TypeError for an address that is not a URL */
export function openMediaFile(source: Blob | string): MediaFile {
  if (typeof source !== 'string') return new LocalFile(source);
  return new RemoteFile(new URL(source, document.baseURI));
}
