import { rm } from 'node:fs/promises';
import type { PlannedSegment } from '@lockstep/formats';
import type { Stretch } from '../cmaf/stretch.js';
import { FileBytes } from './byte-source.js';
import { planFragment, type Fragment } from './fragment.js';
import { readFragments } from './fragment-reader.js';
import { nextStretch, pathOfStretch, type CreateFile, type WritableFile } from './recording-files.js';
import { writeMemory } from './write-memory.js';

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

const NOTHING = new Uint8Array();

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
    const open = (this.#open ??= await this.#create(stretch));
    const init = open.fragments === 0 ? stretch.init('muxed') : NOTHING;
    const planned = planFragment(fragment, open.fragments + 1);
    try {
      await append(open, init, planned);
      if (this.options.isSynced) await open.file.datasync();
    } catch (error) {
      await this.#abandon(open);
      throw error;
    }
    const written = init.length + planned.byteLength;
    open.length += written;
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

/** In one call, but where the system takes less than all. */
async function append({ file, length }: OpenFile, init: Uint8Array, fragment: PlannedSegment): Promise<void> {
  const byteLength = init.length + fragment.byteLength;
  const memory = writeMemory.take(byteLength);
  try {
    memory.set(init);
    fragment.write(memory, init.length);
    for (let written = 0; written < byteLength;) {
      const { bytesWritten } = await file.write(memory.subarray(written, byteLength), length + written);
      written += bytesWritten;
    }
  } finally {
    writeMemory.release(memory);
  }
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
