import {
  type MovieTrack,
  readMetaItems,
  readMovie,
  readTimedTextSample,
  readTopLevelBoxes,
} from '@lockstep/formats';
import { ParseError } from '@lockstep/sei';
import { FrameList } from './frame-list.js';
import { LessonLog } from './lesson-log.js';
import type { MediaFile } from './media-file.js';
import { Items } from './read-items.js';
import { FrameMessages } from './read-messages.js';
import { ReplayError } from './replay-error.js';

/** Where a part of the lesson begins. */
export type ReplayChapter = {
  /** Stream time, ms. */
  readonly ptsMs: number;
  readonly title: string;
};

/** Names of chapters are short; more is no list of chapters. */
const MAX_CHAPTER_BYTES = 4 * 1024 * 1024;

type Contents = {
  readonly title: string | null;
  readonly language: string | null;
  readonly startPtsMs: number;
  readonly endPtsMs: number;
  readonly chapters: readonly ReplayChapter[];
  readonly frames: FrameList;
  readonly log: LessonLog;
};

/** All that a finished recording holds beside its audio and video. */
export class RecordingFile {
  private constructor(
    readonly contents: Contents,
    readonly items: Items,
  ) {}

  /**
   * Reads what is needed to show any frame with its state. A file without an index is searched as a whole for messages in its frames.
   *
   * @throws ReplayError
   */
  static async open(file: MediaFile, signal: AbortSignal): Promise<RecordingFile> {
    try {
      const { contents, items } = await readRecording(file, signal);
      return new RecordingFile(contents, items);
    } catch (cause) {
      if (!(cause instanceof ParseError)) throw cause;
      throw new ReplayError('damaged', `The file cannot be read: ${cause.message}.`, { cause });
    }
  }
}

async function readRecording(
  file: MediaFile,
  signal: AbortSignal,
): Promise<{ readonly contents: Contents; readonly items: Items }> {
  const { moov, meta } = await readTopLevelBoxes(file, ['moov', 'meta']);
  const tracks = moov ? readMovie(moov) : [];
  const video = tracks.find(({ handler, samples }) => handler === 'vide' && samples.count > 0);
  if (!video) throw new ReplayError('not-mp4', 'The file is no MP4 with video, or is cut off.');
  const items = new Items(file, meta ? readMetaItems(meta) : []);
  const lesson = await items.lesson();
  const startPtsMs = lesson?.startPtsMs ?? 0;
  const frames = new FrameList(video, startPtsMs);
  const messages = new FrameMessages(file, frames, video);
  const indexed = await items.events();
  const log = new LessonLog(
    indexed ?? (await messages.events(signal)),
    indexed ? await messages.snapshots() : [],
  );
  const contents = {
    title: lesson?.title ?? null,
    language: lesson?.language ?? null,
    startPtsMs,
    endPtsMs: lesson?.endPtsMs ?? startPtsMs + endMsOf(video),
    chapters: await readChapters(file, tracks, video, startPtsMs),
    frames,
    log,
  };
  return { contents, items };
}

/** Movie time behind the last sample, ms: as long as the one before it. */
function endMsOf({ samples, timescale, startMs }: MovieTrack): number {
  const last = samples.decodeTimes[samples.count - 1] ?? 0;
  const before = samples.decodeTimes[samples.count - 2] ?? last;
  return startMs + ((2 * last - before) * 1000) / timescale;
}

/** The names in the track of chapters of the video. */
async function readChapters(
  file: MediaFile,
  tracks: readonly MovieTrack[],
  video: MovieTrack,
  startPtsMs: number,
): Promise<ReplayChapter[]> {
  const track = tracks.find(({ trackId }) => video.chapterTrackIds.includes(trackId));
  if (!track || track.samples.count === 0) return [];
  const { samples, timescale, startMs } = track;
  const places = Array.from({ length: samples.count }, (_, sample) => sample);
  const offset = (sample: number) => samples.offsets[sample] ?? 0;
  const end = (sample: number) => offset(sample) + (samples.sizes[sample] ?? 0);
  const from = places.reduce((least, sample) => Math.min(least, offset(sample)), Infinity);
  const until = places.reduce((most, sample) => Math.max(most, end(sample)), 0);
  if (until - from > MAX_CHAPTER_BYTES) return [];
  const bytes = await file.read(from, until - from);
  return places.flatMap((sample) => {
    const title = readTimedTextSample(bytes.subarray(offset(sample) - from, end(sample) - from));
    const ptsMs = startPtsMs + Math.round(((samples.decodeTimes[sample] ?? 0) * 1000) / timescale + startMs);
    return title === '' ? [] : [{ ptsMs, title }];
  });
}
