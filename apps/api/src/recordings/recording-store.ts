import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { FileBytes, FINISHED_RECORDING, recordingParts, StoredSegments } from '@lockstep/media';
import { Settings } from '../config/settings.js';
import { bytesOfFile } from './part-bytes.js';
import { RecordingArchive } from './recording-archive.js';
import type { Recording } from './recording.entity.js';
import { type Stored, storedOf, type StoredPart } from './stored-recording.js';

/** What was read of a file when it was as `state` says. */
type Known = { readonly identity: string; readonly state: string; readonly segments: StoredSegments };

/** Recordings that are looked at now; what is known of another one is read again. */
const KEPT = 50;
/** A list of files is read anew after one of them was gone; what was moved and then deleted takes three. */
const LOOKS = 4;

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

  /** Whether anything of a recording is on this machine. */
  async isOnDisk(id: string): Promise<boolean> {
    return (await this.sizeOf(id)) > 0;
  }

  /** @throws StorageAway and ObjectMissing for a recording that is in the bucket */
  look({ id, bucketPath }: Pick<Recording, 'id' | 'bucketPath'>): Promise<Stored> {
    return bucketPath === null ? this.lookOnDisk(id) : this.archive.look(bucketPath);
  }

  /** Reads what is new since the last time; a file that is as it was is not opened. */
  lookOnDisk(id: string): Promise<Stored> {
    const running = this.#looking.get(id);
    if (running) return running;
    const looking = this.#lookAgain(id).finally(() => this.#looking.delete(id));
    this.#looking.set(id, looking);
    return looking;
  }

  /** Of every file of a recording, bytes. */
  sizeOf(id: string): Promise<number> {
    return sizeOf(this.folderOf(id));
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

  /** Files of a list may be gone when they are looked at: finished into one, moved to the bucket, or deleted. */
  async #lookAgain(id: string, triesLeft = LOOKS - 1): Promise<Stored> {
    try {
      return await this.#look(id);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || triesLeft === 0) throw error;
      return this.#lookAgain(id, triesLeft - 1);
    }
  }

  async #look(id: string): Promise<Stored> {
    const known = this.#use(id);
    const parts: StoredPart[] = [];
    let bytes = 0;
    for (const part of await recordingParts(this.folderOf(id))) {
      const { name, from, until } = part;
      // before it is read: what is written meanwhile makes another state, which is looked at the next time
      const { size, ino, birthtimeNs, mtimeNs } = await stat(part.path, { bigint: true });
      const identity = `${String(ino)} ${String(birthtimeNs)}`;
      const state = `${String(size)} ${String(mtimeNs)}`;
      const before = known.get(name);
      const isSameFile = before?.identity === identity;
      const segments = isSameFile ? before.segments : new StoredSegments(from, until);
      if (!isSameFile || before.state !== state) await lookInto(part.path, segments);
      known.set(name, { identity, state, segments });
      bytes += Number(size);
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

async function lookInto(file: string, segments: StoredSegments): Promise<void> {
  await using source = await FileBytes.open(file);
  await segments.look(source);
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
