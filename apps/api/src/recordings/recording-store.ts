import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { FileBytes, FINISHED_RECORDING, recordingParts, StoredSegments } from '@lockstep/media';
import { Settings } from '../config/settings.js';
import { bytesOfFile } from './part-bytes.js';
import { RecordingArchive } from './recording-archive.js';
import type { Recording } from './recording.entity.js';
import { type Stored, storedOf, type StoredPart } from './stored-recording.js';

type Known = { readonly identity: string; readonly segments: StoredSegments };

/** Recordings that are looked at now; what is known of another one is read again. */
const KEPT = 50;

/** The files of recordings: a folder for each, below RECORDING_DIR, until it is in the bucket. */
@Injectable()
export class RecordingStore {
  /** The recording that was asked for last is the last one. */
  readonly #known = new Map<string, Map<string, Known>>();
  /** One look at a time: two would read the same bytes twice into one list. */
  readonly #looking = new Map<string, Promise<Stored>>();

  constructor(
    private readonly settings: Settings,
    private readonly archive: RecordingArchive,
  ) {}

  get folder(): string {
    return this.settings.get('RECORDING_DIR') ?? this.settings.inData('recordings');
  }

  folderOf(id: string): string {
    return path.join(this.folder, id);
  }

  /** Where the MP4 is once it is made. */
  finishedFile(id: string): string {
    return path.join(this.folderOf(id), FINISHED_RECORDING);
  }

  /** @throws StorageAway and ObjectMissing for a recording that is in the bucket */
  look({ id, bucketPath }: Pick<Recording, 'id' | 'bucketPath'>): Promise<Stored> {
    return bucketPath === null ? this.lookOnDisk(id) : this.archive.look(bucketPath);
  }

  /** Looks at what is new since the last time. */
  lookOnDisk(id: string): Promise<Stored> {
    const running = this.#looking.get(id);
    if (running) return running;
    const looking = this.#look(id).finally(() => this.#looking.delete(id));
    this.#looking.set(id, looking);
    return looking;
  }

  /** Removes every file of a recording; none may be being written. @returns their size, bytes */
  async remove(id: string): Promise<number> {
    const bytes = await sizeOf(this.folderOf(id));
    await rm(this.folderOf(id), { recursive: true, force: true });
    this.forget(id);
    return bytes;
  }

  /** Its files were replaced. */
  forget(id: string): void {
    this.#known.delete(id);
  }

  async #look(id: string): Promise<Stored> {
    const known = this.#use(id);
    const parts: StoredPart[] = [];
    let bytes = 0;
    for (const part of await recordingParts(this.folderOf(id))) {
      await using source = await FileBytes.open(part.path);
      const identity = await source.identity();
      const before = known.get(part.name);
      const segments =
        before?.identity === identity ? before.segments : new StoredSegments(part.from, part.until);
      known.set(part.name, { identity, segments });
      await segments.look(source);
      bytes += await source.size();
      const { name, from, until } = part;
      parts.push({ name, from, until, content: bytesOfFile(part.path), stretches: segments.stretches });
    }
    return storedOf(parts, bytes);
  }

  #use(id: string): Map<string, Known> {
    const known = this.#known.get(id) ?? new Map<string, Known>();
    this.#known.delete(id);
    this.#known.set(id, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEPT && oldest !== undefined) this.#known.delete(oldest);
    return known;
  }
}

/** @returns bytes; 0 where there is no folder */
async function sizeOf(folder: string): Promise<number> {
  try {
    const sizes = (await readdir(folder)).map(async (name) => (await stat(path.join(folder, name))).size);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
