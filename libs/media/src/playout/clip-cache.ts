import { Clip } from './clip.js';

/** 256 MiB are half an hour of clips at 1.1 Mbit/s. */
const DEFAULT_MAX_BYTES = 256 * 1024 * 1024;

export type ClipCacheOptions = {
  /** Clips above this are forgotten, those that were used longest ago first; who plays one still has it. */
  readonly maxBytes?: number;
  /** Default: {@link Clip.load}. */
  readonly load?: (path: string) => Promise<Clip>;
};

type Entry = { readonly clip: Promise<Clip>; byteLength: number };

/** Each clip is read once for all sessions, and kept while there is room. */
export class ClipCache {
  /** In order of use, the oldest first. */
  readonly #entries = new Map<string, Entry>();
  readonly #maxBytes: number;
  readonly #load: (path: string) => Promise<Clip>;
  #byteLength = 0;

  constructor({ maxBytes = DEFAULT_MAX_BYTES, load = (path) => Clip.load(path) }: ClipCacheOptions = {}) {
    this.#maxBytes = maxBytes;
    this.#load = load;
  }

  /** Bytes held. */
  get byteLength(): number {
    return this.#byteLength;
  }

  /** Clips held or being read. */
  get size(): number {
    return this.#entries.size;
  }

  /**
   * The clip of a file that never changes (its name says what is in it). A failure is not kept.
   * @throws ClipFormatError; the error of node:fs when the file cannot be read
   */
  get(path: string): Promise<Clip> {
    const known = this.#entries.get(path);
    const entry = known ?? this.#read(path);
    this.#entries.delete(path);
    this.#entries.set(path, entry); // the newest one
    return entry.clip;
  }

  #read(path: string): Entry {
    const entry: Entry = { clip: this.#load(path), byteLength: 0 };
    entry.clip.then(
      ({ byteLength }) => {
        entry.byteLength = byteLength;
        this.#byteLength += byteLength;
        this.#forgetOldest();
      },
      () => this.#entries.delete(path),
    );
    return entry;
  }

  /** The newest clip stays, however large it is. */
  #forgetOldest(): void {
    for (const [path, { byteLength }] of this.#entries) {
      if (this.#byteLength <= this.#maxBytes || this.#entries.size === 1) return;
      if (byteLength === 0) continue; // still being read
      this.#entries.delete(path);
      this.#byteLength -= byteLength;
    }
  }
}
