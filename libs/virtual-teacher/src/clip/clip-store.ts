import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cell, Clip, writeClipFlv } from '@lockstep/media';
import type { ClipInfo } from './clip.js';
import { HOUSE_FORMAT, HOUSE_HEADERS } from './house-format.js';

/** A name of a clip or sheet: SHA-256 of everything it is made of, hex. */
const ID = /^[0-9a-f]{64}$/;
/** A file begun this long ago was left by a process that was killed. */
const ABANDONED_MS = 60 * 60 * 1000;
/** An avatar that was not used for this long belongs to an older version. */
const BLOB_UNUSED_MS = 30 * 24 * 60 * 60 * 1000;
/** Temporary files of this process: its number alone may have been another one's before a restart. */
const OURS = `${process.pid}-${randomUUID()}`;

/** The id of what is made of `parts`, in this version of the house format. */
export const clipId = (parts: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([HOUSE_FORMAT, parts]))
    .digest('hex');

/** No clip of this id is in the store. */
export class ClipMissing extends Error {
  override readonly name = 'ClipMissing';
  constructor(readonly id: string) {
    super(`The clip ${id} is not in the store: compile the lesson again.`);
  }
}

/** What keeps the files of clips when this disk is gone. Names are those of the files. */
export interface ClipBacking {
  /** Makes a file lie in the folder, where there is such a file. */
  bring(name: string): Promise<unknown>;
  /** A whole file has its name. */
  added(name: string): void;
  removed(name: string): Promise<void>;
}

/**
 * Clips on disk, named by what they are made of: `<id>.flv` and `<id>.json`. A clip is there when its `.json` is; both
 * are renamed into place, so a killed process leaves whole clips and a few temporary files, which the next one removes.
 */
export class ClipStore {
  private constructor(
    /** The folder. */
    readonly directory: string,
    private readonly backing: ClipBacking | undefined,
  ) {}

  /** Creates the folder where it is missing, and removes what killed processes left. */
  static async open(directory: string, backing?: ClipBacking): Promise<ClipStore> {
    const store = new ClipStore(directory, backing);
    await mkdir(store.#temporary, { recursive: true });
    await store.#sweep();
    return store;
  }

  get #temporary(): string {
    return join(this.directory, 'tmp');
  }

  /** The clip's file, for playout. */
  pathOf(id: string): string {
    return this.#file(id, 'flv');
  }

  /** The clip's file, for playout; brought back where this disk has lost it. Rejects as {@link ClipBacking.bring} does. */
  async local(id: string): Promise<string> {
    for (const extension of ['flv', 'json'] as const) await this.backing?.bring(`${id}.${extension}`);
    return this.pathOf(id);
  }

  /** What is known of a clip; undefined when it is not there. Counts as use. */
  async info(id: string): Promise<ClipInfo | undefined> {
    const file = this.#file(id, 'json');
    const text = await readIfThere(file);
    if (text === undefined) return undefined;
    const now = new Date();
    await utimes(file, now, now).catch(() => undefined); // collected meanwhile: the caller has what it asked for
    return JSON.parse(text) as ClipInfo;
  }

  /** @throws ClipMissing; ClipFormatError for a damaged file */
  async load(id: string): Promise<Clip> {
    try {
      return await Clip.load(this.pathOf(id));
    } catch (error) {
      if (isMissing(error)) throw new ClipMissing(id);
      throw error;
    }
  }

  /** Keeps a clip. Two who keep the same one do not disturb each other. */
  async put(info: ClipInfo, cells: readonly Cell[]): Promise<void> {
    await this.#write(this.pathOf(info.id), writeClipFlv(HOUSE_HEADERS, cells));
    await this.#write(this.#file(info.id, 'json'), `${JSON.stringify(info)}\n`);
    for (const extension of ['flv', 'json']) this.backing?.added(`${info.id}.${extension}`);
  }

  /** Bytes kept beside the clips under a name of their own, such as a drawn avatar. Counts as use. */
  async blob(id: string): Promise<Uint8Array | undefined> {
    const now = new Date();
    try {
      await utimes(this.#file(id, 'bin'), now, now);
      return await readFile(this.#file(id, 'bin'));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async putBlob(id: string, bytes: Uint8Array): Promise<void> {
    await this.#write(this.#file(id, 'bin'), bytes);
  }

  /**
   * Removes the clips that were used longest ago until at most `maxBytes` are left, and drawings of a month ago.
   * @param options.keep ids that lessons name: never removed
   * @param options.unusedMs clips used within this time stay; default one day
   * @returns the ids removed
   */
  async collect(options: {
    readonly maxBytes: number;
    readonly keep: ReadonlySet<string>;
    readonly unusedMs?: number;
  }): Promise<string[]> {
    const { maxBytes, keep, unusedMs = 24 * 60 * 60 * 1000 } = options;
    const clips = await this.#clips();
    let bytes = clips.reduce((sum, clip) => sum + clip.bytes, 0);
    const removed: string[] = [];
    for (const clip of clips.toSorted((a, b) => a.usedMs - b.usedMs)) {
      if (bytes <= maxBytes) break;
      if (keep.has(clip.id) || clip.usedMs > Date.now() - unusedMs) continue;
      await rm(this.#file(clip.id, 'json'), { force: true }); // first: without it the clip is not there
      await rm(this.pathOf(clip.id), { force: true });
      for (const extension of ['flv', 'json']) await this.backing?.removed(`${clip.id}.${extension}`);
      bytes -= clip.bytes;
      removed.push(clip.id);
    }
    await this.#collectBlobs();
    return removed;
  }

  async #collectBlobs(): Promise<void> {
    for (const name of await readdir(this.directory)) {
      if (!name.endsWith('.bin')) continue;
      const path = join(this.directory, name);
      const usedMs = await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => Infinity, // gone meanwhile
      );
      if (usedMs < Date.now() - BLOB_UNUSED_MS) await rm(path, { force: true });
    }
  }

  async #clips(): Promise<{ id: string; usedMs: number; bytes: number }[]> {
    const clips: { id: string; usedMs: number; bytes: number }[] = [];
    for (const name of await readdir(this.directory)) {
      const id = name.replace(/\.json$/, '');
      if (!ID.test(id)) continue;
      try {
        const [info, film] = await Promise.all([stat(this.#file(id, 'json')), stat(this.pathOf(id))]);
        clips.push({ id, usedMs: info.mtimeMs, bytes: info.size + film.size });
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    }
    return clips;
  }

  #file(id: string, extension: 'flv' | 'json' | 'bin'): string {
    if (!ID.test(id)) throw new RangeError(`A clip is named by 64 hexadecimal digits, not by “${id}”.`);
    return join(this.directory, `${id}.${extension}`);
  }

  async #write(path: string, bytes: Uint8Array | string): Promise<void> {
    const temporary = join(this.#temporary, `${OURS}-${randomUUID()}`);
    try {
      await writeFile(temporary, bytes);
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async #sweep(): Promise<void> {
    for (const name of await readdir(this.#temporary)) {
      const path = join(this.#temporary, name);
      if (name.startsWith(OURS)) continue;
      const pid = Number(name.split('-')[0]);
      const isOld = await stat(path).then(
        ({ mtimeMs }) => mtimeMs < Date.now() - ABANDONED_MS,
        () => false,
      );
      if (isOld || pid === process.pid || !isRunning(pid)) await rm(path, { force: true, recursive: true });
    }
  }
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
