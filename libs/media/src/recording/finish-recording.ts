import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AUDIO_TRACK_ID, VIDEO_TRACK_ID } from '@lockstep/formats';
import { FileBytes } from './byte-source.js';
import { GatheredTrack, movieHead, type TimedText } from './finished-movie.js';
import { readFragments, type StoredFragment, type StoredInit } from './fragment-reader.js';
import { framesOf } from './recorded-frames.js';
import { RecordedMessages, type RecordedMessage } from './recorded-index.js';
import { exists, FINISHED, stretchFiles } from './recording-files.js';
import { textTrack } from './text-track.js';

/** A recording in which nothing can be played. */
export class NothingRecorded extends Error {
  override readonly name = 'NothingRecorded';
  constructor() {
    super('Nothing was recorded.');
  }
}

/** A small file inside the finished one. */
export type RecordingItem = {
  readonly name: string;
  /** MIME type. */
  readonly contentType: string;
  readonly length: number;
  /** Called when its turn comes: only one is in memory. */
  readonly read: () => Uint8Array | Promise<Uint8Array>;
};

/** What goes into the finished file beside audio and video. Times are stream times, ms. */
export type RecordingContents = {
  readonly title: string;
  /** ISO 639-2, three letters; of the captions. */
  readonly language?: string;
  /** In order. */
  readonly captions: readonly TimedText[];
  readonly chapters: readonly TimedText[];
  readonly items: readonly RecordingItem[];
};

/** What was found in the frames. */
export type RecordingFacts = {
  /** The events in the order in which they were stamped; of one that was stamped twice, the later one. */
  readonly events: readonly RecordedMessage[];
  /** Stream times of the first frame and behind the last one, ms. */
  readonly startMs: number;
  readonly endMs: number;
};

export type FinishOptions = {
  readonly folder: string;
  /** Called once, when everything is read. */
  readonly describe: (facts: RecordingFacts) => RecordingContents | Promise<RecordingContents>;
  /** Hears how much is done, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
};

/** What is being written; gone with the next attempt. */
const DRAFT = `.${FINISHED}`;
const CAPTIONS_TRACK_ID = 3;
const CHAPTERS_TRACK_ID = 4;
const COPY_BYTES = 1024 * 1024;
/** Reading and copying take about as long. */
const READING_SHARE = 0.5;

type Source = { readonly path: string; readonly bytes: number };

/**
 * Makes one file of a recording that plays from its first bytes on: a `moov` with tables in front of the fragments as they are, inside an
 * `mdat`. Every byte of the media stays, so players may still be given ranges of it. May be ended at any time and begun again. The files
 * of the stretches are removed when the new one is whole.
 *
 * @throws NothingRecorded, ParseError, RangeError for an item of another length, what the file system says, the reason of `signal`
 */
export async function finishRecording(options: FinishOptions): Promise<void> {
  const { folder } = options;
  const names = await stretchFiles(folder);
  if (!(await isFinished(folder))) {
    await write(
      options,
      await gather(
        options,
        names.map((name) => join(folder, name)),
      ),
    );
  }
  for (const name of names) await rm(join(folder, name), { force: true });
}

async function isFinished(folder: string): Promise<boolean> {
  await rm(join(folder, DRAFT), { force: true });
  return exists(join(folder, FINISHED));
}

/** The media as it will lie in the file, and its tables. */
class Gathered {
  readonly sources: Source[] = [];
  readonly events = new Map<number, RecordedMessage>();
  readonly #messages = new RecordedMessages();
  video: GatheredTrack | undefined;
  audio: GatheredTrack | undefined;
  /** Bytes of the sources before the one that is being read. */
  #before = 0;

  endSource(path: string, bytes: number): void {
    this.sources.push({ path, bytes });
    this.#before += bytes;
  }

  get mediaBytes(): number {
    return this.#before;
  }

  addInit({ tracks }: StoredInit): void {
    for (const track of tracks) {
      if (track.size) this.video ??= new GatheredTrack(VIDEO_TRACK_ID, 'vide', track.timescale);
      else this.audio ??= new GatheredTrack(AUDIO_TRACK_ID, 'soun', track.timescale);
    }
  }

  addFragment(fragment: StoredFragment, bytes: Uint8Array): void {
    for (const { track, samples } of fragment.tracks) {
      const gathered = track.size ? this.video : this.audio;
      if (!gathered) continue;
      const entryIndex = gathered.entryOf(track);
      for (const sample of samples)
        gathered.add({ ...sample, entryIndex, offset: this.#before + sample.offset }, track.timescale);
    }
    for (const frame of framesOf(fragment, bytes, fragment.firstFrame ?? 0)) {
      if (frame.kind !== 'video') continue;
      for (const found of this.#messages.take(frame)) this.#addMessage(found);
    }
  }

  #addMessage(found: RecordedMessage): void {
    const { message } = found;
    if (message.snapshot) return;
    this.events.set(message.seq, { ...found, message: { ...message, body: message.body.slice() } });
  }
}

async function gather({ onProgress, signal }: FinishOptions, paths: readonly string[]): Promise<Gathered> {
  const gathered = new Gathered();
  for (const [index, path] of paths.entries()) {
    await using source = await FileBytes.open(path);
    const size = await source.size();
    let end = 0;
    for await (const item of readFragments(source)) {
      signal?.throwIfAborted();
      end = item.offset + item.length;
      if (item.kind === 'init') gathered.addInit(item);
      else gathered.addFragment(item, await source.read(item.offset, item.length));
      onProgress?.((READING_SHARE * (index + end / Math.max(size, 1))) / paths.length);
    }
    gathered.endSource(path, end);
  }
  return gathered;
}

async function write(options: FinishOptions, gathered: Gathered): Promise<void> {
  const { folder, describe, onProgress, signal } = options;
  const { video, audio, mediaBytes } = gathered;
  if (!video || video.table.count === 0) throw new NothingRecorded();
  const originMs = video.firstPtsMs;
  const endMs = Math.max(video.endMs, audio?.endMs ?? 0);
  const events = [...gathered.events.values()].sort((a, b) => a.message.seq - b.message.seq);
  const contents = await describe({ events, startMs: originMs, endMs });
  const span = { originMs, endMs };
  const captions = textTrack(
    contents.captions,
    { trackId: CAPTIONS_TRACK_ID, handler: 'sbtl' },
    { ...span, offset: mediaBytes },
  );
  const chaptersAt = mediaBytes + (captions?.bytes.length ?? 0);
  const chapters = textTrack(
    contents.chapters,
    { trackId: CHAPTERS_TRACK_ID, handler: 'text' },
    { ...span, offset: chaptersAt },
  );
  const tracks = [video, audio, captions?.track, chapters?.track].filter(
    (track) => track !== undefined && track.table.count > 0,
  ) as GatheredTrack[];
  const head = movieHead({
    title: contents.title,
    ...(contents.language !== undefined && { language: contents.language }),
    originMs,
    tracks,
    items: contents.items,
    mediaBytes: chaptersAt + (chapters?.bytes.length ?? 0),
  });
  await using draft = await Draft.create(join(folder, DRAFT));
  await draft.append(head);
  await draft.copy(
    gathered.sources,
    (share) => onProgress?.(READING_SHARE + (1 - READING_SHARE) * share),
    signal,
  );
  for (const track of [captions, chapters]) if (track) await draft.append(track.bytes);
  for (const item of contents.items) await draft.append(await wholeItem(item));
  await draft.sync();
  await rename(join(folder, DRAFT), join(folder, FINISHED));
}

/** The places of all that follows are written already. */
async function wholeItem({ name, length, read }: RecordingItem): Promise<Uint8Array> {
  const bytes = await read();
  if (bytes.length !== length)
    throw new RangeError(`The item ${name} has ${bytes.length} bytes and was said to have ${length}.`);
  return bytes;
}

class Draft implements AsyncDisposable {
  private constructor(private readonly file: FileHandle) {}

  static async create(path: string): Promise<Draft> {
    return new Draft(await open(path, 'w', 0o640));
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.file.appendFile(bytes);
  }

  async copy(
    sources: readonly Source[],
    onProgress: (share: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const total = sources.reduce((sum, { bytes }) => sum + bytes, 0);
    let copied = 0;
    for (const { path, bytes } of sources) {
      await using source = await FileBytes.open(path);
      for (let at = 0; at < bytes; at += COPY_BYTES) {
        signal?.throwIfAborted();
        const piece = await source.read(at, Math.min(COPY_BYTES, bytes - at));
        await this.file.appendFile(piece);
        copied += piece.length;
        onProgress(copied / total);
      }
    }
  }

  sync(): Promise<void> {
    return this.file.sync();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.file.close();
  }
}
