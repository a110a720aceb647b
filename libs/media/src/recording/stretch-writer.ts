import { rm } from 'node:fs/promises';
import type { Stretch } from '../cmaf/stretch.js';
import { fragmentBytes, type Fragment } from './fragment.js';
import { FileBytes } from './byte-source.js';
import { readFragments } from './fragment-reader.js';
import { nextStretch, pathOfStretch, type CreateFile, type WritableFile } from './recording-files.js';

type OpenFile = {
  readonly file: WritableFile;
  readonly path: string;
  readonly stretch: Stretch;
  /** Bytes of whole fragments. */
  length: number;
  fragments: number;
};

export type StretchWriterOptions = {
  readonly create: CreateFile;
  /** Every fragment is on the disk before the next one is written. */
  readonly isSynced: boolean;
};

/** Appends fragments to a file for each stretch: whatever ends the process, what was appended before can be read. */
export class StretchWriter {
  #open: OpenFile | undefined;
  #next: number | undefined;

  constructor(
    /** Called before each file. */
    private readonly folder: () => Promise<string>,
    private readonly options: StretchWriterOptions,
  ) {}

  /** One at a time. Rejects with what the file system says; then the file ends with its last whole fragment. */
  async write(stretch: Stretch, fragment: Fragment): Promise<number> {
    if (this.#open && this.#open.stretch !== stretch) await this.close();
    const isNew = this.#open === undefined;
    const open = (this.#open ??= await this.#create(stretch));
    const bytes = [...(isNew ? [stretch.init('muxed')] : []), ...fragmentBytes(fragment, open.fragments + 1)];
    let at = open.length;
    try {
      for (const piece of bytes) at = await writeAll(open.file, piece, at);
      if (this.options.isSynced) await open.file.datasync();
    } catch (error) {
      await this.#abandon(open);
      throw error;
    }
    const written = at - open.length;
    open.length = at;
    open.fragments++;
    return written;
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.file.close();
  }

  async #create(stretch: Stretch): Promise<OpenFile> {
    const folder = await this.folder();
    this.#next ??= await afterLastFragment(folder);
    const path = pathOfStretch(folder, this.#next);
    const file = await this.options.create(path);
    this.#next++;
    return { file, path, stretch, length: 0, fragments: 0 };
  }

  /**
   * What is behind the last whole fragment is passed over by readers, so that it does not matter whether this succeeds. A file without
   * any goes, and its number is given again: a disk that stays full for days would fill with them.
   */
  async #abandon({ file, path, length, fragments }: OpenFile): Promise<void> {
    this.#open = undefined;
    await file.truncate(length).catch(() => undefined);
    await file.close().catch(() => undefined);
    if (fragments > 0) return;
    await rm(path, { force: true }).catch(() => undefined);
    this.#next = undefined;
  }
}

async function writeAll(file: WritableFile, bytes: Uint8Array, position: number): Promise<number> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes.subarray(written), position + written);
    written += bytesWritten;
  }
  return position + written;
}

/** Number of the next file. Files without a whole fragment at the end, which a crash left, go: no player knows their numbers. */
async function afterLastFragment(folder: string): Promise<number> {
  for (;;) {
    const next = await nextStretch(folder);
    const last = pathOfStretch(folder, next - 1);
    if (next === 0 || (await holdsFragment(last))) return next;
    await rm(last);
  }
}

async function holdsFragment(path: string): Promise<boolean> {
  await using source = await FileBytes.open(path);
  for await (const { kind } of readFragments(source)) if (kind === 'fragment') return true;
  return false;
}
