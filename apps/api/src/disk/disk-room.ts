import { statfs } from 'node:fs/promises';

const MiB = 1024 * 1024;
/** A first start writes 50 MiB, and the database keeps 16 MiB for its next log file. */
export const ROOM_TO_START_BYTES = 64 * MiB;
/** Below this an upload, a clip or the next log file of the database may not fit. */
const ROOM_TO_WORK_BYTES = 32 * MiB;
/** A full disk is noticed in this time. */
const KNOWN_FOR_MS = 2000;

/** Free bytes for this process below a folder; 0 where no file can be made any more. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize, files, ffree } = await statfs(folder);
  return files > 0 && ffree === 0 ? 0 : bavail * bsize;
}

export const inMiB = (bytes: number): string => `${String(Math.floor(bytes / MiB))} MiB`;

/** Whether there is room for what a working server writes; asks the system now and then, however often it is asked. */
export class DiskRoom {
  #known: { readonly atMs: number; readonly bytes: Promise<number> } | undefined;

  constructor(
    private readonly folder: string,
    private readonly free: (folder: string) => Promise<number> = freeBytes,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async state(): Promise<{ readonly isEnough: boolean; readonly free: string; readonly needed: string }> {
    if (!this.#known || this.now() - this.#known.atMs >= KNOWN_FOR_MS)
      this.#known = { atMs: this.now(), bytes: this.free(this.folder) };
    const bytes = await this.#known.bytes;
    return {
      isEnough: bytes >= ROOM_TO_WORK_BYTES,
      free: inMiB(bytes),
      needed: inMiB(ROOM_TO_WORK_BYTES),
    };
  }
}
