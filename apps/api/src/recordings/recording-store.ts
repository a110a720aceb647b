import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  FileBytes,
  type PlacedStretch,
  type RecordingPart,
  recordingParts,
  StoredSegments,
  type StoredStretch,
} from '@lockstep/media';
import { Settings } from '../config/settings.js';

/** What there is of a recording on disk, at this moment. */
export type Stored = {
  readonly parts: readonly StoredPart[];
  /** Stream times, ms; undefined where nothing is recorded yet. */
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
  readonly bytes: number;
};

export type StoredPart = RecordingPart & { readonly stretches: readonly StoredStretch[] };

type Known = { readonly identity: string; readonly segments: StoredSegments };

/** Recordings that are looked at now; what is known of another one is read again. */
const KEPT = 50;

/** The files of recordings: a folder for each, below RECORDING_DIR. */
@Injectable()
export class RecordingStore {
  /** The recording that was asked for last is the last one. */
  readonly #known = new Map<string, Map<string, Known>>();
  /** One look at a time: two would read the same bytes twice into one list. */
  readonly #looking = new Map<string, Promise<Stored>>();

  constructor(private readonly settings: Settings) {}

  get folder(): string {
    return this.settings.get('RECORDING_DIR') ?? this.settings.inData('recordings');
  }

  folderOf(id: string): string {
    return path.join(this.folder, id);
  }

  /** Looks at what is new since the last time. */
  look(id: string): Promise<Stored> {
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
      parts.push({ ...part, stretches: segments.stretches });
    }
    const all = parts.flatMap(({ stretches }) => stretches.flatMap(({ segments }) => segments));
    return { parts, bytes, startMs: all[0]?.startMs, endMs: all.at(-1)?.endMs };
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

/** The stretches with their addresses, relative to the playlist. */
export const placedStretches = ({ parts }: Stored, id: string, isReady: boolean): PlacedStretch[] =>
  parts.flatMap(({ name, stretches }) =>
    stretches.map((stretch) => ({ ...stretch, uri: isReady ? `../${id}.mp4` : name })),
  );

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
