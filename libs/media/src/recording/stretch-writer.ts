import type { Stretch } from '../cmaf/stretch.js';
import { fragmentBytes, type Fragment } from './fragment.js';
import { nextStretch, pathOfStretch, type CreateFile, type WritableFile } from './recording-files.js';

type OpenFile = {
  readonly file: WritableFile;
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
    private readonly folder: Promise<string>,
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
    const folder = await this.folder;
    this.#next ??= await nextStretch(folder);
    const file = await this.options.create(pathOfStretch(folder, this.#next));
    this.#next++;
    return { file, stretch, length: 0, fragments: 0 };
  }

  /** What is behind the last whole fragment is passed over by readers, so that it does not matter whether this succeeds. */
  async #abandon({ file, length }: OpenFile): Promise<void> {
    this.#open = undefined;
    await file.truncate(length).catch(() => undefined);
    await file.close().catch(() => undefined);
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
